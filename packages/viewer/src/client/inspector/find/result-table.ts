import {
  cellsOf,
  cellText,
  convertUnit,
  type ElementField,
  type FieldColumn,
  isSameKind,
  type Unit,
} from "@shuicheng/shared/ifc";
import { compareNatural } from "../tree/natural-order.ts";

/** Elements of some models, by number of the model and row, in the order in which they are listed. */
export interface ResultRows {
  readonly models: Uint16Array;
  readonly rows: Uint32Array;
}

/** A column of the table: one field over all models. */
export interface ResultColumn {
  readonly field: ElementField;
  readonly kind: FieldColumn["kind"];
  /** Of its numbers. */
  readonly unit: Unit | undefined;
  /** All values, joined; empty where there are none. Numbers as they are written shortest. */
  text(model: number, row: number): string;
  /** In `unit`; NaN for none, for texts, and where a model's unit cannot be given in it. */
  number(model: number, row: number): number;
}

/** What is above a column of numbers. */
export interface ColumnTotal {
  /** Elements with a value. */
  readonly count: number;
  /** Undefined where adding up says nothing: temperatures, ratios, numbers of doors in a row. */
  readonly sum: number | undefined;
  readonly least: number;
  readonly greatest: number;
}

/** Rows whose mark is set, model by model. @param isFound By model and row. */
export function listRows(isFound: readonly Uint8Array[]): ResultRows {
  const count = isFound.reduce((sum, marks) => sum + marks.reduce((all, mark) => all + mark, 0), 0);
  const models = new Uint16Array(count);
  const rows = new Uint32Array(count);
  let at = 0;
  isFound.forEach((marks, model) => {
    for (let row = 0; row < marks.length; row++) {
      if (marks[row] === 0) continue;
      models[at] = model;
      rows[at++] = row;
    }
  });
  return { models, rows };
}

/** Joins a field's columns of all models; numbers in the unit of the first that has any. */
export function joinColumns(field: ElementField, columns: readonly FieldColumn[]): ResultColumn {
  const filled = columns.filter(({ cells }) => cells.some((cell) => !Number.isNaN(cell)));
  const isNumber = filled.length > 0 && filled.every(({ kind }) => kind === "number");
  const unit = isNumber ? filled[0]?.unit : undefined;
  const isAlike = columns.map((column) => column.kind === "number" && isSameKind(column.unit, unit));
  const number = (model: number, row: number): number => {
    const column = columns[model];
    if (!isNumber || !column || !isAlike[model]) return Number.NaN;
    const cell = column.cells[row] as number;
    return unit && column.unit && column.unit !== unit ? convertUnit(cell, column.unit, unit) : cell;
  };
  return {
    field,
    kind: isNumber
      ? "number"
      : filled.every(({ kind }) => kind === "logical") && filled[0]
        ? "logical"
        : "text",
    unit,
    number,
    text(model, row) {
      const column = columns[model];
      if (!column) return "";
      const own = cellsOf(column, row).map((cell) => cellText(column, cell));
      const symbol = isNumber && !isAlike[model] ? (column.unit?.symbol ?? "") : "";
      return [own.join(", "), own.length > 0 ? symbol : ""].filter(Boolean).join(" ");
    },
  };
}

/** Sorts by a column; what has no value comes last in both directions, alike ones as they were. */
export function sortRows(rows: ResultRows, column: ResultColumn, direction: "up" | "down"): ResultRows {
  const count = rows.rows.length;
  const order = Array.from({ length: count }, (_, at) => at);
  const sign = direction === "up" ? 1 : -1;
  if (column.kind === "number") {
    const keys = Float64Array.from(order, (at) =>
      column.number(rows.models[at] as number, rows.rows[at] as number),
    );
    order.sort((a, b) => compareNumbers(keys[a] as number, keys[b] as number, sign) || a - b);
  } else {
    // Each different text is placed once; then whole numbers are compared.
    const texts = order.map((at) => column.text(rows.models[at] as number, rows.rows[at] as number));
    const places = new Map([...new Set(texts)].sort(compareNatural).map((text, place) => [text, place]));
    const keys = Float64Array.from(texts, (text) =>
      text === "" ? Number.NaN : (places.get(text) as number),
    );
    order.sort((a, b) => compareNumbers(keys[a] as number, keys[b] as number, sign) || a - b);
  }
  return {
    models: Uint16Array.from(order, (at) => rows.models[at] as number),
    rows: Uint32Array.from(order, (at) => rows.rows[at] as number),
  };
}

function compareNumbers(a: number, b: number, sign: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return (Number.isNaN(a) ? 1 : 0) - (Number.isNaN(b) ? 1 : 0);
  return sign * (a - b);
}

/** Kinds of units whose values of several elements add up to something. */
const ADDITIVE: ReadonlySet<string> = new Set([
  "LENGTHUNIT",
  "AREAUNIT",
  "VOLUMEUNIT",
  "MASSUNIT",
  "TIMEUNIT",
]);

/** Sums up a column of numbers over the listed rows; undefined for texts and where nothing has a value. */
export function totalColumn(
  rows: ResultRows,
  column: ResultColumn,
  isQuantity: boolean,
): ColumnTotal | undefined {
  if (column.kind !== "number") return undefined;
  let [count, sum] = [0, 0];
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < rows.rows.length; at++) {
    const value = column.number(rows.models[at] as number, rows.rows[at] as number);
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  if (count === 0) return undefined;
  const isAdditive = column.unit ? ADDITIVE.has(column.unit.kind) : isQuantity;
  return { count, sum: isAdditive ? sum : undefined, least, greatest };
}
