import { distanceToEdge, RELATIONS } from "./relate.ts";
import { type LonLat, type Shape, segmentsOf } from "./shape.ts";

/**
 * The shortest distance of two shapes in the plane of longitude and latitude, degrees: OData measures in the unit of the
 * coordinate reference system (Version 4.0 Part 2, 5.1.1.10.1), and other servers do so too. 0 where they meet;
 * infinite where one is empty.
 */
export function distanceDeg(a: Shape, b: Shape): number {
  if (RELATIONS.intersects?.(a, b)) return 0;
  return Math.min(nearest(a, b), nearest(b, a));
}

/** The length of all lines in the plane of longitude and latitude, degrees. 0 of points and polygons. */
export function lengthDeg(shape: Shape): number {
  return segmentsOf({ ...shape, polygons: [] }).reduce(
    (sum, [from, to]) => sum + Math.hypot(to[0] - from[0], to[1] - from[1]),
    0,
  );
}

/** From the corners of one to the edges and points of the other. */
function nearest(from: Shape, to: Shape): number {
  const corners: LonLat[] = [...from.points, ...[...from.lines, ...from.polygons.flat()].flat()];
  const edges = segmentsOf(to);
  let least = Number.POSITIVE_INFINITY;
  for (const corner of corners) {
    for (const edge of edges) least = Math.min(least, distanceToEdge(corner, edge));
    for (const point of to.points)
      least = Math.min(least, Math.hypot(corner[0] - point[0], corner[1] - point[1]));
  }
  return least;
}
