import { groundHeightM } from "@shuicheng/shared/geo";
import { type PlanePoint, type SpacePoint, toDegrees } from "../model/index.ts";

/** The ground over a place of the plane, metres orthometric. */
export function groundAtM(place: PlanePoint | SpacePoint): number {
  const { lonDeg, latDeg } = toDegrees(place);
  return groundHeightM(lonDeg, latDeg);
}
