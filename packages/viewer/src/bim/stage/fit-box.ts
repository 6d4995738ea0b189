import { Vector3 } from "three";
import { HALF_FOV_TAN } from "./camera-lenses.ts";
import type { StageBox } from "./row-bounds.ts";
import type { Covered, StandardView, Triple } from "./stage-contract.ts";

/** Room round what is framed. */
const FIT_MARGIN = 1.12;
/** Looking straight up or down has no side that is up: a hair beside it has. */
const STEEPEST = 1e-4;

/** Where from each standard view looks: from the target towards the eye. Front is from the south (−y). */
export const SIDES: Readonly<Record<StandardView, Triple>> = {
  top: [0, -STEEPEST, 1],
  bottom: [0, -STEEPEST, -1],
  front: [0, -1, 0],
  back: [0, 1, 0],
  left: [-1, 0, 0],
  right: [1, 0, 0],
};
/** Where a model is first seen from: south-west and above, so that three sides of a building show. */
export const HOME: Triple = [-0.55, -0.75, 0.5];

/** Nothing lies over the picture. */
export const UNCOVERED: Covered = { left: 0, right: 0, top: 0, bottom: 0 };

/** How a box is looked at so that it fills the picture. */
interface BoxFit {
  /** Of the whole picture at the target: what an orthographic view needs, metres. */
  readonly heightM: number;
  /** From the eye to the target: what a view with perspective needs, metres. */
  readonly distanceM: number;
  readonly target: Vector3;
}

/**
 * Where the eye has to be for a box to fill what of a picture is free; the box's corners are measured, not a ball.
 *
 * @param towardsEye Unit length. @param shape `aspect`: width of the picture over its height.
 */
export function fitBox(
  [x0, y0, z0, x1, y1, z1]: StageBox,
  towardsEye: Vector3,
  {
    aspect,
    isFlat,
    covered,
  }: { readonly aspect: number; readonly isFlat: boolean; readonly covered: Covered },
): BoxFit {
  const centre = new Vector3((x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2);
  const right = new Vector3(-towardsEye.y, towardsEye.x, 0);
  if (right.lengthSq() < 1e-12) right.set(1, 0, 0);
  right.normalize();
  const up = new Vector3().crossVectors(towardsEye, right).normalize();
  // By axis of the picture: half of what is free, and where its middle lies, as shares of the picture from its own middle.
  const axes = [
    {
      way: right,
      length: aspect,
      half: (1 - covered.left - covered.right) / 2,
      middle: (covered.left - covered.right) / 2,
    },
    {
      way: up,
      length: 1,
      half: (1 - covered.top - covered.bottom) / 2,
      middle: (covered.bottom - covered.top) / 2,
    },
  ];
  let [heightM, seenM] = [0.1, 0.2 * HALF_FOV_TAN];
  for (let corner = 0; corner < 8; corner++) {
    const offset = new Vector3(corner & 1 ? x1 : x0, corner & 2 ? y1 : y0, corner & 4 ? z1 : z0).sub(centre);
    const nearerM = 2 * HALF_FOV_TAN * offset.dot(towardsEye);
    for (const { way, length, half, middle } of axes) {
      const asideM = (offset.dot(way) / length) * FIT_MARGIN;
      heightM = Math.max(heightM, Math.abs(asideM) / half);
      // What is nearer than the target is seen larger: it is to stay between both ends of what is free.
      seenM = Math.max(
        seenM,
        (asideM + nearerM * (half + middle)) / half,
        (nearerM * (half - middle) - asideM) / half,
      );
    }
  }
  const shownM = isFlat ? heightM : seenM;
  const target = centre.clone();
  for (const { way, length, middle } of axes) target.addScaledVector(way, -middle * length * shownM);
  return { heightM, distanceM: seenM / (2 * HALF_FOV_TAN), target };
}

/** Of several ways to leave covered parts free the one that shows a box largest. @param ways None: nothing is covered. */
export function fitBoxBest(
  box: StageBox,
  towardsEye: Vector3,
  {
    aspect,
    isFlat,
    ways,
  }: { readonly aspect: number; readonly isFlat: boolean; readonly ways: readonly Covered[] },
): BoxFit {
  const fits = (ways.length > 0 ? ways : [UNCOVERED]).map((covered) =>
    fitBox(box, towardsEye, { aspect, isFlat, covered }),
  );
  const size = (fit: BoxFit): number => (isFlat ? fit.heightM : fit.distanceM);
  return fits.reduce((best, each) => (size(each) < size(best) ? each : best));
}
