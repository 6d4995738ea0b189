import type { PlanePoint, SpacePoint } from "./plane.ts";

/** Distance in plan, metres. */
export function planDistanceM(a: PlanePoint | SpacePoint, b: PlanePoint | SpacePoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** Distance in space, metres. */
export function spaceDistanceM(a: SpacePoint, b: SpacePoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** Length of a path in space, metres. */
export function spaceLengthM(path: readonly SpacePoint[]): number {
  return path.reduce(
    (sum, point, i) => sum + (i === 0 ? 0 : spaceDistanceM(path[i - 1] as SpacePoint, point)),
    0,
  );
}
