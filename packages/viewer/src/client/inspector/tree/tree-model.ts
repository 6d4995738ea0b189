/** What a node of a tree stands for; it decides on the icon and on how its label is written. */
const TREE_NODE_KINDS = [
  /** A row of the element table: label is its name, empty where it has none. */
  "object",
  /** Several objects of one class: label is the class. */
  "class",
  /** A type that is no object but a name in ObjectType: label is that name. */
  "type",
  /** Label is the material's name, empty where it has none. */
  "material",
  /** A classification system or a place in it: label is its name or `identification name`. */
  "classification",
  /** Those that have no parent, type, group, material or classification: no label, the tree's kind says what is missing. */
  "rest",
  /** A model among several: label is its name. */
  "model",
] as const;
/** What a node of a tree stands for. */
export type TreeNodeKind = (typeof TREE_NODE_KINDS)[number];

/** `row` of a node that is no object. */
export const NO_ROW = -1;

/**
 * A tree in flat arrays. Nodes are numbered depth first, so that a node's subtree is the range from itself to `end`, and
 * 100,000 of them are walked in under a millisecond. An object may stand at several nodes (in two systems).
 */
export interface TreeModel {
  readonly count: number;
  /** 0 for the roots. */
  readonly depth: Uint16Array;
  /** Node, −1 for the roots. */
  readonly parent: Int32Array;
  /** One past the last node below it; `node + 1` for a leaf. */
  readonly end: Uint32Array;
  /** A number of its kind: see {@link nodeKindOf}. */
  readonly kind: Uint8Array;
  /** Row of the element table, {@link NO_ROW} for a node that is no object. */
  readonly row: Int32Array;
  readonly labels: readonly string[];
  /** Elements and rooms at it and below it. */
  readonly elements: Uint32Array;
  /** By row of the element table: first node of the object or of what it belongs to (of an opening its wall), −1 for none. */
  readonly nodeOfRow: Int32Array;
}

/** Grows a tree, depth first; see {@link createTreeWriter}. */
export interface TreeWriter {
  /** Begins a node; what is opened before its `close` stands below it. */
  open(kind: TreeNodeKind, label: string, row?: number): void;
  close(): void;
  /** A node with nothing below it. */
  leaf(kind: TreeNodeKind, label: string, row?: number): void;
  /** Says that an object that is no node of its own belongs to the node that is open. */
  attach(row: number): void;
  finish(): TreeModel;
}

/** @param rows Rows of the element table. @param isCounted Whether the object in a row is counted in `elements`. */
export function createTreeWriter(rows: number, isCounted: (row: number) => boolean): TreeWriter {
  const depth: number[] = [];
  const parent: number[] = [];
  const kind: number[] = [];
  const row: number[] = [];
  const labels: string[] = [];
  const end: number[] = [];
  const elements: number[] = [];
  const nodeOfRow = new Int32Array(rows).fill(-1);
  const path: number[] = [];
  const writer: TreeWriter = {
    open(nodeKind, label, objectRow = NO_ROW) {
      const node = labels.push(label) - 1;
      depth.push(path.length);
      parent.push(path.at(-1) ?? -1);
      kind.push(TREE_NODE_KINDS.indexOf(nodeKind));
      row.push(objectRow);
      elements.push(objectRow >= 0 && isCounted(objectRow) ? 1 : 0);
      end.push(node + 1);
      if (objectRow >= 0 && nodeOfRow[objectRow] === -1) nodeOfRow[objectRow] = node;
      path.push(node);
    },
    close() {
      const node = path.pop();
      if (node === undefined) return;
      end[node] = labels.length;
      const up = path.at(-1);
      if (up !== undefined) elements[up] = (elements[up] as number) + (elements[node] as number);
    },
    leaf(nodeKind, label, objectRow) {
      writer.open(nodeKind, label, objectRow);
      writer.close();
    },
    attach(objectRow) {
      if (nodeOfRow[objectRow] === -1) nodeOfRow[objectRow] = path.at(-1) ?? -1;
    },
    finish: () => ({
      count: labels.length,
      depth: Uint16Array.from(depth),
      parent: Int32Array.from(parent),
      end: Uint32Array.from(end),
      kind: Uint8Array.from(kind),
      row: Int32Array.from(row),
      labels,
      elements: Uint32Array.from(elements),
      nodeOfRow,
    }),
  };
  return writer;
}

/** What a node stands for. */
export function nodeKindOf({ kind }: TreeModel, node: number): TreeNodeKind {
  return TREE_NODE_KINDS[kind[node] as number] ?? "object";
}

/** Whether something stands below a node. */
export function hasChildren({ end }: TreeModel, node: number): boolean {
  return (end[node] as number) > node + 1;
}

/** Place of each node among those of one parent, from 1, and how many there are. */
export interface SiblingPlaces {
  readonly place: Uint32Array;
  readonly of: Uint32Array;
}

const placesOf = new WeakMap<TreeModel, SiblingPlaces>();

/** Worked out once for a whole tree: whoever shows lines of a class of 50,000 must not count them for each line. */
export function siblingPlaces(tree: TreeModel): SiblingPlaces {
  const before = placesOf.get(tree);
  if (before) return before;
  const { count, parent } = tree;
  const place = new Uint32Array(count);
  /** By parent plus 1: the roots are the children of none. */
  const children = new Uint32Array(count + 1);
  for (let node = 0; node < count; node++) {
    const up = (parent[node] as number) + 1;
    children[up] = (children[up] as number) + 1;
    place[node] = children[up] as number;
  }
  const of = Uint32Array.from(parent, (up) => children[up + 1] as number);
  const places = { place, of };
  placesOf.set(tree, places);
  return places;
}

/** Nodes from the root down to `node` itself. */
export function pathToNode({ parent }: TreeModel, node: number): number[] {
  const path: number[] = [];
  for (let up = node; up >= 0; up = parent[up] as number) path.push(up);
  return path.reverse();
}

/**
 * Rows of a node and of all below it, each once, ascending, with those that are no nodes (openings of a wall). They are rows
 * of any object, also of type objects and systems, which have nothing to draw.
 */
export function rowsUnder({ row, end, nodeOfRow }: TreeModel, node: number): Uint32Array {
  const last = end[node] as number;
  const isFound = new Uint8Array(nodeOfRow.length);
  for (let each = node; each < last; each++) {
    const own = row[each] as number;
    if (own >= 0) isFound[own] = 1;
  }
  for (let each = 0; each < nodeOfRow.length; each++) {
    const at = nodeOfRow[each] as number;
    if (at >= node && at < last) isFound[each] = 1;
  }
  return rowsIn(isFound);
}

/** Rows whose mark is set, ascending. */
export function rowsIn(marks: Uint8Array): Uint32Array {
  let count = 0;
  for (let row = 0; row < marks.length; row++) if (marks[row] !== 0) count++;
  const rows = new Uint32Array(count);
  let at = 0;
  for (let row = 0; row < marks.length; row++) if (marks[row] !== 0) rows[at++] = row;
  return rows;
}
