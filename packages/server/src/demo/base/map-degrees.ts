import { type PlanePoint, toDegrees } from "../model/index.ts";
import type { Ring } from "../model/plane-shapes.ts";

/** Longitude and latitude, WGS84 degrees, to 0.1 m. */
export type MapPoint = [lonDeg: number, latDeg: number];

/** A place of the plane as the map writes it. */
export function mapPoint(point: PlanePoint): MapPoint {
  const { lonDeg, latDeg } = toDegrees(point);
  return [Math.round(lonDeg * 1e6) / 1e6, Math.round(latDeg * 1e6) / 1e6];
}

/** A ring as GeoJSON writes it: its first corner again at the end. */
export function mapRing(ring: Ring): MapPoint[] {
  const [first] = ring;
  return first ? [...ring, first].map(mapPoint) : [];
}
