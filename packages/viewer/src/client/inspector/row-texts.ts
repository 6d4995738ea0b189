import { type ElementTable, markListed, type ObjectKind } from "@shuicheng/shared/ifc";
import { compareNatural } from "./natural-order.ts";

/** What lines about objects say and in which order they stand, by row of the element table. */
export interface RowTexts {
  /** Name, where it has none the long name or the tag; empty where it has none of these. */
  name(row: number): string;
  className(row: number): string;
  kind(row: number): ObjectKind;
  /** Whether it is an element or a room: what people count. Places, openings, ports, types and groups are not. */
  isCounted(row: number): boolean;
  /** Order of two rows by name, `P-2` before `P-10`; those without a name last, alike ones as in the file. */
  compare(a: number, b: number): number;
}

const known = new WeakMap<ElementTable, RowTexts>();

/** Readers of a table's columns. The order of its names is worked out once and kept with the table. */
export function describeRows(table: ElementTable): RowTexts {
  const own = known.get(table) ?? readRows(table);
  known.set(table, own);
  return own;
}

/** Rows by the name of their class, classes in natural order. */
export function groupByClass(texts: RowTexts, rows: readonly number[]): [name: string, rows: number[]][] {
  return [...Map.groupBy(rows, texts.className)].sort(([a], [b]) => compareNatural(a, b));
}

function readRows(table: ElementTable): RowTexts {
  const { objects, classes, texts } = table;
  const isListed = markListed(table);
  const textOf = (row: number): number =>
    objects.name[row] || objects.longName[row] || (objects.tag[row] as number);
  const place = orderTexts(
    texts,
    Uint32Array.from({ length: objects.count }, (_, row) => textOf(row)),
  );
  return {
    name: (row) => texts[textOf(row)] ?? "",
    className: (row) => classes[objects.classIndex[row] as number]?.name ?? "",
    kind: (row) => classes[objects.classIndex[row] as number]?.kind ?? "element",
    isCounted: (row) => isListed[row] === 1,
    compare: (a, b) => (place[textOf(a)] as number) - (place[textOf(b)] as number) || a - b,
  };
}

/** By text number its place among those that are used; the empty one comes last. */
function orderTexts(texts: readonly string[], used: Uint32Array): Uint32Array {
  const place = new Uint32Array(texts.length);
  const inOrder = [...new Set(used)].sort((a, b) =>
    a === 0 || b === 0
      ? (a === 0 ? 1 : 0) - (b === 0 ? 1 : 0)
      : compareNatural(texts[a] as string, texts[b] as string),
  );
  inOrder.forEach((text, i) => {
    place[text] = i;
  });
  return place;
}
