import type { Unit } from "../elements/index.ts";

/**
 * Values of a field for all objects of a model. What filters, colours, tables and totals work on: made once for a field,
 * then asked by row.
 */
export interface FieldColumn {
  readonly kind: "number" | "text" | "logical";
  /** Of numbers. */
  readonly unit: Unit | undefined;
  /**
   * By row: a number in `unit`, a number into `texts`, or a logical (0 false, 1 true, 2 unknown); NaN for none. Of several
   * values the first.
   */
  readonly cells: Float64Array;
  /** All values of the rows that have several, the first among them. */
  readonly several: ReadonlyMap<number, readonly number[]>;
  /** Each text once, but for class and GlobalId as they come; empty for numbers and logicals. Storeys from low to high. */
  readonly texts: readonly string[];
}

/** Words that logicals are written as where they are compared with texts. */
export const LOGICAL_TEXTS = ["false", "true", "unknown"] as const;

/** All values of a row: none, one or several. */
export function cellsOf({ cells, several }: FieldColumn, row: number): readonly number[] {
  const all = several.get(row);
  if (all) return all;
  const one = cells[row] as number;
  return Number.isNaN(one) ? [] : [one];
}

/** What a cell says, for comparing and for lists: a number as it is written shortest, a logical in English. */
export function cellText({ kind, texts }: FieldColumn, cell: number): string {
  if (kind === "number") return String(cell);
  return (kind === "text" ? texts[cell] : LOGICAL_TEXTS[cell]) ?? "";
}
