import type { StageView, Triple } from "../stage/stage-contract.ts";

/** Vertical angle of the camera's picture, radians: what turns an angle into a share of the picture. */
const FIELD_RAD = Math.PI / 4;
/** Up to here a picture is the same, in heights of the view: less than a pixel or two. */
const SAME_WITHIN = 0.003;
/** From here on nothing of what was drawn on it would lie where it should. */
const OTHER_FROM = 0.03;

/**
 * How far the picture of one view is shifted, turned or scaled against another's, about, in heights of the view; infinite between a
 * perspective and an orthographic one. Where along its line of sight a view's target lies makes no difference to a perspective,
 * nor the eye's place along it to an orthographic one.
 */
export function viewDistance(view: StageView, kept: StageView): number {
  if (view.projection !== kept.projection) return Number.POSITIVE_INFINITY;
  const [ahead, keptAhead] = [directionOf(view), directionOf(kept)];
  const turnRad = Math.acos(Math.min(1, Math.max(-1, dot(ahead, keptAhead))));
  if (view.projection === "perspective")
    return length(minus(view.eyeM, kept.eyeM)) / kept.heightM + turnRad / FIELD_RAD;
  const shift = minus(view.targetM, kept.targetM);
  const along = dot(shift, keptAhead);
  const across = Math.sqrt(Math.max(0, dot(shift, shift) - along * along));
  return across / kept.heightM + turnRad + Math.abs(Math.log(view.heightM / kept.heightM));
}

/** How much is seen of what was drawn on a view: 1 while the camera stands there, 0 when it has gone. */
export function markupOpacity(view: StageView, kept: StageView): number {
  const share = (OTHER_FROM - viewDistance(view, kept)) / (OTHER_FROM - SAME_WITHIN);
  return Math.min(1, Math.max(0, share));
}

function directionOf({ eyeM, targetM }: StageView): Triple {
  const way = minus(targetM, eyeM);
  const size = length(way) || 1;
  return [way[0] / size, way[1] / size, way[2] / size];
}

const minus = (a: Triple, b: Triple): Triple => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const length = (a: Triple): number => Math.hypot(...a);
