import { geoidUndulationM, groundHeightM } from "@shuicheng/shared/geo";
import { Cartesian2, type Cartesian3, Cartographic, Math as CesiumMath, type Scene } from "cesium";
import { findGroundAt, findLevelAt } from "../camera-pose.ts";
import type { MeasuredPoint } from "./measure-line.ts";

/** What a pixel shows, as far as it decides where in space it is. */
export type PointTarget =
  /** The ground, or a thing whose place in space is not known. */
  | { readonly on: "ground" }
  /** A pipe: its picture is widened and pushed back, so the depth buffer is wrong; its own level is right. */
  | { readonly on: "level"; readonly heightM: number }
  /** A building: it is drawn where it is. */
  | { readonly on: "surface" };

/** What stands higher above the ground than this, or lies lower under it, is a mistake of the depth buffer, metres. */
const HIGHEST_M = 600;
const LOWEST_M = -3;

/** The point in space that a pixel shows; null for the sky. */
export function findPoint(scene: Scene, xPx: number, yPx: number, target: PointTarget): MeasuredPoint | null {
  const pixel = new Cartesian2(xPx, yPx);
  if (target.on === "surface" && scene.pickPositionSupported) {
    const point = describe(scene.pickPosition(pixel));
    const aboveM = point ? point.heightM - groundHeightM(point.lonDeg, point.latDeg) : Number.NaN;
    if (point && aboveM > LOWEST_M && aboveM < HIGHEST_M) return point;
  }
  if (target.on === "level") {
    const point = describe(findLevelAt(scene, pixel, target.heightM));
    if (point) return point;
  }
  return describe(findGroundAt(scene, pixel));
}

function describe(positionEcefM: Cartesian3 | undefined): MeasuredPoint | null {
  if (!positionEcefM) return null;
  const { longitude, latitude, height } = Cartographic.fromCartesian(positionEcefM);
  const lonDeg = CesiumMath.toDegrees(longitude);
  const latDeg = CesiumMath.toDegrees(latitude);
  return { lonDeg, latDeg, heightM: height - (geoidUndulationM(lonDeg, latDeg) ?? 0) };
}
