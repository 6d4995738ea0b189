/** A place: longitude and latitude in degrees, WGS84. */
export type LonLat = readonly [lonDeg: number, latDeg: number];

/** A geometry of any kind, taken apart. Simple features (ISO 19125-1) in two dimensions; heights are left out. */
export interface Shape {
  readonly points: readonly LonLat[];
  readonly lines: readonly (readonly LonLat[])[];
  /** Rings of each polygon, the outer one first; first and last point of a ring are the same. */
  readonly polygons: readonly (readonly (readonly LonLat[])[])[];
}

/** Nothing. */
export const EMPTY_SHAPE: Shape = { points: [], lines: [], polygons: [] };

/** All parts of several shapes. */
export const joinShapes = (shapes: readonly Shape[]): Shape => ({
  points: shapes.flatMap((shape) => shape.points),
  lines: shapes.flatMap((shape) => shape.lines),
  polygons: shapes.flatMap((shape) => shape.polygons),
});

/** The straight pieces of lines and rings. */
export function segmentsOf(shape: Shape): (readonly [LonLat, LonLat])[] {
  const paths = [...shape.lines, ...shape.polygons.flat()];
  return paths.flatMap((path) => path.slice(1).map((to, i) => [path[i] as LonLat, to] as const));
}

/** How many places a shape is made of: what its relations cost. */
export const countPlaces = (shape: Shape): number =>
  shape.points.length +
  [...shape.lines, ...shape.polygons.flat()].reduce((sum, path) => sum + path.length, 0);
