import { type ElementTable, NO_STOREY } from "@shuicheng/shared/ifc";
import { describeRows, groupByClass, orderRows, type RowOrder, type RowTexts } from "../find/row-texts.ts";
import { runAtOnce } from "../run-in-slices.ts";
import { sortInSlices } from "./sort-in-slices.ts";
import { createTreeWriter, type TreeModel, type TreeWriter } from "./tree-model.ts";

/**
 * The spatial tree: project, site, building or facility, storey or part, rooms; in each what it holds, by class. Parts of
 * an assembly stand below it. Openings and ports are no nodes: doors in an opening stand where the opening's wall does.
 * Storeys from the top down, as one reads a section; the rest by name. What hangs nowhere comes last.
 */
export function* buildSpatialTree(table: ElementTable): Generator<undefined, TreeModel> {
  const texts = describeRows(table);
  const order = yield* orderRows(table);
  const children = yield* listChildren(table, texts);
  const writer = createTreeWriter(table.objects.count, texts.isCounted);
  const write = { table, texts, order, children, writer };
  const { objects } = table;
  const roots: number[] = [];
  const loose: number[] = [];
  for (let row = 0; row < objects.count; row++) {
    if ((objects.parentRow[row] as number) >= 0) continue;
    if (texts.kind(row) === "project") roots.unshift(row);
    else if (texts.kind(row) === "spatial") roots.push(row);
    else if (texts.isCounted(row)) loose.push(row);
  }
  for (const row of roots) yield* writePlace(write, row);
  if (loose.length > 0) {
    writer.open("rest", "");
    yield* writeByClass(write, loose);
    writer.close();
  }
  yield;
  return writer.finish();
}

/** Objects that are written between two looks at the clock. */
const STEP = 500;

interface Write {
  readonly table: ElementTable;
  readonly texts: RowTexts;
  readonly order: RowOrder;
  readonly children: Children;
  readonly writer: TreeWriter;
}

/** Project, site, storey, room: first the places within it, then what it holds, by class. */
function* writePlace(write: Write, row: number): Generator<undefined, void> {
  const { table, texts, order, children, writer } = write;
  writer.open("object", texts.name(row), row);
  const places: number[] = [];
  const held: number[] = [];
  for (const child of childrenOf(write, row)) (texts.kind(child) === "spatial" ? places : held).push(child);
  places.sort((a, b) => elevationOf(table, b) - elevationOf(table, a) || order(a, b));
  for (const place of places) yield* writePlace(write, place);
  yield* writeByClass(write, held);
  for (const hidden of children.hiddenIn.get(row) ?? []) writer.attach(hidden);
  writer.close();
}

function* writeByClass(write: Write, rows: readonly number[]): Generator<undefined, void> {
  const { texts, order, writer } = write;
  for (const [name, own] of groupByClass(texts, rows)) {
    writer.open("class", name);
    let written = 0;
    for (const row of yield* sortInSlices(own, order)) {
      writeElement(write, row);
      if (++written % STEP === 0) yield;
    }
    writer.close();
  }
}

function writeElement(write: Write, row: number): void {
  const { texts, order, children, writer } = write;
  const below = childrenOf(write, row);
  writer.open("object", texts.name(row), row);
  // A room holds furniture by the dozen; an assembly is read part by part.
  if (texts.kind(row) === "space") runAtOnce(writeByClass(write, below));
  else for (const child of below.sort(order)) writeElement(write, child);
  for (const hidden of children.hiddenIn.get(row) ?? []) writer.attach(hidden);
  writer.close();
}

function childrenOf({ children }: Write, row: number): number[] {
  const [from, to] = [children.starts[row] as number, children.starts[row + 1] as number];
  // Most elements have nothing below them: a view and a list for each cost more than the rest of the tree.
  return from === to ? [] : [...children.items.subarray(from, to)];
}

/** Children by row, those of openings and ports already with the object that these belong to. */
interface Children {
  readonly starts: Uint32Array;
  readonly items: Uint32Array;
  /** Openings and ports of an object. */
  readonly hiddenIn: ReadonlyMap<number, readonly number[]>;
}

function* listChildren({ objects }: ElementTable, texts: RowTexts): Generator<undefined, Children> {
  const isHidden = (row: number) => texts.kind(row) === "opening" || texts.kind(row) === "port";
  /** Nearest ancestor that is a node. */
  const ownerOf = (row: number): number => {
    let up = objects.parentRow[row] as number;
    while (up >= 0 && isHidden(up)) up = objects.parentRow[up] as number;
    return up;
  };
  const owner = Int32Array.from({ length: objects.count }, (_, row) => ownerOf(row));
  yield;
  const starts = new Uint32Array(objects.count + 1);
  const hiddenIn = new Map<number, number[]>();
  for (let row = 0; row < objects.count; row++) {
    const up = owner[row] as number;
    if (up < 0) continue;
    if (!isHidden(row)) starts[up + 1] = (starts[up + 1] as number) + 1;
    else if (hiddenIn.has(up)) hiddenIn.get(up)?.push(row);
    else hiddenIn.set(up, [row]);
  }
  yield;
  for (let row = 0; row < objects.count; row++) {
    starts[row + 1] = (starts[row + 1] as number) + (starts[row] as number);
  }
  const next = starts.slice(0, objects.count);
  const items = new Uint32Array(starts[objects.count] as number);
  for (let row = 0; row < objects.count; row++) {
    const up = owner[row] as number;
    if (up < 0 || isHidden(row)) continue;
    items[next[up] as number] = row;
    next[up] = (next[up] as number) + 1;
  }
  return { starts, items, hiddenIn };
}

/** Of a storey, metres; of other places −∞, so that they come after the storeys. */
function elevationOf({ objects, storeys }: ElementTable, row: number): number {
  const storey = objects.storey[row] as number;
  const own = storey === NO_STOREY ? undefined : storeys[storey];
  return own?.row === row ? (own.elevationM ?? -Number.MAX_VALUE) : -Number.MAX_VALUE;
}
