/**
 * Map projections and datum shifts written from their publication, to check ours against: IOGP Publication 373-7-2,
 * Geomatics Guidance Note 7 part 2 (2021), named sections. Degrees and metres.
 */

interface Ellipsoid {
  readonly a: number;
  readonly inverseFlattening: number;
}

/** Table of ellipsoids, EPSG. */
export const ELLIPSOIDS = {
  GRS80: { a: 6_378_137, inverseFlattening: 298.257222101 },
  WGS84: { a: 6_378_137, inverseFlattening: 298.257223563 },
  Bessel1841: { a: 6_377_397.155, inverseFlattening: 299.1528128 },
  International1924: { a: 6_378_388, inverseFlattening: 297 },
} as const satisfies Record<string, Ellipsoid>;

export interface Place {
  readonly lonDeg: number;
  readonly latDeg: number;
}

const toRad = (deg: number) => (deg * Math.PI) / 180;
const toDeg = (rad: number) => (rad * 180) / Math.PI;

const eccentricity = ({ inverseFlattening }: Ellipsoid) => {
  const f = 1 / inverseFlattening;
  return Math.sqrt(f * (2 - f));
};

/** 3.2.3.1, Transverse Mercator, reverse ("JHS" formulas), to the fourth power of n. Latitude of origin 0 unless given. */
export function fromTransverseMercator(
  ellipsoid: Ellipsoid,
  origin: { lonDeg: number; latDeg?: number; scale: number; eastM: number; northM: number },
  eastM: number,
  northM: number,
): Place {
  const f = 1 / ellipsoid.inverseFlattening;
  const e = eccentricity(ellipsoid);
  const n = f / (2 - f);
  const B = (ellipsoid.a / (1 + n)) * (1 + n ** 2 / 4 + n ** 4 / 64);
  const forward = [
    n / 2 - (2 / 3) * n ** 2 + (5 / 16) * n ** 3 + (41 / 180) * n ** 4,
    (13 / 48) * n ** 2 - (3 / 5) * n ** 3 + (557 / 1440) * n ** 4,
    (61 / 240) * n ** 3 - (103 / 140) * n ** 4,
    (49561 / 161280) * n ** 4,
  ];
  const back = [
    n / 2 - (2 / 3) * n ** 2 + (37 / 96) * n ** 3 - (1 / 360) * n ** 4,
    (1 / 48) * n ** 2 + (1 / 15) * n ** 3 - (437 / 1440) * n ** 4,
    (17 / 480) * n ** 3 - (37 / 840) * n ** 4,
    (4397 / 161280) * n ** 4,
  ];
  const lat0 = toRad(origin.latDeg ?? 0);
  const q0 = Math.asinh(Math.tan(lat0)) - e * Math.atanh(e * Math.sin(lat0));
  const xi00 = Math.atan(Math.sinh(q0));
  const m0 = B * forward.reduce((sum, h, i) => sum + h * Math.sin(2 * (i + 1) * xi00), xi00);
  const eta = (eastM - origin.eastM) / (B * origin.scale);
  const xi = (northM - origin.northM + origin.scale * m0) / (B * origin.scale);
  let [xi0, eta0] = [xi, eta];
  back.forEach((h, i) => {
    xi0 -= h * Math.sin(2 * (i + 1) * xi) * Math.cosh(2 * (i + 1) * eta);
    eta0 -= h * Math.cos(2 * (i + 1) * xi) * Math.sinh(2 * (i + 1) * eta);
  });
  const beta = Math.asin(Math.sin(xi0) / Math.cosh(eta0));
  const q1 = Math.asinh(Math.tan(beta));
  let q = q1;
  for (let round = 0; round < 8; round++) q = q1 + e * Math.atanh(e * Math.tanh(q));
  return {
    latDeg: toDeg(Math.atan(Math.sinh(q))),
    lonDeg: origin.lonDeg + toDeg(Math.asin(Math.tanh(eta0) / Math.cos(beta))),
  };
}

/** 3.1.1.1, Lambert Conic Conformal (2SP), reverse. */
export function fromLambertConic(
  ellipsoid: Ellipsoid,
  origin: { latDeg: number; lonDeg: number; parallelsDeg: [number, number]; eastM: number; northM: number },
  eastM: number,
  northM: number,
): Place {
  const e = eccentricity(ellipsoid);
  const m = (lat: number) => Math.cos(lat) / Math.sqrt(1 - (e * Math.sin(lat)) ** 2);
  const t = (lat: number) =>
    Math.tan(Math.PI / 4 - lat / 2) / ((1 - e * Math.sin(lat)) / (1 + e * Math.sin(lat))) ** (e / 2);
  const [lat1, lat2] = origin.parallelsDeg.map(toRad) as [number, number];
  const n = (Math.log(m(lat1)) - Math.log(m(lat2))) / (Math.log(t(lat1)) - Math.log(t(lat2)));
  const F = m(lat1) / (n * t(lat1) ** n);
  const rF = ellipsoid.a * F * t(toRad(origin.latDeg)) ** n;
  const [dE, dN] = [eastM - origin.eastM, rF - (northM - origin.northM)];
  const tPrime = (Math.sign(n) * Math.hypot(dE, dN)) / (ellipsoid.a * F);
  const tReverse = tPrime ** (1 / n);
  let lat = Math.PI / 2 - 2 * Math.atan(tReverse);
  for (let round = 0; round < 10; round++) {
    lat =
      Math.PI / 2 - 2 * Math.atan(tReverse * ((1 - e * Math.sin(lat)) / (1 + e * Math.sin(lat))) ** (e / 2));
  }
  return { latDeg: toDeg(lat), lonDeg: origin.lonDeg + toDeg(Math.atan2(dE, dN) / n) };
}

/** 3.2.4.1, Oblique Stereographic, reverse. */
export function fromObliqueStereographic(
  ellipsoid: Ellipsoid,
  origin: { latDeg: number; lonDeg: number; scale: number; eastM: number; northM: number },
  eastM: number,
  northM: number,
): Place {
  const e = eccentricity(ellipsoid);
  const [lat0, lon0] = [toRad(origin.latDeg), toRad(origin.lonDeg)];
  const s = 1 - (e * Math.sin(lat0)) ** 2;
  const rho = (ellipsoid.a * (1 - e * e)) / s ** 1.5;
  const nu = ellipsoid.a / Math.sqrt(s);
  const R = Math.sqrt(rho * nu);
  const n = Math.sqrt(1 + (e * e * Math.cos(lat0) ** 4) / (1 - e * e));
  const s1 = (1 + Math.sin(lat0)) / (1 - Math.sin(lat0));
  const s2 = (1 - e * Math.sin(lat0)) / (1 + e * Math.sin(lat0));
  const w1 = (s1 * s2 ** e) ** n;
  const sinChi00 = (w1 - 1) / (w1 + 1);
  const c = ((n + Math.sin(lat0)) * (1 - sinChi00)) / ((n - Math.sin(lat0)) * (1 + sinChi00));
  const w2 = c * w1;
  const chi0 = Math.asin((w2 - 1) / (w2 + 1));
  const g = 2 * R * origin.scale * Math.tan(Math.PI / 4 - chi0 / 2);
  const h = 4 * R * origin.scale * Math.tan(chi0) + g;
  const [dE, dN] = [eastM - origin.eastM, northM - origin.northM];
  const i = Math.atan(dE / (h + dN));
  const j = Math.atan(dE / (g - dN)) - i;
  const chi = chi0 + 2 * Math.atan((dN - dE * Math.tan(j / 2)) / (2 * R * origin.scale));
  const lon = (j + 2 * i) / n + lon0;
  const psi = (0.5 * Math.log((1 + Math.sin(chi)) / (c * (1 - Math.sin(chi))))) / n;
  let lat = 2 * Math.atan(Math.exp(psi)) - Math.PI / 2;
  for (let round = 0; round < 10; round++) {
    const sinLat = Math.sin(lat);
    const isometric = Math.log(
      Math.tan(lat / 2 + Math.PI / 4) * ((1 - e * sinLat) / (1 + e * sinLat)) ** (e / 2),
    );
    lat -= ((isometric - psi) * Math.cos(lat) * (1 - (e * sinLat) ** 2)) / (1 - e * e);
  }
  return { latDeg: toDeg(lat), lonDeg: toDeg(lon) };
}

/** 4.1.1: geodetic to geocentric. */
export function toGeocentric(ellipsoid: Ellipsoid, { lonDeg, latDeg }: Place, heightM: number): number[] {
  const e2 = eccentricity(ellipsoid) ** 2;
  const [lon, lat] = [toRad(lonDeg), toRad(latDeg)];
  const nu = ellipsoid.a / Math.sqrt(1 - e2 * Math.sin(lat) ** 2);
  return [
    (nu + heightM) * Math.cos(lat) * Math.cos(lon),
    (nu + heightM) * Math.cos(lat) * Math.sin(lon),
    ((1 - e2) * nu + heightM) * Math.sin(lat),
  ];
}

/** 4.1.1: geocentric to geodetic, by iteration. */
export function fromGeocentric(ellipsoid: Ellipsoid, [x = 0, y = 0, z = 0]: readonly number[]): Place {
  const e2 = eccentricity(ellipsoid) ** 2;
  const p = Math.hypot(x, y);
  let lat = Math.atan2(z, p * (1 - e2));
  for (let round = 0; round < 20; round++) {
    const nu = ellipsoid.a / Math.sqrt(1 - e2 * Math.sin(lat) ** 2);
    lat = Math.atan2(z + e2 * nu * Math.sin(lat), p);
  }
  return { lonDeg: toDeg(Math.atan2(y, x)), latDeg: toDeg(lat) };
}

/** 4.2.3: Position Vector transformation: metres, seconds of arc, parts per million. */
export function shiftDatum(
  from: Ellipsoid,
  parameters: readonly [tx: number, ty: number, tz: number, rx: number, ry: number, rz: number, ppm: number],
  place: Place,
): Place {
  const [tx, ty, tz, ...rest] = parameters;
  const [rx, ry, rz] = rest.slice(0, 3).map((seconds) => toRad(seconds / 3600)) as [number, number, number];
  const m = 1 + parameters[6] * 1e-6;
  const [x = 0, y = 0, z = 0] = toGeocentric(from, place, 0);
  return fromGeocentric(ELLIPSOIDS.WGS84, [
    tx + m * (x - rz * y + ry * z),
    ty + m * (rz * x + y - rx * z),
    tz + m * (-ry * x + rx * y + z),
  ]);
}
