import {
  add,
  cross,
  dot,
  lengthOf,
  normalize,
  perpendicularTo,
  reflect,
  scale,
  subtract,
  type Vector3,
} from "./vector3.ts";

/** Points nearer than this to the one before add nothing to a pipe and have no direction, metres. */
const MIN_SEGMENT_M = 1e-3;

/** Bends sharper than this are cut square and closed, as a mitre would run to a spike. */
const MAX_MITRE_BEND_RAD = (2 * Math.PI) / 3;

/** One straight piece of a path. */
export interface Segment {
  readonly start: Vector3;
  readonly end: Vector3;
  readonly direction: Vector3;
  readonly lengthM: number;
  /** Length of the path before it, metres. */
  readonly startAlongM: number;
}

/** Points of a path in a flat array: x, y, z of `points` points from `offset` on. */
export interface FlatPath {
  readonly numbers: ArrayLike<number>;
  readonly offset: number;
  readonly points: number;
}

/** The straight pieces of a path, none for a path without length. */
export function segmentsOf({ numbers, offset, points }: FlatPath): Segment[] {
  const segments: Segment[] = [];
  const pointAt = (k: number): Vector3 => [
    numbers[offset + 3 * k] as number,
    numbers[offset + 3 * k + 1] as number,
    numbers[offset + 3 * k + 2] as number,
  ];
  if (points === 0) return segments;
  let start = pointAt(0);
  let startAlongM = 0;
  for (let k = 1; k < points; k++) {
    const end = pointAt(k);
    const lengthM = lengthOf(subtract(end, start));
    if (lengthM < MIN_SEGMENT_M) continue;
    const direction = scale(subtract(end, start), 1 / lengthM);
    segments.push({ start, end, direction, lengthM, startAlongM });
    start = end;
    startAlongM += lengthM;
  }
  return segments;
}

/** Length of the path up to the end of a piece, metres. */
export const endAlongM = ({ startAlongM, lengthM }: Segment): number => startAlongM + lengthM;

/** Whether the ends of two pieces can be cut in one plane, for a section that reaches `reachM` from the axis. */
export function canMitre(before: Segment, after: Segment, reachM: number): boolean {
  const bendRad = Math.acos(Math.min(1, Math.max(-1, dot(before.direction, after.direction))));
  if (bendRad > MAX_MITRE_BEND_RAD) return false;
  return reachM * Math.tan(bendRad / 2) <= Math.min(before.lengthM, after.lengthM) / 2;
}

/** Normal of the plane that halves a bend. */
export const mitreNormal = (before: Segment, after: Segment): Vector3 =>
  normalize(add(before.direction, after.direction));

/**
 * Carries a direction across the axis round a bend: the mirror in the mitre plane takes one piece onto the other and
 * leaves that plane alone, so the two ends of a joint meet vertex by vertex and nothing twists.
 */
export function carryAcross(across: Vector3, before: Segment, after: Segment): Vector3 {
  const sum = add(before.direction, after.direction);
  // Straight back: any direction across the one is across the other.
  if (lengthOf(sum) < 1e-6) return perpendicularTo(after.direction);
  return squareTo(reflect(across, normalize(sum)), after.direction);
}

/** `across` put back square to the axis: rounding adds up along a long path. */
export const squareTo = (across: Vector3, direction: Vector3): Vector3 =>
  normalize(subtract(across, scale(direction, dot(across, direction))));

/** Right and up of an upright section that looks along `direction`; undefined where that is nearly vertical. */
export function uprightAcross(direction: Vector3): Vector3 | undefined {
  const across = cross(direction, [0, 0, 1]);
  return lengthOf(across) > 0.2 ? normalize(across) : undefined;
}
