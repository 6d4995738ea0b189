import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { IFC2X3, IFC4, IFC4X3 } from "web-ifc";

/** Bits of the schemas in a line of the table. */
const SCHEMAS = [
  [1, IFC2X3],
  [2, IFC4],
  [4, IFC4X3],
] as const;

interface IfcClass {
  readonly name: string;
  readonly parent: string;
  /** Explicit attributes that this class adds, in order. */
  readonly own: readonly string[];
}

/**
 * Reads the classes out of web-ifc's schema modules, which its authors generate from buildingSMART's EXPRESS files,
 * and writes a line for each: the schemas it belongs to (sum of 1 IFC2x3, 2 IFC4, 4 IFC4x3), name, superclass (`-`
 * for none), own attributes. A class that differs between schemas has several lines.
 */
export function ifcClassLines(): string[] {
  const schemasOf = new Map<string, number>();
  for (const [bit, schema] of SCHEMAS) {
    for (const { name, parent, own } of classesOf(schema)) {
      const line = `${name} ${parent} ${own.join(",")}`.trimEnd();
      schemasOf.set(line, (schemasOf.get(line) ?? 0) + bit);
    }
  }
  return [...schemasOf].map(([line, schemas]) => `${schemas} ${line}`).sort(byName);
}

function classesOf(schema: object): IfcClass[] {
  return Object.entries(schema)
    .filter(([, one]) => isEntity(one))
    .map(([name, one]) => {
      const parent = parentOf(one);
      return { name, parent: parent?.name ?? "-", own: ownAttributes(one) };
    });
}

function parentOf(one: unknown): { readonly name: string } | undefined {
  const parent = Object.getPrototypeOf(one) as { readonly name: string };
  return parent.name === "IfcLineObject" ? undefined : parent;
}

/** An attribute that a subclass derives (`*` in the file) keeps its place but is no parameter of the constructor. */
function ownAttributes(one: unknown): string[] {
  const inherited = inheritedAttributes(parentOf(one));
  return parametersOf(one).filter((name) => !inherited.includes(name));
}

function inheritedAttributes(one: unknown): string[] {
  return one === undefined ? [] : [...inheritedAttributes(parentOf(one)), ...ownAttributes(one)];
}

function isEntity(one: unknown): boolean {
  for (let parent: unknown = one; typeof parent === "function"; parent = Object.getPrototypeOf(parent)) {
    if (parent.name === "IfcLineObject") return true;
  }
  return false;
}

function parametersOf(one: unknown): string[] {
  const parameters = /constructor\(([^)]*)\)/.exec(String(one))?.[1] ?? "";
  return parameters.split(/[\s,]+/).filter((name) => name !== "");
}

function byName(a: string, b: string): number {
  const [, nameA] = a.split(" ") as [string, string];
  const [, nameB] = b.split(" ") as [string, string];
  if (nameA !== nameB) return nameA < nameB ? -1 : 1;
  return a < b ? -1 : 1;
}

if (import.meta.main) {
  const lines = ifcClassLines().join("\n");
  const text = `/**
 * Classes of IFC2x3 (TC1), IFC4 (ADD2 TC1) and IFC4x3 (ADD2): a line holds the schemas (sum of 1, 2, 4), name,
 * superclass and own explicit attributes. Written by \`packages/shared/scripts/write-ifc-classes.ts\` from web-ifc.
 */
export const IFC_CLASS_LINES = \`
${lines}
\`;
`;
  writeFileSync(join(import.meta.dirname, "../src/ifc/schema/ifc-class-lines.ts"), text);
}
