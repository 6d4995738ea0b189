import { DEPTH_LEVELS, type EdgeSection, type PlanePoint, type SpacePoint } from "../model/index.ts";
import type { DrainSize } from "./gravity-sizes.ts";

/** Tops of drains lie this much deeper than their level begins, m: room for the mason. */
const TOP_RESERVE_M = 0.02;

/** Highest outer top of a drain under a ground, both m orthometric. */
export const highestDrainTopM = (groundM: number): number => groundM - DEPTH_LEVELS.stormTopM - TOP_RESERVE_M;

/** Outer section of a drain. */
export function sectionOf({ shape, outerM }: DrainSize): EdgeSection {
  return shape === "round"
    ? { shape: "round", outerDiameterM: outerM }
    : { shape: "box", widthM: outerM, heightM: outerM };
}

/** Axis in space of a drain along a plan path, falling evenly between two inverts (m orthometric). */
export function drainAxis(
  path: readonly PlanePoint[],
  innerM: number,
  upperInvertM: number,
  lowerInvertM: number,
): SpacePoint[] {
  const stationsM = [0];
  for (let i = 1; i < path.length; i++) {
    const [a, b] = [path[i - 1] as PlanePoint, path[i] as PlanePoint];
    stationsM.push((stationsM[i - 1] as number) + Math.hypot(b[0] - a[0], b[1] - a[1]));
  }
  const lengthM = stationsM[stationsM.length - 1] as number;
  return path.map(([x, y], i) => {
    const share = (stationsM[i] as number) / lengthM;
    return [x, y, upperInvertM + (lowerInvertM - upperInvertM) * share + innerM / 2];
  });
}
