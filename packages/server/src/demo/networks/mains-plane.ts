import type { PlanePoint } from "../model/index.ts";

/**
 * A line with one bend: it comes along `arriving` (a unit vector in the line's direction) to `corner` and goes on
 * along `leaving`, without end on both sides. Equal directions make it straight.
 */
export interface BentLine {
  readonly corner: PlanePoint;
  readonly arriving: PlanePoint;
  readonly leaving: PlanePoint;
}

/** Unit vector from one point to another. @throws {RangeError} where they are the same. */
export function directionOf(from: PlanePoint, to: PlanePoint): PlanePoint {
  const [x, y] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(x, y);
  if (!(length > 0)) throw new RangeError("two points of a street are the same");
  return [x / length, y / length];
}

/** The point `alongM` ahead of `from` and `rightM` to the right of it, looking along a unit vector. */
export function placeAt(from: PlanePoint, direction: PlanePoint, aheadM: number, rightM: number): PlanePoint {
  return [
    from[0] + direction[0] * aheadM + direction[1] * rightM,
    from[1] + direction[1] * aheadM - direction[0] * rightM,
  ];
}

/** How far a point lies ahead of `from`, looking along a unit vector, metres. */
export function alongM(from: PlanePoint, direction: PlanePoint, point: PlanePoint): number {
  return (point[0] - from[0]) * direction[0] + (point[1] - from[1]) * direction[1];
}

/** How far a point lies to the right of the line through `from` along a unit vector, metres. */
export function rightOfM(from: PlanePoint, direction: PlanePoint, point: PlanePoint): number {
  return (point[0] - from[0]) * direction[1] - (point[1] - from[1]) * direction[0];
}

/** The bend at `at` moved `offsetM` to the right of both directions: the corner of the two offset lines. */
export function mitre(
  at: PlanePoint,
  arriving: PlanePoint,
  leaving: PlanePoint,
  offsetM: number,
): PlanePoint {
  // Sum of the right-hand normals over 1 + cos(turn): its projection on each normal is one.
  const scale = offsetM / (1 + arriving[0] * leaving[0] + arriving[1] * leaving[1]);
  return [at[0] + (arriving[1] + leaving[1]) * scale, at[1] - (arriving[0] + leaving[0]) * scale];
}

/**
 * Where two bent lines cross, and how far past each line's corner that is (negative: before it). There is exactly one
 * such place where one line keeps within 45° of east and the other within 45° of north.
 */
export function crossBentLines(
  first: BentLine,
  second: BentLine,
): { readonly at: PlanePoint; readonly pastFirstM: number; readonly pastSecondM: number } {
  for (const [u, firstSign] of legsOf(first)) {
    for (const [v, secondSign] of legsOf(second)) {
      const turn = u[0] * v[1] - u[1] * v[0];
      const [x, y] = [second.corner[0] - first.corner[0], second.corner[1] - first.corner[1]];
      const pastFirstM = (x * v[1] - y * v[0]) / turn;
      const pastSecondM = (x * u[1] - y * u[0]) / turn;
      if (pastFirstM * firstSign < -LEG_TOLERANCE_M || pastSecondM * secondSign < -LEG_TOLERANCE_M) continue;
      const at = [first.corner[0] + u[0] * pastFirstM, first.corner[1] + u[1] * pastFirstM] as const;
      return { at, pastFirstM, pastSecondM };
    }
  }
  throw new RangeError("roads of two families do not cross: one turns too far from its axis");
}

/** A crossing this little behind a corner is at the corner, metres. */
const LEG_TOLERANCE_M = 1e-6;

function legsOf(line: BentLine): readonly (readonly [PlanePoint, 1 | -1])[] {
  return [
    [line.arriving, -1],
    [line.leaving, 1],
  ];
}
