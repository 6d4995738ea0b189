import {
  buildEnuFrame,
  ellipsoidalGroundHeightM,
  type Geoid,
  geodeticToEcef,
  geoidUndulationM,
  transformDirection,
  transformPoint,
} from "@shuicheng/shared/geo";
import type { Vector3 } from "@shuicheng/shared/tiles";
import { PLANE_ORIGIN_DEG, type PlanePoint, type SpacePoint, toDegrees } from "../model/index.ts";

/** From the demo's plane to the frame its tiles stand in. */
export interface CityFrame {
  /** ENU → ECEF at the plane's origin, column-major. */
  readonly enuToEcef: Float64Array;
  /** A point of the plane with its orthometric height, in the ENU frame: metres, the earth's curvature included. */
  toEnuM(point: SpacePoint): Vector3;
  /** Away from the earth at a place, in the ENU frame. */
  upEnu(point: PlanePoint | SpacePoint): Vector3;
}

/** Builds the frame at the plane's origin. */
export function buildCityFrame(geoid: Geoid = geoidUndulationM): CityFrame {
  const { lon: lonDeg, lat: latDeg } = PLANE_ORIGIN_DEG;
  const ellipsoidalHeightM = ellipsoidalGroundHeightM(lonDeg, latDeg, geoid);
  const { enuToEcef, ecefToEnu } = buildEnuFrame({ lonDeg, latDeg, ellipsoidalHeightM });
  return {
    enuToEcef,
    toEnuM(point) {
      const place = toDegrees(point);
      const undulationM = geoid(place.lonDeg, place.latDeg) ?? 0;
      return transformPoint(
        ecefToEnu,
        geodeticToEcef({ ...place, ellipsoidalHeightM: point[2] + undulationM }),
      );
    },
    upEnu(point) {
      const place = toDegrees(point);
      const [lonRad, latRad] = [(place.lonDeg * Math.PI) / 180, (place.latDeg * Math.PI) / 180];
      const cosLat = Math.cos(latRad);
      return transformDirection(ecefToEnu, [
        cosLat * Math.cos(lonRad),
        cosLat * Math.sin(lonRad),
        Math.sin(latRad),
      ]);
    },
  };
}
