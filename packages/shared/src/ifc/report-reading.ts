import type { Issue } from "../issues.ts";
import type { IfcTable } from "./read-ifc-table.ts";
import type { StepFile } from "./step/index.ts";

/** What could be read of a file, also of one that is no model or broke off: for who must find out why. Plain JSON. */
export interface ReadingReport {
  /** Records of the DATA section that were read. */
  readonly records: number;
  /** Instances of IfcProduct among them. */
  readonly products: number;
  /** As FILE_SCHEMA names it; empty where it names none. */
  readonly schema: string;
  /** Program that wrote the file, as its header says; empty where it doesn't. */
  readonly writtenBy: string;
  readonly missingGlobalIds: number;
  readonly duplicateGlobalIds: number;
  readonly undecodableStrings: number;
  /** Worst first. */
  readonly findings: readonly Issue[];
}

const SEVERITY_ORDER = { error: 0, warning: 1, info: 2 } as const;

/** Reports what the data half of a conversion found, whatever becomes of the drawing half. */
export function reportReading(step: StepFile, table: IfcTable): ReadingReport {
  return {
    records: step.count,
    products: table.products.expressId.length,
    schema: table.declaredSchema,
    writtenBy: step.header.originatingSystem || step.header.preprocessorVersion,
    missingGlobalIds: table.missingGlobalIds,
    duplicateGlobalIds: table.duplicateGlobalIds,
    undecodableStrings: step.undecodableStrings,
    findings: [...step.issues, ...table.issues].sort(
      (a, b) => SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity],
    ),
  };
}
