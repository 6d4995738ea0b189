import type { Issue } from "../../issues.ts";
import type { IfcSchema } from "./ifc-classes.ts";

/** The schema to read a file by, and what had to be assumed. */
export interface FoundSchema {
  readonly schema: IfcSchema;
  /** As the file names it, e.g. `IFC4X3_RC2`; empty where it names none. */
  readonly declared: string;
  readonly issues: readonly Issue[];
}

/** Names that are the schema itself, not a draft of it. */
const FINAL: Readonly<Record<string, IfcSchema>> = {
  IFC2X3: "IFC2X3",
  IFC2X3_TC1: "IFC2X3",
  IFC2X_FINAL: "IFC2X3",
  IFC4: "IFC4",
  IFC4_ADD1: "IFC4",
  IFC4_ADD2: "IFC4",
  IFC4_ADD2_TC1: "IFC4",
  IFC4X3: "IFC4X3",
  IFC4X3_ADD1: "IFC4X3",
  IFC4X3_ADD2: "IFC4X3",
};

/**
 * Chooses the schema for the names in FILE_SCHEMA. IFC4x1, IFC4x2 and the release candidates of IFC4x3 are read as
 * IFC4x3, as web-ifc does; IFC2x and IFC2x2 as IFC2x3. Where nothing fits, IFC4 is assumed and that is an error.
 */
export function findIfcSchema(declaredSchemas: readonly string[]): FoundSchema {
  const declared = declaredSchemas[0] ?? "";
  const name = declared.trim().toUpperCase();
  const known = FINAL[name];
  if (known) return { schema: known, declared, issues: [] };
  const near: IfcSchema | undefined = name.startsWith("IFC4X")
    ? "IFC4X3"
    : name.startsWith("IFC4")
      ? "IFC4"
      : /^IFC2X/.test(name)
        ? "IFC2X3"
        : undefined;
  const issue: Issue = near
    ? {
        code: "ifc/draft-schema",
        severity: "info",
        message: `Schema ${declared} is read as ${near}; classes that only it has may be missing`,
        rule: "FILE_SCHEMA",
      }
    : {
        code: "ifc/unknown-schema",
        severity: "error",
        message: declared
          ? `Schema ${declared} is not IFC2X3, IFC4 or IFC4X3; it is read as IFC4`
          : "FILE_SCHEMA names no schema; the file is read as IFC4",
        rule: "FILE_SCHEMA",
      };
  return { schema: near ?? "IFC4", declared, issues: [issue] };
}
