import type { PlanePoint } from "./plane.ts";

/** A closed outline, its first corner not repeated. */
export type Ring = readonly PlanePoint[];

/** A box with its sides along the axes, metres. */
export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Signed area, square metres: positive for counter-clockwise rings. */
export function ringAreaM2(ring: Ring): number {
  let twice = 0;
  forEachSide(ring, (a, b) => {
    twice += a[0] * b[1] - b[0] * a[1];
  });
  return twice / 2;
}

/** The ring, turned round if it runs clockwise. */
export function counterClockwise(ring: Ring): Ring {
  return ringAreaM2(ring) < 0 ? ring.toReversed() : ring;
}

/** Centre of gravity of a simple ring's area. */
export function ringCentre(ring: Ring): PlanePoint {
  const [x0, y0] = ring[0] ?? [0, 0];
  let twice = 0;
  let east = 0;
  let north = 0;
  forEachSide(ring, (a, b) => {
    const cross = (a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0);
    twice += cross;
    east += cross * (a[0] + b[0] - 2 * x0);
    north += cross * (a[1] + b[1] - 2 * y0);
  });
  return [x0 + east / (3 * twice), y0 + north / (3 * twice)];
}

/** Calls back for each side from corner to corner, the closing one too. */
export function forEachSide(ring: Ring, visit: (a: PlanePoint, b: PlanePoint) => void): void {
  let a = ring.at(-1);
  for (const b of ring) {
    if (a) visit(a, b);
    a = b;
  }
}

/** Even-odd rule; corners and sides belong to either side. */
export function isInRing(point: PlanePoint, ring: Ring): boolean {
  const [x, y] = point;
  let inside = false;
  let a = ring.at(-1);
  for (const b of ring) {
    if (a && b[1] > y !== a[1] > y && x < ((a[0] - b[0]) * (y - b[1])) / (a[1] - b[1]) + b[0]) {
      inside = !inside;
    }
    a = b;
  }
  return inside;
}

/** Smallest box round some points. */
export function boundsOf(points: Iterable<PlanePoint>): Bounds {
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (const [x, y] of points) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  return { west, south, east, north };
}

/** Distance from a point to a line piece, metres. */
export function pointToPieceM(point: PlanePoint, a: PlanePoint, b: PlanePoint): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const lengthSquared = dx * dx + dy * dy;
  const along = lengthSquared === 0 ? 0 : ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / lengthSquared;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(point[0] - a[0] - t * dx, point[1] - a[1] - t * dy);
}

/** Distance between two line pieces, metres; 0 where they cross. */
export function pieceToPieceM(a: PlanePoint, b: PlanePoint, c: PlanePoint, d: PlanePoint): number {
  if (doCross(a, b, c, d)) return 0;
  return Math.min(
    pointToPieceM(a, c, d),
    pointToPieceM(b, c, d),
    pointToPieceM(c, a, b),
    pointToPieceM(d, a, b),
  );
}

/** Answers whether two line pieces cross in their insides. */
export function doCross(a: PlanePoint, b: PlanePoint, c: PlanePoint, d: PlanePoint): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/** Least distance between a ring's outline and a line piece, metres. */
export function ringToPieceM(ring: Ring, a: PlanePoint, b: PlanePoint): number {
  let leastM = Infinity;
  forEachSide(ring, (c, d) => {
    leastM = Math.min(leastM, pieceToPieceM(a, b, c, d));
  });
  return leastM;
}

/** Answers whether two simple rings share ground, or come nearer than `gapM`. */
export function areRingsNear(one: Ring, other: Ring, gapM: number): boolean {
  const [a, b] = [one[0], other[0]];
  if (a === undefined || b === undefined) return false;
  if (isInRing(a, other) || isInRing(b, one)) return true;
  let near = false;
  forEachSide(one, (c, d) => {
    near ||= ringToPieceM(other, c, d) < gapM;
  });
  return near;
}

/** Twice the signed area of a triangle: positive when c lies left of a → b. */
function turn(a: PlanePoint, b: PlanePoint, c: PlanePoint): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}
