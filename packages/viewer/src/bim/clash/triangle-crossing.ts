import type { Triple } from "../stage/stage-contract.ts";
import {
  addTriples,
  crossTriples,
  dotTriples,
  scaleTriple,
  subtractTriples,
  tripleAt,
  unitOf,
} from "../triangles/triple.ts";

/** A triangle's corners and its unit normal; undefined where it has no area. */
export interface FlatTriangle {
  readonly corners: readonly [Triple, Triple, Triple];
  readonly normal: Triple;
}

/** Triangle `triangle` of nine numbers each. */
export function flatTriangle(corners: Float64Array, triangle: number): FlatTriangle | undefined {
  const [a, b, c] = [0, 3, 6].map((k) => tripleAt(corners, 9 * triangle + k)) as [Triple, Triple, Triple];
  const normal = unitOf(crossTriples(subtractTriples(b, a), subtractTriples(c, a)));
  return normal && { corners: [a, b, c], normal };
}

/**
 * The line in which two triangles go through each other; undefined where they do not, or only touch.
 *
 * They go through each other where each has corners more than the tolerance on both sides of the other's plane and both
 * share more of the line between than the tolerance. Faces that lie on one another, and edges that stand on a face, are not
 * through. Method: interval overlap, T. Möller, A fast triangle-triangle intersection test, 1997.
 */
export function crossingOf(
  one: FlatTriangle,
  other: FlatTriangle,
  toleranceM: number,
): readonly [Triple, Triple] | undefined {
  const direction = unitOf(crossTriples(one.normal, other.normal));
  if (!direction) return undefined;
  const first = throughPlane(one, other, toleranceM);
  if (!first) return undefined;
  const second = throughPlane(other, one, toleranceM);
  if (!second) return undefined;
  const from = first[0];
  const alongM = (point: Triple) => dotTriples(subtractTriples(point, from), direction);
  const [a, b, c, d] = [0, alongM(first[1]), alongM(second[0]), alongM(second[1])] as const;
  const lowM = Math.max(Math.min(a, b), Math.min(c, d));
  const highM = Math.min(Math.max(a, b), Math.max(c, d));
  if (highM - lowM <= toleranceM) return undefined;
  return [addTriples(from, scaleTriple(direction, lowM)), addTriples(from, scaleTriple(direction, highM))];
}

/** Both points at which a triangle's outline goes through the plane of another. */
function throughPlane(
  { corners }: FlatTriangle,
  plane: FlatTriangle,
  toleranceM: number,
): readonly [Triple, Triple] | undefined {
  const heights = corners.map((corner) =>
    dotTriples(subtractTriples(corner, plane.corners[0]), plane.normal),
  );
  if (Math.min(...heights) >= -toleranceM || Math.max(...heights) <= toleranceM) return undefined;
  const points: Triple[] = [];
  for (let k = 0; k < 3; k++) {
    const [a, b] = [corners[k], corners[(k + 1) % 3]] as [Triple, Triple];
    const [ha, hb] = [heights[k], heights[(k + 1) % 3]] as [number, number];
    if (ha >= 0 !== hb >= 0) points.push(addTriples(a, scaleTriple(subtractTriples(b, a), ha / (ha - hb))));
  }
  const [p, q] = points;
  return p && q && [p, q];
}
