import { Vector3 } from "three";
import { HALF_FOV_TAN } from "./camera-lenses.ts";
import type { StageBox } from "./row-bounds.ts";
import type { StandardView, Triple } from "./stage-contract.ts";

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

/**
 * How far the eye has to be, and how high the picture, for a box to fill it, metres; the box's corners are measured, not a
 * ball.
 *
 * @param towardsEye Unit length. @param aspect Width of the picture over its height.
 */
export function fitBox(
  [x0, y0, z0, x1, y1, z1]: StageBox,
  towardsEye: Vector3,
  aspect: number,
): { heightM: number; distanceM: number; centre: Vector3 } {
  const centre = new Vector3((x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2);
  const right = new Vector3(-towardsEye.y, towardsEye.x, 0);
  if (right.lengthSq() < 1e-12) right.set(1, 0, 0);
  right.normalize();
  const up = new Vector3().crossVectors(towardsEye, right).normalize();
  let [heightM, distanceM] = [0.1, 0.1];
  for (let corner = 0; corner < 8; corner++) {
    const offset = new Vector3(corner & 1 ? x1 : x0, corner & 2 ? y1 : y0, corner & 4 ? z1 : z0).sub(centre);
    const half = Math.max(Math.abs(offset.dot(up)), Math.abs(offset.dot(right)) / aspect) * FIT_MARGIN;
    heightM = Math.max(heightM, 2 * half);
    distanceM = Math.max(distanceM, half / HALF_FOV_TAN + offset.dot(towardsEye));
  }
  return { heightM, distanceM, centre };
}
