/** Most triangles in a leaf. */
const LEAF_TRIANGLES = 4;

/**
 * Boxes round boxes round triangles. Node 0 holds all; a node's children are `first` and `first + 1`, a leaf has `count`
 * triangles of `order` from `first` on.
 */
export interface TriangleTree {
  /** Nine numbers a triangle: x, y, z of its corners, metres. */
  readonly corners: Float64Array;
  /** Least x, y, z, greatest x, y, z of each node. */
  readonly boxes: Float64Array;
  readonly first: Uint32Array;
  /** Triangles of a leaf; 0: not a leaf. */
  readonly count: Uint32Array;
  readonly order: Uint32Array;
}

/** Builds a tree by halving along the longest side. O(n log² n). @param corners Of at least one triangle. */
export function buildTree(corners: Float64Array): TriangleTree {
  const triangles = corners.length / 9;
  const order = Uint32Array.from({ length: triangles }, (_, k) => k);
  const boxes: number[] = [];
  const first: number[] = [];
  const count: number[] = [];
  const addNode = (from: number, to: number): void => {
    const box = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];
    for (let k = from; k < to; k++) growByTriangle(box, corners, order[k] as number);
    boxes.push(...box);
    first.push(from);
    count.push(to - from);
  };
  addNode(0, triangles);
  for (let node = 0; node < first.length; node++) {
    const [from, length] = [first[node] as number, count[node] as number];
    if (length <= LEAF_TRIANGLES) continue;
    const axis = longestAxis(boxes, 6 * node);
    const middleOf = (triangle: number) =>
      (corners[9 * triangle + axis] as number) +
      (corners[9 * triangle + 3 + axis] as number) +
      (corners[9 * triangle + 6 + axis] as number);
    order.subarray(from, from + length).sort((a, b) => middleOf(a) - middleOf(b));
    const half = from + (length >> 1);
    first[node] = first.length;
    count[node] = 0;
    addNode(from, half);
    addNode(half, from + length);
  }
  return {
    corners,
    boxes: Float64Array.from(boxes),
    first: Uint32Array.from(first),
    count: Uint32Array.from(count),
    order,
  };
}

function growByTriangle(box: number[], corners: Float64Array, triangle: number): void {
  for (let k = 0; k < 9; k++) {
    const axis = k % 3;
    const value = corners[9 * triangle + k] as number;
    if (value < (box[axis] as number)) box[axis] = value;
    if (value > (box[3 + axis] as number)) box[3 + axis] = value;
  }
}

function longestAxis(boxes: readonly number[], at: number): number {
  const side = (axis: number) => (boxes[at + 3 + axis] as number) - (boxes[at + axis] as number);
  return [1, 2].reduce((best, axis) => (side(axis) > side(best) ? axis : best), 0);
}

/** How far apart two boxes are, metres; 0 where they meet. */
function boxDistance(a: ArrayLike<number>, atA: number, b: ArrayLike<number>, atB: number): number {
  let squared = 0;
  for (let axis = 0; axis < 3; axis++) {
    const gap = Math.max(
      (b[atB + axis] as number) - (a[atA + 3 + axis] as number),
      (a[atA + axis] as number) - (b[atB + 3 + axis] as number),
    );
    if (gap > 0) squared += gap * gap;
  }
  return Math.sqrt(squared);
}

/** Visits triangles whose leaf comes within `withinM` of a box. */
export function visitNear(
  tree: TriangleTree,
  box: ArrayLike<number>,
  withinM: number,
  visit: (triangle: number) => void,
): void {
  const stack = [0];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (boxDistance(tree.boxes, 6 * node, box, 0) > withinM) continue;
    const length = tree.count[node] as number;
    const first = tree.first[node] as number;
    if (length === 0) stack.push(first, first + 1);
    for (let k = first; k < first + length; k++) visit(tree.order[k] as number);
  }
}

/**
 * Visits pairs of triangles, one of each tree, whose leaves come within a distance of one another, nearer nodes first.
 *
 * @param reachM Asked again at each step: it may shrink as nearer pairs are found. Negative: stop.
 */
export function visitPairs(
  a: TriangleTree,
  b: TriangleTree,
  reachM: () => number,
  visit: (triangleA: number, triangleB: number) => void,
): void {
  const stack: [number, number, number][] = [[0, 0, boxDistance(a.boxes, 0, b.boxes, 0)]];
  for (let pair = stack.pop(); pair; pair = stack.pop()) {
    const [nodeA, nodeB, distanceM] = pair;
    if (distanceM > reachM()) continue;
    const [countA, countB] = [a.count[nodeA] as number, b.count[nodeB] as number];
    if (countA > 0 && countB > 0) {
      visitLeaves(a, nodeA, b, nodeB, visit);
      continue;
    }
    const splitsA = countB > 0 || (countA === 0 && sizeOf(a, nodeA) >= sizeOf(b, nodeB));
    const first = (splitsA ? a.first[nodeA] : b.first[nodeB]) as number;
    const next = [first, first + 1].map((child): [number, number, number] => {
      const [childA, childB] = splitsA ? [child, nodeB] : [nodeA, child];
      return [childA, childB, boxDistance(a.boxes, 6 * childA, b.boxes, 6 * childB)];
    });
    next.sort((one, other) => other[2] - one[2]);
    stack.push(...next);
  }
}

function visitLeaves(
  a: TriangleTree,
  nodeA: number,
  b: TriangleTree,
  nodeB: number,
  visit: (triangleA: number, triangleB: number) => void,
): void {
  const [firstA, firstB] = [a.first[nodeA] as number, b.first[nodeB] as number];
  for (let i = firstA; i < firstA + (a.count[nodeA] as number); i++) {
    for (let k = firstB; k < firstB + (b.count[nodeB] as number); k++) {
      visit(a.order[i] as number, b.order[k] as number);
    }
  }
}

/** Longest side of a node's box. */
const sizeOf = ({ boxes }: TriangleTree, node: number): number =>
  Math.max(
    ...[0, 1, 2].map((axis) => (boxes[6 * node + 3 + axis] as number) - (boxes[6 * node + axis] as number)),
  );
