/** A place in the demo's plane: metres east and north of {@link PLANE_ORIGIN_DEG}. */
export type PlanePoint = readonly [eastM: number, northM: number];

/** A place in space: the plane's metres and an orthometric height (1985 国家高程基准), metres. */
export type SpacePoint = readonly [eastM: number, northM: number, heightM: number];

/** Middle of downtown Liaocheng, WGS84 degrees: where the plane touches. */
export const PLANE_ORIGIN_DEG = { lon: 115.98, lat: 36.45 } as const;

/** Length of a degree at the origin on the WGS84 ellipsoid, metres. */
const METRES_PER_DEGREE = metresPerDegree(PLANE_ORIGIN_DEG.lat);

/**
 * WGS84 degrees → plane. Equirectangular at the origin's latitude: 10 km from it a length is wrong by less than
 * 0.12 %, which a synthetic city can bear.
 */
export function toPlane(lonDeg: number, latDeg: number): PlanePoint {
  return [
    (lonDeg - PLANE_ORIGIN_DEG.lon) * METRES_PER_DEGREE.lon,
    (latDeg - PLANE_ORIGIN_DEG.lat) * METRES_PER_DEGREE.lat,
  ];
}

/** Plane → WGS84 degrees, the inverse of {@link toPlane}. */
export function toDegrees(point: PlanePoint | SpacePoint): { lonDeg: number; latDeg: number } {
  return {
    lonDeg: PLANE_ORIGIN_DEG.lon + point[0] / METRES_PER_DEGREE.lon,
    latDeg: PLANE_ORIGIN_DEG.lat + point[1] / METRES_PER_DEGREE.lat,
  };
}

/** Series of the WGS84 ellipsoid's arc lengths (EPSG guidance note 7-2, "length of a degree"). */
function metresPerDegree(latDeg: number): { readonly lon: number; readonly lat: number } {
  const a = 6_378_137;
  const e2 = 0.00669437999014;
  const phi = (latDeg * Math.PI) / 180;
  const w = Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
  const rad = Math.PI / 180;
  return { lon: rad * Math.cos(phi) * (a / w), lat: rad * ((a * (1 - e2)) / w ** 3) };
}
