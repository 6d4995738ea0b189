import { compareNatural } from "../tree/natural-order.ts";
import { type ColumnTotal, type ResultColumn, type ResultRows, totalColumn } from "./result-table.ts";

/** Listed elements that have the same value of a field. */
export interface RowGroup {
  /** Empty where they have none. */
  readonly label: string;
  readonly rows: ResultRows;
}

/** Groups rows by what a column says, in natural order; those without a value last. Of several values all count as one text. */
export function groupRows({ models, rows }: ResultRows, by: ResultColumn): RowGroup[] {
  const places = new Map<string, number[]>();
  for (let at = 0; at < rows.length; at++) {
    const label = by.text(models[at] as number, rows[at] as number);
    const own = places.get(label);
    if (own) own.push(at);
    else places.set(label, [at]);
  }
  return [...places]
    .sort(([a], [b]) => (a === "" ? 1 : 0) - (b === "" ? 1 : 0) || compareNatural(a, b))
    .map(([label, own]) => ({
      label,
      rows: {
        models: Uint16Array.from(own, (at) => models[at] as number),
        rows: Uint32Array.from(own, (at) => rows[at] as number),
      },
    }));
}

/** What each column of numbers comes to in a group; undefined where it has no numbers there. */
export function totalGroup(
  { rows }: RowGroup,
  columns: readonly ResultColumn[],
  isQuantity: (column: ResultColumn) => boolean,
): readonly (ColumnTotal | undefined)[] {
  return columns.map((column) => totalColumn(rows, column, isQuantity(column)));
}
