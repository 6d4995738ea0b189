import { EMPTY_SHAPE, joinShapes, type LonLat, type Shape } from "./shape.ts";

/**
 * Reads a GeoJSON geometry, or the one of a feature or of the features of a collection (RFC 7946).
 *
 * @returns undefined where it is none, e.g. a text or coordinates of the wrong depth.
 */
export function readGeoJson(value: unknown): Shape | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { type, coordinates, geometry, geometries, features } = value as Record<string, unknown>;
  switch (type) {
    case "Feature":
      return geometry === null ? EMPTY_SHAPE : readGeoJson(geometry);
    case "FeatureCollection":
      return joinAll(features);
    case "GeometryCollection":
      return joinAll(geometries);
    case "Point":
      return isPlace(coordinates) ? { ...EMPTY_SHAPE, points: [placeOf(coordinates)] } : undefined;
    case "MultiPoint":
      return isPath(coordinates) ? { ...EMPTY_SHAPE, points: coordinates.map(placeOf) } : undefined;
    case "LineString":
      return isPath(coordinates, 2) ? { ...EMPTY_SHAPE, lines: [coordinates.map(placeOf)] } : undefined;
    case "MultiLineString":
      return isListOf(coordinates, (path) => isPath(path, 2))
        ? { ...EMPTY_SHAPE, lines: pathsOf(coordinates) }
        : undefined;
    case "Polygon":
      return isListOf(coordinates, isRing) ? { ...EMPTY_SHAPE, polygons: [pathsOf(coordinates)] } : undefined;
    case "MultiPolygon":
      return isListOf(coordinates, (polygon) => isListOf(polygon, isRing))
        ? { ...EMPTY_SHAPE, polygons: (coordinates as unknown[]).map(pathsOf) }
        : undefined;
    default:
      return undefined;
  }
}

function joinAll(parts: unknown): Shape | undefined {
  if (!Array.isArray(parts)) return undefined;
  const shapes = parts.map(readGeoJson);
  return shapes.every((shape) => shape !== undefined) ? joinShapes(shapes) : undefined;
}

const isPlace = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length >= 2 && value.length <= 4 && value.every(Number.isFinite);
const isListOf = (value: unknown, isPart: (part: unknown) => boolean): value is unknown[] =>
  Array.isArray(value) && value.every(isPart);
const isPath = (value: unknown, least = 0): value is number[][] =>
  isListOf(value, isPlace) && value.length >= least;
const isRing = (value: unknown): boolean => isPath(value, 4);
const placeOf = (place: readonly number[]): LonLat => [place[0] as number, place[1] as number];
const pathsOf = (paths: unknown): LonLat[][] => (paths as number[][][]).map((path) => path.map(placeOf));
