import { type ElementTable, markListed, type ObjectKind } from "@shuicheng/shared/ifc";
import { compareNatural } from "../tree/natural-order.ts";
import { sortInSlices } from "../tree/sort-in-slices.ts";

/** What lines about objects say and in which order they stand, by row of the element table. */
export interface RowTexts {
  /** Name, where it has none the long name or the tag; empty where it has none of these. */
  name(row: number): string;
  className(row: number): string;
  kind(row: number): ObjectKind;
  /** Whether it is an element or a room: what people count. Places, openings, ports, types and groups are not. */
  isCounted(row: number): boolean;
}

/** Order of two rows by name, `P-2` before `P-10`; those without a name last, alike ones as in the file. */
export type RowOrder = (a: number, b: number) => number;

const known = new WeakMap<ElementTable, RowTexts>();

/** Readers of a table's columns. */
export function describeRows(table: ElementTable): RowTexts {
  const own = known.get(table) ?? readRows(table);
  known.set(table, own);
  return own;
}

/** Rows by the name of their class, classes in natural order. */
export function groupByClass(texts: RowTexts, rows: readonly number[]): [name: string, rows: number[]][] {
  return [...Map.groupBy(rows, texts.className)].sort(([a], [b]) => compareNatural(a, b));
}

const orders = new WeakMap<ElementTable, RowOrder>();

/** The order of a table's rows. Worked out once, step by step, and kept with the table. */
export function* orderRows(table: ElementTable): Generator<undefined, RowOrder> {
  const before = orders.get(table);
  if (before) return before;
  const { objects, texts } = table;
  const place = new Uint32Array(texts.length);
  for (let row = 0; row < objects.count; row++) place[textOf(table, row)] = 1;
  const used = [...place.keys()].filter((text) => place[text] === 1);
  yield;
  // The empty text comes last.
  const names = used.filter((text) => text !== 0);
  const sorting = sortInSlices(names, (a, b) => compareNatural(texts[a] as string, texts[b] as string));
  for (const [at, text] of (yield* sorting).entries()) place[text] = at;
  place[0] = texts.length;
  const order: RowOrder = (a, b) =>
    (place[textOf(table, a)] as number) - (place[textOf(table, b)] as number) || a - b;
  orders.set(table, order);
  return order;
}

const textOf = ({ objects }: ElementTable, row: number): number =>
  objects.name[row] || objects.longName[row] || (objects.tag[row] as number);

function readRows(table: ElementTable): RowTexts {
  const { objects, classes, texts } = table;
  const isListed = markListed(table);
  return {
    name: (row) => texts[textOf(table, row)] ?? "",
    className: (row) => classes[objects.classIndex[row] as number]?.name ?? "",
    kind: (row) => classes[objects.classIndex[row] as number]?.kind ?? "element",
    isCounted: (row) => isListed[row] === 1,
  };
}
