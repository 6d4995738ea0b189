import proj4 from "proj4";
import type { Crs } from "./crs-definitions.ts";

/** Metres in the plane of a projected CRS, east first whatever order its standard writes. */
export interface GridPoint {
  readonly eastM: number;
  readonly northM: number;
}

/** Degrees, WGS84. */
export interface LonLat {
  readonly lonDeg: number;
  readonly latDeg: number;
}

/** A projected CRS ready to compute. */
export interface ProjectedCrs {
  readonly crs: Crs;
  /** Undefined where the point has no place on the ellipsoid. */
  toLonLat(point: GridPoint): LonLat | undefined;
  fromLonLat(place: LonLat): GridPoint;
  /** Answers whether the point lies where the CRS is meant to be used, and comes back from there. */
  isInside(point: GridPoint): boolean;
}

/**
 * Far outside its zone a projection folds over itself: it answers, but with a place that projects elsewhere. Datum shifts
 * come back to a millimetre or so, since they are made without heights.
 */
const ROUND_TRIP_M = 0.05;

/** Opens a CRS with proj4. Datum shifts are those of its definition; none is better than a metre or so. */
export function openProjectedCrs(crs: Crs): ProjectedCrs {
  const converter = proj4("+proj=longlat +datum=WGS84 +no_defs", crs.definition);
  const fromLonLat = ({ lonDeg, latDeg }: LonLat): GridPoint => {
    const [eastM = Number.NaN, northM = Number.NaN] = converter.forward([lonDeg, latDeg]);
    return { eastM, northM };
  };
  const toLonLat = ({ eastM, northM }: GridPoint): LonLat | undefined => {
    if (!Number.isFinite(eastM) || !Number.isFinite(northM)) return undefined;
    const [lonDeg = Number.NaN, latDeg = Number.NaN] = converter.inverse([eastM, northM]);
    return Number.isFinite(lonDeg) && Math.abs(latDeg) <= 90 ? { lonDeg, latDeg } : undefined;
  };
  return {
    crs,
    toLonLat,
    fromLonLat,
    isInside(point) {
      const place = toLonLat(point);
      const [west, south, east, north] = crs.areaDeg;
      if (!place || place.lonDeg < west || place.lonDeg > east) return false;
      if (place.latDeg < south || place.latDeg > north) return false;
      const back = fromLonLat(place);
      return Math.hypot(back.eastM - point.eastM, back.northM - point.northM) < ROUND_TRIP_M;
    },
  };
}
