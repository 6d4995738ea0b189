import type { MergedMesh } from "../model/inspected-model.ts";
import type { Triple } from "../stage/stage-contract.ts";
import { crossTriples, subtractTriples, tripleAt } from "./triple.ts";

/** An element's triangles over corners that are each stored once. */
export interface WeldedElement {
  /** x, y, z of each corner in the mesh's coordinates, metres. */
  readonly pointsM: Float64Array;
  /** Three corners a triangle; as the mesh has them, also those without area. */
  readonly triangles: Uint32Array;
}

/** Corners that lie this near, metres, are one: what floats and the rounding of tiles do to a place. */
const WELD_M = 0.0002;

/** Corners of a triangle. @param triangle Its number within the element. */
export const cornersOf = (
  { pointsM, triangles }: WeldedElement,
  triangle: number,
): readonly [Triple, Triple, Triple] => [
  tripleAt(pointsM, 3 * (triangles[3 * triangle] as number)),
  tripleAt(pointsM, 3 * (triangles[3 * triangle + 1] as number)),
  tripleAt(pointsM, 3 * (triangles[3 * triangle + 2] as number)),
];

/** At right angles to a triangle, as long as twice its area. */
export function doubledNormal(element: WeldedElement, triangle: number): Triple {
  const [a, b, c] = cornersOf(element, triangle);
  return crossTriples(subtractTriples(b, a), subtractTriples(c, a));
}

/** Joins the corners of element `row` that are at one place. O(corners of the element). */
export function weldElement(
  { positions, indices, starts }: Pick<MergedMesh, "positions" | "indices" | "starts">,
  row: number,
): WeldedElement {
  const from = starts[row] as number;
  const to = starts[row + 1] as number;
  const triangles = new Uint32Array(to - from);
  const points: number[] = [];
  /** First point of each cell, and by point the next of its cell. */
  const heads = new Map<number, number>();
  const nexts: number[] = [];
  const seen = new Map<number, number>();
  for (let at = from; at < to; at++) {
    const vertex = indices[at] as number;
    let point = seen.get(vertex);
    if (point === undefined) {
      point = findOrAdd(positions, 3 * vertex, points, heads, nexts);
      seen.set(vertex, point);
    }
    triangles[at - from] = point;
  }
  return { pointsM: Float64Array.from(points), triangles };
}

function findOrAdd(
  positions: Float32Array,
  at: number,
  points: number[],
  heads: Map<number, number>,
  nexts: number[],
): number {
  const [x, y, z] = [positions[at] as number, positions[at + 1] as number, positions[at + 2] as number];
  const cells = 1 / (2 * WELD_M);
  const [cellX, cellY, cellZ] = [Math.round(x * cells), Math.round(y * cells), Math.round(z * cells)];
  for (let near = 0; near < 8; near++) {
    let point = heads.get(cellKey(cellX - (near & 1), cellY - ((near >> 1) & 1), cellZ - (near >> 2)));
    while (point !== undefined && point >= 0) {
      if (
        Math.abs((points[3 * point] as number) - x) <= WELD_M &&
        Math.abs((points[3 * point + 1] as number) - y) <= WELD_M &&
        Math.abs((points[3 * point + 2] as number) - z) <= WELD_M
      ) {
        return point;
      }
      point = nexts[point];
    }
  }
  const added = nexts.length;
  points.push(x, y, z);
  const key = cellKey(Math.floor(x * cells), Math.floor(y * cells), Math.floor(z * cells));
  nexts.push(heads.get(key) ?? -1);
  heads.set(key, added);
  return added;
}

/** A hash: what falls together is told apart by its coordinates. */
const cellKey = (x: number, y: number, z: number) =>
  (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77) ^ Math.imul(z, 0xc2b2ae3d)) | 0;
