import type { Triple } from "../stage/stage-contract.ts";
import {
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

/** How far apart two points are, metres: straight, level, and how much higher the second one is. */
export function betweenPoints(
  fromM: Triple,
  toM: Triple,
): { readonly distanceM: number; readonly levelM: number; readonly riseM: number } {
  return {
    distanceM: distanceBetween(fromM, toM),
    levelM: Math.hypot(toM[0] - fromM[0], toM[1] - fromM[1]),
    riseM: toM[2] - fromM[2],
  };
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
