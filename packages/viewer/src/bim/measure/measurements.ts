import type { Triple } from "../stage/stage-contract.ts";
import {
  addTriples,
  crossTriples,
  distanceBetween,
  dotTriples,
  lengthOfTriple,
  scaleTriple,
  subtractTriples,
} from "../triangles/triple.ts";
import type { SharpEdge } from "./sharp-edges.ts";

/** A plane through a point. */
export interface FacePlane {
  readonly pointM: Triple;
  /** Unit length. */
  readonly normal: Triple;
}

/** How far apart two points are, metres: straight, and along x, y, z from the first to the second. */
export function betweenPoints(
  fromM: Triple,
  toM: Triple,
): { readonly distanceM: number; readonly deltaM: Triple } {
  return { distanceM: distanceBetween(fromM, toM), deltaM: subtractTriples(toM, fromM) };
}

/** Length of a chain of points, metres; where it is closed with the way from the last to the first. */
export function chainLengthM(points: readonly Triple[], isClosed: boolean): number {
  const ends = isClosed ? [...points, points[0] as Triple] : points;
  return ends.slice(1).reduce((sum, point, at) => sum + distanceBetween(ends[at] as Triple, point), 0);
}

/** Area of a closed chain by Newell's normal, m²: of one that is not flat that of its projection on its mean plane. */
export function polygonAreaM2(points: readonly Triple[]): number {
  const [first, ...others] = points;
  if (!first) return 0;
  let doubled: Triple = [0, 0, 0];
  others.slice(1).forEach((point, at) => {
    const before = others[at] as Triple;
    doubled = addTriples(
      doubled,
      crossTriples(subtractTriples(before, first), subtractTriples(point, first)),
    );
  });
  return lengthOfTriple(doubled) / 2;
}

/** From a point at right angles to a plane: how far, metres, and where that ends. */
export function toPlane(
  fromM: Triple,
  { pointM, normal }: FacePlane,
): { readonly distanceM: number; readonly footM: Triple } {
  const signedM = dotTriples(subtractTriples(fromM, pointM), normal);
  return { distanceM: Math.abs(signedM), footM: subtractTriples(fromM, scaleTriple(normal, signedM)) };
}

/** The angle at `apexM` between the ways to both others, degrees, 0 to 180; undefined where a way has no length. */
export function angleAtDeg(apexM: Triple, oneM: Triple, otherM: Triple): number | undefined {
  return betweenDirectionsDeg(subtractTriples(oneM, apexM), subtractTriples(otherM, apexM));
}

/** The angle between two edges, degrees, 0 to 90: edges have no direction. */
export function betweenEdgesDeg(one: SharpEdge, other: SharpEdge): number | undefined {
  const angle = betweenDirectionsDeg(
    subtractTriples(one.toM, one.fromM),
    subtractTriples(other.toM, other.fromM),
  );
  return angle === undefined ? undefined : Math.min(angle, 180 - angle);
}

/** By sine and cosine both: an arc cosine alone loses half its digits near 0 and 180°. */
function betweenDirectionsDeg(one: Triple, other: Triple): number | undefined {
  if (lengthOfTriple(one) === 0 || lengthOfTriple(other) === 0) return undefined;
  return (Math.atan2(lengthOfTriple(crossTriples(one, other)), dotTriples(one, other)) * 180) / Math.PI;
}
