import { geodeticToEcef, geoidUndulationM } from "@shuicheng/shared/geo";
import type { Measurement } from "../../client/view-store.ts";

/** A clicked point: WGS84 degrees, metres orthometric (1985 国家高程基准). */
export type MeasuredPoint = Measurement["points"][number];

/** Two points nearer than this are one: the second press of a double click. Metres. */
const SAME_POINT_M = 0.02;

/** One step of a measured line, metres. */
export interface MeasuredStep {
  /** Straight through space. */
  readonly lengthM: number;
  /** The same seen from above, at the mean height of the two ends. */
  readonly horizontalM: number;
  readonly riseM: number;
}

/** Earth-centred place of a point, metres. Heights become ellipsoidal by the geoid where it is known. */
export function ecefOf({ lonDeg, latDeg, heightM }: MeasuredPoint): readonly [number, number, number] {
  const undulationM = geoidUndulationM(lonDeg, latDeg) ?? 0;
  return geodeticToEcef({ lonDeg, latDeg, ellipsoidalHeightM: heightM + undulationM });
}

/**
 * Measures from one point to the next. The horizontal part is what the chord leaves beside the rise: for 10 km that is
 * 1 mm shorter than the arc along the ground.
 */
export function measureStep(from: MeasuredPoint, to: MeasuredPoint): MeasuredStep {
  const [a, b] = [ecefOf(from), ecefOf(to)];
  const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]);
  const riseM = to.heightM - from.heightM;
  return { lengthM, horizontalM: Math.sqrt(Math.max(0, lengthM ** 2 - riseM ** 2)), riseM };
}

/** Sums up a line; null of no points. */
export function measureLine(points: readonly MeasuredPoint[], isOpen: boolean): Measurement | null {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return null;
  const steps = points.slice(1).map((point, index) => measureStep(points[index] as MeasuredPoint, point));
  const sum = (of: (step: MeasuredStep) => number) => steps.reduce((total, step) => total + of(step), 0);
  return {
    points,
    lengthM: sum((step) => step.lengthM),
    horizontalM: sum((step) => step.horizontalM),
    riseM: last.heightM - first.heightM,
    isOpen,
  };
}

/** Adds a point; the same place twice is the second press of a double click and adds nothing. */
export function addPoint(points: readonly MeasuredPoint[], point: MeasuredPoint): readonly MeasuredPoint[] {
  const last = points.at(-1);
  return last && measureStep(last, point).lengthM < SAME_POINT_M ? points : [...points, point];
}
