import { EARLY_CLASS_LINES } from "./early-classes.ts";
import { IFC_CLASS_LINES } from "./ifc-class-lines.ts";

/** The schemas whose classes are known; others are read as the nearest of them. */
export type IfcSchema = "IFC2X3" | "IFC4" | "IFC4X3";

/** A class of entities in one schema. */
export interface IfcClass {
  /** As the standard writes it, e.g. `IfcWallStandardCase`. */
  readonly name: string;
  readonly parent: IfcClass | undefined;
  /** Explicit attributes in the order of the file, inherited ones first. */
  readonly attributes: readonly string[];
}

/** Answers questions about the classes of one schema. */
export interface IfcClasses {
  readonly schema: IfcSchema;
  /**
   * The class of this name, whatever its case. A class that this schema does not have is taken from the others, the
   * newest first: writers mix them, and release candidates had classes that the standard dropped.
   */
  find(name: string): IfcClass | undefined;
}

const BITS: Readonly<Record<IfcSchema, number>> = { IFC2X3: 1, IFC4: 2, IFC4X3: 4 };

interface ClassLine {
  readonly schemas: number;
  readonly name: string;
  readonly parent: string;
  readonly own: readonly string[];
}

let lines: Map<string, ClassLine[]> | undefined;
const tables = new Map<IfcSchema, IfcClasses>();

/** The classes of `schema`; built once, about a millisecond. */
export function ifcClasses(schema: IfcSchema): IfcClasses {
  let table = tables.get(schema);
  if (!table) {
    lines ??= parseLines(`${IFC_CLASS_LINES}${EARLY_CLASS_LINES}`);
    table = createClasses(schema, lines);
    tables.set(schema, table);
  }
  return table;
}

function parseLines(text: string): Map<string, ClassLine[]> {
  const byName = new Map<string, ClassLine[]>();
  for (const line of text.split("\n")) {
    const [schemas, name, parent, own] = line.split(" ");
    if (!schemas || !name || !parent) continue;
    const key = name.toUpperCase();
    const entry = { schemas: Number(schemas), name, parent, own: own ? own.split(",") : [] };
    const known = byName.get(key);
    if (known) known.push(entry);
    else byName.set(key, [entry]);
  }
  return byName;
}

function createClasses(schema: IfcSchema, byName: ReadonlyMap<string, readonly ClassLine[]>): IfcClasses {
  const found = new Map<string, IfcClass | undefined>();

  function find(name: string): IfcClass | undefined {
    const key = name.toUpperCase();
    if (!found.has(key)) found.set(key, make(key));
    return found.get(key);
  }

  function make(key: string): IfcClass | undefined {
    const candidates = byName.get(key);
    if (!candidates) return undefined;
    const line =
      candidates.find(({ schemas }) => schemas & BITS[schema]) ??
      candidates.reduce((newest, one) => (one.schemas > newest.schemas ? one : newest));
    const parent = line.parent === "-" ? undefined : find(line.parent);
    return { name: line.name, parent, attributes: [...(parent?.attributes ?? []), ...line.own] };
  }

  return { schema, find };
}

/** Answers whether `one` is the class named `ancestor` (as the standard writes it) or below it. */
export function isA(one: IfcClass | undefined, ancestor: string): boolean {
  for (let up = one; up; up = up.parent) if (up.name === ancestor) return true;
  return false;
}

/** Names from the class itself up to its root. */
export function lineageOf(one: IfcClass): string[] {
  const names: string[] = [];
  for (let up: IfcClass | undefined = one; up; up = up.parent) names.push(up.name);
  return names;
}

/** Position of an attribute among the arguments of a record, from 0; −1 where the class has none of this name. */
export function attributeIndex(one: IfcClass | undefined, attribute: string): number {
  return one ? one.attributes.indexOf(attribute) : -1;
}
