import type { ClashBody } from "./clash-body.ts";
import type { TriangleTree } from "./triangle-tree.ts";

/** Rays along each side of the cross-section. */
const RAYS = 24;
/** Where in its cell a ray stands: beside the middle, so that it meets no diagonal of a face that is cut in squares. */
const IN_CELL = [0.4871, 0.5137] as const;

/**
 * How much room two closed bodies share within a box, m³: parallel rays along the box's longest side, 24 × 24 over its
 * cross-section, each with the length that lies in both. Exact for boxes along the axes; else some per cent off.
 *
 * @param box Least x, y, z, greatest x, y, z, metres.
 */
export function sharedVolumeM3(a: ClashBody, b: ClashBody, box: readonly number[]): number {
  const side = (axis: number) => (box[axis + 3] as number) - (box[axis] as number);
  const along = [1, 2].reduce((best, axis) => (side(axis) > side(best) ? axis : best), 0);
  const [u, v] = [(along + 1) % 3, (along + 2) % 3] as const;
  const cellM2 = (side(u) * side(v)) / (RAYS * RAYS);
  let lengthM = 0;
  for (let i = 0; i < RAYS; i++) {
    const x = (box[u] as number) + ((i + IN_CELL[0]) / RAYS) * side(u);
    for (let k = 0; k < RAYS; k++) {
      const y = (box[v] as number) + ((k + IN_CELL[1]) / RAYS) * side(v);
      const [low, high] = [box[along] as number, box[along + 3] as number];
      lengthM += sharedLengthM(insideOf(a, along, x, y), insideOf(b, along, x, y), low, high);
    }
  }
  return lengthM * cellM2;
}

/** Stretches of a line along an axis that lie in a body: from, to, from, to, rising. */
function insideOf({ tree, outward }: ClashBody, along: number, x: number, y: number): number[] {
  const hits: { readonly atM: number; readonly turn: number }[] = [];
  meet(tree, along, x, y, (atM, sign) => hits.push({ atM, turn: -sign * outward }));
  hits.sort((one, other) => one.atM - other.atM);
  const stretches: number[] = [];
  let depth = 0;
  for (const { atM, turn } of hits) {
    const before = depth;
    depth += turn;
    if (before > 0 !== depth > 0) stretches.push(atM);
  }
  // An odd end is a face that a ray met along its edge.
  return stretches.length % 2 === 0 ? stretches : [];
}

/** Tells where a line along an axis goes through triangles: how far along, and 1 where the face looks that way, else −1. */
function meet(
  { boxes, corners, first, count, order }: TriangleTree,
  along: number,
  x: number,
  y: number,
  tell: (atM: number, sign: number) => void,
): void {
  const [u, v] = [(along + 1) % 3, (along + 2) % 3] as const;
  const stack = [0];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const at = 6 * node;
    if (x < (boxes[at + u] as number) || x > (boxes[at + 3 + u] as number)) continue;
    if (y < (boxes[at + v] as number) || y > (boxes[at + 3 + v] as number)) continue;
    const [from, length] = [first[node] as number, count[node] as number];
    if (length === 0) stack.push(from, from + 1);
    for (let k = from; k < from + length; k++) {
      const corner = 9 * (order[k] as number);
      const c = (each: number, axis: number) => corners[corner + 3 * each + axis] as number;
      const turn = (one: number, other: number) =>
        (c(one, u) - x) * (c(other, v) - y) - (c(other, u) - x) * (c(one, v) - y);
      const [p, q, r] = [turn(1, 2), turn(2, 0), turn(0, 1)];
      const sum = p + q + r;
      if (sum === 0 || p * sum < 0 || q * sum < 0 || r * sum < 0) continue;
      tell((p * c(0, along) + q * c(1, along) + r * c(2, along)) / sum, Math.sign(sum));
    }
  }
}

function sharedLengthM(a: readonly number[], b: readonly number[], low: number, high: number): number {
  let lengthM = 0;
  for (let i = 0; i + 1 < a.length; i += 2) {
    for (let k = 0; k + 1 < b.length; k += 2) {
      const from = Math.max(a[i] as number, b[k] as number, low);
      const to = Math.min(a[i + 1] as number, b[k + 1] as number, high);
      if (to > from) lengthM += to - from;
    }
  }
  return lengthM;
}
