import type { BoundsDeg } from "./prepare-map.ts";

/**
 * Cuts a ring to a box (Sutherland–Hodgman). A canvas rasterises in 16.16 fixed point: a lake of 3 km in a tile of
 * 40 m would reach past it. What comes back may run along the box, so the box has to be wider than the picture.
 *
 * @param ring Longitude and latitude in turn; closed or not.
 */
export function clipRing(ring: Float64Array, [west, south, east, north]: BoundsDeg): Float64Array {
  let points = ring;
  const edges: readonly (readonly [axis: 0 | 1, limit: number, sign: 1 | -1])[] = [
    [0, west, 1],
    [0, east, -1],
    [1, south, 1],
    [1, north, -1],
  ];
  for (const [axis, limit, sign] of edges) points = clipHalf(points, axis, limit, sign);
  return points;
}

/** Keeps what lies on the side of `limit` that `sign` points to. */
function clipHalf(points: Float64Array, axis: 0 | 1, limit: number, sign: 1 | -1): Float64Array {
  const count = points.length / 2;
  const kept: number[] = [];
  for (let i = 0; i < count; i++) {
    const before = ((i + count - 1) % count) * 2;
    const here = i * 2;
    const beforeBy = ((points[before + axis] as number) - limit) * sign;
    const hereBy = ((points[here + axis] as number) - limit) * sign;
    if (beforeBy >= 0 !== hereBy >= 0) {
      const t = beforeBy / (beforeBy - hereBy);
      kept.push(between(points[before], points[here], t), between(points[before + 1], points[here + 1], t));
    }
    if (hereBy >= 0) kept.push(points[here] as number, points[here + 1] as number);
  }
  return Float64Array.from(kept);
}

const between = (a = 0, b = 0, t = 0) => a + (b - a) * t;

/** The runs of a line whose segments' boxes meet the box, each as longitude and latitude in turn. */
export function clipLine(path: Float64Array, [west, south, east, north]: BoundsDeg): Float64Array[] {
  const runs: Float64Array[] = [];
  let first = -1;
  const close = (end: number) => {
    if (first >= 0) runs.push(path.subarray(first * 2, end * 2));
    first = -1;
  };
  const count = path.length / 2;
  for (let i = 0; i + 1 < count; i++) {
    const [lonA, latA, lonB, latB] = path.subarray(i * 2, i * 2 + 4) as unknown as number[] as [
      number,
      number,
      number,
      number,
    ];
    const isOut =
      Math.max(lonA, lonB) < west ||
      Math.min(lonA, lonB) > east ||
      Math.max(latA, latB) < south ||
      Math.min(latA, latB) > north;
    if (isOut) close(i + 1);
    else if (first < 0) first = i;
  }
  close(count);
  return runs;
}
