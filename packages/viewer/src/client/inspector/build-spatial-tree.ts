import { type ElementTable, NO_STOREY } from "@shuicheng/shared/ifc";
import { describeRows, type RowTexts } from "./row-texts.ts";
import { createTreeWriter, type TreeModel, type TreeWriter } from "./tree-model.ts";

/**
 * The spatial tree: project, site, building or facility, storey or part, rooms; in each what it holds, by class. Parts of
 * an assembly stand below it. Openings and ports are no nodes: doors in an opening stand where the opening's wall does.
 * Storeys from the top down, as one reads a section; the rest by name. What hangs nowhere comes last.
 */
export function buildSpatialTree(table: ElementTable): TreeModel {
  const texts = describeRows(table);
  const children = listChildren(table, texts);
  const writer = createTreeWriter(table.objects.count, texts.isCounted);
  const write = { table, texts, children, writer };
  const { objects } = table;
  const roots: number[] = [];
  const loose: number[] = [];
  for (let row = 0; row < objects.count; row++) {
    if ((objects.parentRow[row] as number) >= 0) continue;
    if (texts.kind(row) === "project") roots.unshift(row);
    else if (texts.kind(row) === "spatial") roots.push(row);
    else if (texts.isCounted(row)) loose.push(row);
  }
  for (const row of roots) writePlace(write, row);
  if (loose.length > 0) {
    writer.open("rest", "");
    writeByClass(write, loose);
    writer.close();
  }
  return writer.finish();
}

interface Write {
  readonly table: ElementTable;
  readonly texts: RowTexts;
  readonly children: Children;
  readonly writer: TreeWriter;
}

/** Project, site, storey, room: first the places within it, then what it holds, by class. */
function writePlace(write: Write, row: number): void {
  const { table, texts, children, writer } = write;
  writer.open("object", texts.name(row), row);
  const places: number[] = [];
  const held: number[] = [];
  for (const child of childrenOf(write, row)) (texts.kind(child) === "spatial" ? places : held).push(child);
  places.sort((a, b) => elevationOf(table, b) - elevationOf(table, a) || texts.compare(a, b));
  for (const place of places) writePlace(write, place);
  writeByClass(write, held);
  for (const hidden of children.hiddenIn.get(row) ?? []) writer.attach(hidden);
  writer.close();
}

function writeByClass(write: Write, rows: readonly number[]): void {
  const { texts, writer } = write;
  const byClass = Map.groupBy(rows, texts.className);
  for (const [name, own] of [...byClass].sort(([a], [b]) => (a < b ? -1 : 1))) {
    writer.open("class", name);
    for (const row of own.sort(texts.compare)) writeElement(write, row);
    writer.close();
  }
}

function writeElement(write: Write, row: number): void {
  const { texts, children, writer } = write;
  const below = childrenOf(write, row);
  writer.open("object", texts.name(row), row);
  // A room holds furniture by the dozen; an assembly is read part by part.
  if (texts.kind(row) === "space") writeByClass(write, below);
  else for (const child of below.sort(texts.compare)) writeElement(write, child);
  for (const hidden of children.hiddenIn.get(row) ?? []) writer.attach(hidden);
  writer.close();
}

function childrenOf({ children }: Write, row: number): number[] {
  return [...children.items.subarray(children.starts[row], children.starts[row + 1])];
}

/** Children by row, those of openings and ports already with the object that these belong to. */
interface Children {
  readonly starts: Uint32Array;
  readonly items: Uint32Array;
  /** Openings and ports of an object. */
  readonly hiddenIn: ReadonlyMap<number, readonly number[]>;
}

function listChildren({ objects }: ElementTable, texts: RowTexts): Children {
  const isHidden = (row: number) => texts.kind(row) === "opening" || texts.kind(row) === "port";
  /** Nearest ancestor that is a node. */
  const ownerOf = (row: number): number => {
    let up = objects.parentRow[row] as number;
    while (up >= 0 && isHidden(up)) up = objects.parentRow[up] as number;
    return up;
  };
  const owner = Int32Array.from({ length: objects.count }, (_, row) => ownerOf(row));
  const starts = new Uint32Array(objects.count + 1);
  const hiddenIn = new Map<number, number[]>();
  for (let row = 0; row < objects.count; row++) {
    const up = owner[row] as number;
    if (up < 0) continue;
    if (!isHidden(row)) starts[up + 1] = (starts[up + 1] as number) + 1;
    else if (hiddenIn.has(up)) hiddenIn.get(up)?.push(row);
    else hiddenIn.set(up, [row]);
  }
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
