import { pathToNode, type TreeModel } from "./tree-model.ts";

/** What of a tree is open: 1 a node whose children are shown. As long as the tree has nodes; never changed in place. */
export type OpenNodes = Uint8Array;

/** What of a tree a search left: see {@link matchTree}. */
export interface TreeMatch {
  /** By node: 1 for what was found and what is above it. */
  readonly isKept: Uint8Array;
  /** By node: 1 for what is above something that was found, and so is open while the search is on. */
  readonly leads: Uint8Array;
  /** By node: found ones at it and below it. */
  readonly found: Uint32Array;
}

/** A tree as it is first seen: roots and what has no siblings are open, so that the first choice is seen at once. */
export function openAtFirst(tree: TreeModel): OpenNodes {
  const open = new Uint8Array(tree.count);
  let siblings = childrenOf(tree, -1);
  while (siblings.length > 0 && siblings.length <= 2) {
    for (const node of siblings) open[node] = 1;
    siblings = siblings.flatMap((node) => childrenOf(tree, node));
  }
  return open;
}

/** Opens or closes a node. */
export function setOpen(open: OpenNodes, node: number, isOpen: boolean): OpenNodes {
  const next = open.slice();
  next[node] = isOpen ? 1 : 0;
  return next;
}

/** Opens a node and all that stand beside it under the same parent. */
export function openSiblings(tree: TreeModel, open: OpenNodes, node: number): OpenNodes {
  const next = open.slice();
  for (const each of childrenOf(tree, tree.parent[node] as number)) next[each] = 1;
  return next;
}

/** Opens all that is above a node, so that it is seen; the same array where it is already. */
export function revealNode(tree: TreeModel, open: OpenNodes, node: number): OpenNodes {
  const above = pathToNode(tree, node).slice(0, -1);
  if (above.every((up) => open[up] === 1)) return open;
  const next = open.slice();
  for (const up of above) next[up] = 1;
  return next;
}

/**
 * Nodes that are seen, from top to bottom: the lines of a virtual list. Closed subtrees are leapt over, so that it costs
 * what is seen and not what there is. While a search is on, all that leads to what was found is open.
 */
export function listShownNodes(tree: TreeModel, open: OpenNodes, match?: TreeMatch): Uint32Array {
  const shown = new Uint32Array(tree.count);
  let count = 0;
  for (let node = 0; node < tree.count; ) {
    if (match && match.isKept[node] === 0) {
      node = tree.end[node] as number;
      continue;
    }
    shown[count++] = node;
    const isOpen = open[node] === 1 || match?.leads[node] === 1;
    node = isOpen ? node + 1 : (tree.end[node] as number);
  }
  return shown.subarray(0, count);
}

/**
 * Narrows a tree to the objects that a search found and to nodes whose own label holds the text, with all above them. What
 * stands below a label that was found stays too.
 *
 * @param isFound By row of the element table, 1 for what was found. @param text Already trimmed and in lower case; empty: labels do not count.
 */
export function matchTree(tree: TreeModel, isFound: Uint8Array, text = ""): TreeMatch {
  const { count, row, parent, end, labels } = tree;
  const isKept = new Uint8Array(count);
  const leads = new Uint8Array(count);
  const found = new Uint32Array(count);
  /** Label was found, so that what is above it is to be open. */
  const isNamed = new Uint8Array(count);
  for (let node = 0; node < count; node++) {
    const own = row[node] as number;
    if (own >= 0) found[node] = isFound[own] === 1 ? 1 : 0;
    else if (text !== "" && (labels[node] as string).toLowerCase().includes(text)) {
      isNamed[node] = 1;
      isKept.fill(1, node, end[node]);
    }
  }
  for (let node = count - 1; node >= 0; node--) {
    const isHit = found[node] !== 0 || isNamed[node] === 1 || leads[node] === 1;
    if (isHit) isKept[node] = 1;
    const up = parent[node] as number;
    if (up < 0 || !isHit) continue;
    leads[up] = 1;
    found[up] = (found[up] as number) + (found[node] as number);
  }
  return { isKept, leads, found };
}

function childrenOf({ count, end }: TreeModel, node: number): number[] {
  const children: number[] = [];
  const last = node < 0 ? count : (end[node] as number);
  for (let child = node + 1; child < last; child = end[child] as number) children.push(child);
  return children;
}
