/** Source: WGS 84, NGA.STND.0036 (2014), table 3.1: semi-major axis and flattening. */
const SEMI_MAJOR_AXIS_M = 6_378_137;
const FLATTENING = 1 / 298.257_223_563;
const ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);
const RAD_PER_DEG = Math.PI / 180;

/** A place on the WGS84 ellipsoid: degrees, height in metres above the ellipsoid (not above the sea). */
export interface Geodetic {
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly ellipsoidalHeightM: number;
}

/** Earth-centred, earth-fixed x, y, z in metres. */
export type Ecef = readonly [xM: number, yM: number, zM: number];

/** Converts degrees and ellipsoidal height to ECEF. Exact; any finite input. */
export function geodeticToEcef({ lonDeg, latDeg, ellipsoidalHeightM }: Geodetic): Ecef {
  const lonRad = lonDeg * RAD_PER_DEG;
  const latRad = latDeg * RAD_PER_DEG;
  const sinLat = Math.sin(latRad);
  const cosLat = Math.cos(latRad);
  const primeVerticalM = SEMI_MAJOR_AXIS_M / Math.sqrt(1 - ECCENTRICITY_SQUARED * sinLat * sinLat);
  const equatorialM = (primeVerticalM + ellipsoidalHeightM) * cosLat;
  return [
    equatorialM * Math.cos(lonRad),
    equatorialM * Math.sin(lonRad),
    (primeVerticalM * (1 - ECCENTRICITY_SQUARED) + ellipsoidalHeightM) * sinLat,
  ];
}

/**
 * Converts ECEF to degrees and ellipsoidal height, to better than a micrometre from −100 km to +40,000 km.
 * At the poles the longitude is 0; the centre of the earth has no latitude and comes back as the equator.
 *
 * Bowring's latitude iteration, which starts within 1e-7 rad near the surface: four rounds reach rounding.
 */
export function ecefToGeodetic([xM, yM, zM]: Ecef): Geodetic {
  const equatorialM = Math.hypot(xM, yM);
  let latRad = Math.atan2(zM, equatorialM * (1 - ECCENTRICITY_SQUARED));
  for (let round = 0; round < 4; round++) {
    const sinLat = Math.sin(latRad);
    const primeVerticalM = SEMI_MAJOR_AXIS_M / Math.sqrt(1 - ECCENTRICITY_SQUARED * sinLat * sinLat);
    latRad = Math.atan2(zM + ECCENTRICITY_SQUARED * primeVerticalM * sinLat, equatorialM);
  }
  const sinLat = Math.sin(latRad);
  const cosLat = Math.cos(latRad);
  // Height along the normal: this form keeps its precision at the poles, where equatorial / cos(lat) is 0 / 0.
  const ellipsoidalHeightM =
    equatorialM * cosLat +
    zM * sinLat -
    SEMI_MAJOR_AXIS_M * Math.sqrt(1 - ECCENTRICITY_SQUARED * sinLat * sinLat);
  return { lonDeg: Math.atan2(yM, xM) / RAD_PER_DEG, latDeg: latRad / RAD_PER_DEG, ellipsoidalHeightM };
}
