import type { Triple } from "../stage/stage-contract.ts";
import { edgesOf } from "../triangles/element-edges.ts";
import { dotTriples, lengthOfTriple, subtractTriples, tripleAt, unitOf } from "../triangles/triple.ts";
import { cornersOf, doubledNormal, type WeldedElement } from "../triangles/weld-element.ts";

/** A flat face of an element. */
export interface FlatRegion {
  readonly areaM2: number;
  /** Unit length, as the picked triangle has it. */
  readonly normal: Triple;
  /** Numbers of its triangles within the element. */
  readonly triangles: readonly number[];
  /** Its outlines: both ends of each piece. */
  readonly outline: readonly (readonly [Triple, Triple])[];
}

/** Corners of one plane lie this near to it, metres. */
const FLAT_M = 0.001;
/** Normals of one plane turn by less; cosine of 0.5°. */
const SAME = Math.cos((0.5 * Math.PI) / 180);

/**
 * The flat face that a triangle belongs to: all triangles that are joined to it, edge by edge, within its plane.
 *
 * @param picked Number of the triangle within the element. Undefined where that triangle has no area.
 */
export function flatRegionAt(element: WeldedElement, picked: number): FlatRegion | undefined {
  const { pointsM } = element;
  const normal = unitOf(doubledNormal(element, picked));
  const [anchor] = cornersOf(element, picked);
  if (!normal) return undefined;
  const isInPlane = (triangle: number): boolean => {
    const turned = unitOf(doubledNormal(element, triangle));
    return (
      (turned === undefined || Math.abs(dotTriples(turned, normal)) > SAME) &&
      cornersOf(element, triangle).every(
        (corner) => Math.abs(dotTriples(subtractTriples(corner, anchor), normal)) < FLAT_M,
      )
    );
  };
  const edges = edgesOf(element);
  const neighbours = new Map<number, number[]>();
  for (const { along, against } of edges) {
    const here = [...along, ...against];
    for (const triangle of here) neighbours.set(triangle, [...(neighbours.get(triangle) ?? []), ...here]);
  }
  const found = new Set([picked]);
  for (const triangle of found) {
    for (const next of neighbours.get(triangle) ?? [])
      if (!found.has(next) && isInPlane(next)) found.add(next);
  }
  return {
    areaM2: [...found].reduce(
      (total, triangle) => total + lengthOfTriple(doubledNormal(element, triangle)) / 2,
      0,
    ),
    normal,
    triangles: [...found].sort((a, b) => a - b),
    outline: edges
      .filter(
        ({ along, against }) => [...along, ...against].filter((triangle) => found.has(triangle)).length === 1,
      )
      .map(({ a, b }) => [tripleAt(pointsM, 3 * a), tripleAt(pointsM, 3 * b)]),
  };
}
