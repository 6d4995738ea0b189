import type { Vector3 } from "../../../tiles/index.ts";
import { readArguments, type StepFile, type StepValue } from "../../step/index.ts";

/** Records of a file by `#id`, each read once. */
export interface RecordReader {
  readonly file: StepFile;
  /** Upper case, e.g. `IFCPOLYLINE`; empty where there is no such record. */
  typeOf(id: number): string;
  /** All arguments; none where there is no such record. */
  argumentsOf(id: number): readonly StepValue[];
}

/** A reader that keeps what it has read. */
export function createRecordReader(file: StepFile): RecordReader {
  const known = new Map<number, readonly StepValue[]>();
  return {
    file,
    typeOf(id) {
      const row = file.rowOf(id);
      return row < 0 ? "" : (file.typeNames[file.types[row] as number] as string);
    },
    argumentsOf(id) {
      const kept = known.get(id);
      if (kept) return kept;
      const row = file.rowOf(id);
      const values = row < 0 ? [] : readArguments(file, row);
      known.set(id, values);
      return values;
    },
  };
}

/** `#id` that a value points at, 0 where it points at none. */
export function refOf(value: StepValue | undefined): number {
  return isRecord(value) && "ref" in value ? value.ref : 0;
}

/** `#id`s of a list, those of its lists too. */
export function refsOf(value: StepValue | undefined): number[] {
  if (isList(value)) return value.flatMap(refsOf);
  const ref = refOf(value);
  return ref === 0 ? [] : [ref];
}

/** A number, also one with its type written before it; NaN where there is none. */
export function numberOf(value: StepValue | undefined): number {
  if (typeof value === "number") return value;
  return isRecord(value) && "typed" in value ? numberOf(value.value) : Number.NaN;
}

/** {@link numberOf}, or `otherwise` where that is absent. */
export function numberOr(value: StepValue | undefined, otherwise: number): number {
  const number = numberOf(value);
  return Number.isNaN(number) ? otherwise : number;
}

/** Name of a typed value, e.g. `IFCPARAMETERVALUE`; empty for what has none. */
export function typedNameOf(value: StepValue | undefined): string {
  return isRecord(value) && "typed" in value ? value.typed : "";
}

/** Name of an enum, e.g. `CARTESIAN`; empty for what is none. */
export function enumOf(value: StepValue | undefined): string {
  return isRecord(value) && "enum" in value ? value.enum : "";
}

/** Values of a list; none for what is none. */
export function listOf(value: StepValue | undefined): readonly StepValue[] {
  return isList(value) ? value : [];
}

/** Coordinates of an IfcCartesianPoint or IfcDirection, absent ones 0. */
export function tripleOf(reader: RecordReader, id: number): Vector3 | undefined {
  return tripleFrom(reader.argumentsOf(id)[0]);
}

/** Up to three numbers of a list, absent ones 0; undefined where it has none or one is not finite. */
export function tripleFrom(value: StepValue | undefined): Vector3 | undefined {
  const numbers = listOf(value).slice(0, 3).map(numberOf);
  if (numbers.length === 0 || !numbers.every(Number.isFinite)) return undefined;
  const [x = 0, y = 0, z = 0] = numbers;
  return [x, y, z];
}

function isList(value: StepValue | undefined): value is readonly StepValue[] {
  return Array.isArray(value);
}

function isRecord(
  value: StepValue | undefined,
): value is Exclude<StepValue, number | string | boolean | null | readonly StepValue[]> {
  return typeof value === "object" && value !== null && !isList(value);
}
