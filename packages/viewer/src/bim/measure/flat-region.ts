import type { Triple } from "../stage/stage-contract.ts";
import { edgesOf } from "../triangles/element-edges.ts";
import {
  crossTriples,
  dotTriples,
  lengthOfTriple,
  subtractTriples,
  tripleAt,
  unitOf,
} from "../triangles/triple.ts";
import type { WeldedElement } from "../triangles/weld-element.ts";

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
  const { pointsM, triangles } = element;
  const cornersOf = (triangle: number): Triple[] =>
    [0, 1, 2].map((k) => tripleAt(pointsM, 3 * (triangles[3 * triangle + k] as number)));
  const doubledOf = (triangle: number): Triple => {
    const [a, b, c] = cornersOf(triangle) as [Triple, Triple, Triple];
    return crossTriples(subtractTriples(b, a), subtractTriples(c, a));
  };
  const normal = unitOf(doubledOf(picked));
  const anchor = cornersOf(picked)[0];
  if (!normal || !anchor) return undefined;
  const isInPlane = (triangle: number): boolean => {
    const turned = unitOf(doubledOf(triangle));
    return (
      (turned === undefined || Math.abs(dotTriples(turned, normal)) > SAME) &&
      cornersOf(triangle).every(
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
    areaM2: [...found].reduce((total, triangle) => total + lengthOfTriple(doubledOf(triangle)) / 2, 0),
    normal,
    triangles: [...found].sort((a, b) => a - b),
    outline: edges
      .filter(
        ({ along, against }) => [...along, ...against].filter((triangle) => found.has(triangle)).length === 1,
      )
      .map(({ a, b }) => [tripleAt(pointsM, 3 * a), tripleAt(pointsM, 3 * b)]),
  };
}
