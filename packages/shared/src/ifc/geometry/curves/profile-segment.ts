import { curvatureSegment, type PlanarSegment } from "./planar-path.ts";

/** A piece of a vertical profile by its design parameters. Lengths in the file's unit, gradients as ratios. */
interface ProfileParameters {
  /** Along the plan, where it begins. */
  readonly distance: number;
  /** Along the plan. */
  readonly length: number;
  readonly height: number;
  readonly startGradient: number;
  readonly endGradient: number;
  /** A circular arc; else a line or, where the gradient changes, a parabola. */
  readonly isArc: boolean;
}

/** Samples of a parabola: its gradients change by a few hundredths. */
const PARABOLA_SAMPLES = 24;

/** The piece in the plane of distance along (x) and height (y); undefined where a parameter is no number. */
export function profileSegment(
  { distance, length, height, startGradient, endGradient, isArc }: ProfileParameters,
  unitM: number,
): PlanarSegment | undefined {
  const isKnown = [distance, length, height, startGradient, endGradient].every(Number.isFinite);
  if (!isKnown || !(length > 0)) return undefined;
  const [from, to] = [Math.atan(startGradient), Math.atan(endGradient)];
  const start = { x: distance, y: height, headingRad: from };
  if (startGradient === endGradient) return curvatureSegment(start, length / Math.cos(from), () => 0, unitM);
  if (isArc) {
    // An arc of curvature k spans (sin to − sin from) / k along the plan.
    const curvature = (Math.sin(to) - Math.sin(from)) / length;
    return curvatureSegment(start, (to - from) / curvature, () => curvature, unitM);
  }
  const bend = (endGradient - startGradient) / length;
  return {
    length,
    samples: Array.from({ length: PARABOLA_SAMPLES + 1 }, (_, k) => (k * length) / PARABOLA_SAMPLES),
    at: (run) => ({
      x: distance + run,
      y: height + startGradient * run + (bend * run ** 2) / 2,
      headingRad: Math.atan(startGradient + bend * run),
    }),
  };
}
