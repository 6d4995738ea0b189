import { groundHeightM } from "@shuicheng/shared/geo";
import { type PlanePoint, type SpacePoint, toDegrees } from "./plane.ts";

/** The ground at a place of the plane, metres orthometric. */
export function groundAtM(place: PlanePoint | SpacePoint): number {
  const { lonDeg, latDeg } = toDegrees(place);
  return groundHeightM(lonDeg, latDeg);
}
