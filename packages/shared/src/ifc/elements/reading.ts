import { attributeIndex, type IfcClass, type IfcClasses, isA } from "../schema/index.ts";
import {
  argumentAt,
  enumAt,
  MAX_ARGUMENTS,
  numberAt,
  refAt,
  refsAt,
  type StepFile,
  type StepIssues,
  splitArguments,
  textAt,
} from "../step/index.ts";
import type { TextPool } from "./text-pool.ts";

/** What the readers of one file share. */
export interface Reading {
  readonly step: StepFile;
  readonly texts: TextPool;
  readonly issues: StepIssues;
  /** Offsets of the arguments of the record in work; see `splitArguments`. */
  readonly at: Uint32Array;
  /** Class of each of `step.typeNames`; undefined where no schema has it. */
  readonly classOfType: readonly (IfcClass | undefined)[];
}

/** Makes what the readers of `step` share. */
export function createReading(
  step: StepFile,
  classes: IfcClasses,
  texts: TextPool,
  issues: StepIssues,
): Reading {
  return {
    step,
    texts,
    issues,
    at: new Uint32Array(MAX_ARGUMENTS),
    classOfType: step.typeNames.map((name) => classes.find(name)),
  };
}

/** Class of the record in `row`; undefined where no schema has it. */
export function classOf(reading: Reading, row: number): IfcClass | undefined {
  return reading.classOfType[reading.step.types[row] as number];
}

/** Rows of all records of `ancestor` and the classes below it that occur, in file order. */
export function rowsBelow({ step, classOfType }: Reading, ancestor: string): Uint32Array {
  const filled = step.typeNames
    .filter((_, type) => isA(classOfType[type], ancestor))
    .map((name) => step.rowsOfType(name));
  if (filled.length === 1) return filled[0] as Uint32Array;
  const rows = new Uint32Array(filled.reduce((length, part) => length + part.length, 0));
  let length = 0;
  for (const part of filled) {
    rows.set(part, length);
    length += part.length;
  }
  return rows.sort();
}

/** Reads attributes of one record by name; for records that are few. */
export interface RecordReader {
  readonly row: number;
  readonly id: number;
  /** As the standard writes it. */
  readonly className: string;
  text(attribute: string): string;
  /** NaN where absent. */
  number(attribute: string): number;
  /** Empty where absent. */
  enum(attribute: string): string;
  /** Record that the attribute refers to. */
  record(attribute: string): RecordReader | undefined;
  /** Records that a list (or a single reference) names; those that are not there are left out. */
  records(attribute: string): RecordReader[];
}

/** A reader for `#id`, or undefined where there is no such record. */
export function openRecord(reading: Reading, id: number): RecordReader | undefined {
  const { step } = reading;
  const row = id === 0 ? -1 : step.rowOf(id);
  if (row < 0) return undefined;
  const recordClass = classOf(reading, row);
  const at = (attribute: string): number => {
    const index = attributeIndex(recordClass, attribute);
    return index < 0 ? -1 : argumentAt(step, row, index);
  };
  return {
    row,
    id,
    className: recordClass?.name ?? step.typeNames[step.types[row] as number] ?? "",
    text: (attribute) => textAt(step, at(attribute)) ?? "",
    number: (attribute) => numberAt(step, at(attribute)),
    enum: (attribute) => enumAt(step, at(attribute)) ?? "",
    record: (attribute) => openRecord(reading, refAt(step, at(attribute))),
    records: (attribute) =>
      refsAt(step, at(attribute), step.ends[row] as number)
        .map((ref) => openRecord(reading, ref))
        .filter((record) => record !== undefined),
  };
}

/** Goes over the relationships of a class (and those below it): what they relate, by `#id`. */
export function forEachRelation(
  reading: Reading,
  relation: { readonly class: string; readonly from: string; readonly to: string },
  visit: (from: readonly number[], to: readonly number[], row: number) => void,
): void {
  const { step, at } = reading;
  for (const row of rowsBelow(reading, relation.class)) {
    const relationClass = classOf(reading, row);
    const from = attributeIndex(relationClass, relation.from);
    const to = attributeIndex(relationClass, relation.to);
    if (from < 0 || to < 0 || splitArguments(step, row, at) <= Math.max(from, to)) continue;
    const end = step.ends[row] as number;
    visit(refsAt(step, at[from] as number, end), refsAt(step, at[to] as number, end), row);
  }
}
