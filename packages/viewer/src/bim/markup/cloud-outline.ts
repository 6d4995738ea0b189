import type { MarkupPoint } from "@shuicheng/shared/contracts";

/** An arc as a canvas draws it: clockwise, angles from the x axis towards y, which points down. */
interface CloudArc {
  readonly centre: MarkupPoint;
  readonly radius: number;
  readonly startRad: number;
  readonly endRad: number;
}

/** Of one arc, radians: less than a half circle, so that neighbours meet in a point. */
const SWEEP_RAD = (150 * Math.PI) / 180;
/** Chord of an arc, heights of the view, and arcs of the shorter side at least. */
const LONGEST_CHORD = 0.045;
const FEWEST_ARCS = 3;
/** Arcs of a cloud at most, about: one as flat as a line would have no end of them. */
const MOST_ARCS = 400;

/**
 * The outline of a revision cloud round a box: arcs that bulge outwards, whole ones on each side, clockwise from the upper left
 * corner. Empty for a box without size.
 */
export function cloudOutline(from: MarkupPoint, to: MarkupPoint): readonly CloudArc[] {
  const [left, right] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
  const [top, bottom] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
  const [width, height] = [right - left, bottom - top];
  if (Math.min(width, height) < 1e-6) return [];
  const wished = Math.min(LONGEST_CHORD, Math.min(width, height) / FEWEST_ARCS);
  const chord = Math.max(wished, (2 * (width + height)) / MOST_ARCS);
  const corners: readonly MarkupPoint[] = [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
  return corners.flatMap((corner, side) => arcsAlong(corner, corners[(side + 1) % 4] as MarkupPoint, chord));
}

function arcsAlong([x0, y0]: MarkupPoint, [x1, y1]: MarkupPoint, chord: number): CloudArc[] {
  const length = Math.hypot(x1 - x0, y1 - y0);
  const count = Math.max(1, Math.round(length / chord));
  const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length];
  const half = length / count / 2;
  const radius = half / Math.sin(SWEEP_RAD / 2);
  // Outwards is to the left of the way: the centre lies to its right.
  const inset = radius * Math.cos(SWEEP_RAD / 2);
  const middleRad = Math.atan2(-ux, uy);
  return Array.from({ length: count }, (_, n) => {
    const along = (2 * n + 1) * half;
    return {
      centre: [x0 + ux * along - uy * inset, y0 + uy * along + ux * inset],
      radius,
      startRad: middleRad - SWEEP_RAD / 2,
      endRad: middleRad + SWEEP_RAD / 2,
    };
  });
}
