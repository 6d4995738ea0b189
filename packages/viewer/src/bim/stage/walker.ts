import type CameraControls from "camera-controls";
import { Vector3 } from "three";
import { nextFloor } from "./find-stand.ts";
import type { Triple } from "./stage-contract.ts";
import type { WalkKeys } from "./walk-keys.ts";
import { stepWalk, type WalkWorld } from "./walk-step.ts";

const scratchEye = new Vector3();
const scratchAhead = new Vector3();
/** Less than this is standing, metres. */
const STILL_M = 1e-5;
/** A stair is taken step by step also where frames are rare: so long at a time, and so long in a frame at most, seconds. */
const STEP_S = 0.05;
const MAX_FRAME_S = 0.5;

/**
 * Has a camera walk by what keys are held. Answers what takes it on by some seconds, and says whether it moved.
 *
 * @param world What stands in the way and underfoot. @param onNoFloor Told where there is no further floor that way.
 */
export function createWalker(
  controls: CameraControls,
  keys: WalkKeys,
  world: WalkWorld,
  onNoFloor: (by: 1 | -1) => void,
): (deltaS: number) => boolean {
  let headingRad = 0;
  return (deltaS) => {
    const eye = controls.getPosition(scratchEye);
    const ahead = controls.getTarget(scratchAhead).sub(eye);
    // Straight up and down has no heading: the last one stays.
    if (Math.hypot(ahead.x, ahead.y) > 1e-3 * ahead.length()) headingRad = Math.atan2(ahead.y, ahead.x);
    const from = eye.toArray() as unknown as Triple;
    const seconds = Math.min(deltaS, MAX_FRAME_S);
    const steps = Math.max(1, Math.ceil(seconds / STEP_S));
    let to = from;
    const tap = keys.takeTap();
    if (tap !== 0) {
      const next = nextFloor(world, from, tap);
      if (!next) onNoFloor(tap);
      to = next ?? from;
    }
    for (let step = 0; step < steps; step++) to = stepWalk(world, to, headingRad, keys.wish, seconds / steps);
    const moved = to.map((value, k) => value - (from[k] as number)) as [number, number, number];
    if (Math.hypot(...moved) < STILL_M) return keys.isHeld;
    // The target alone is moved: turning the head goes on as it was.
    const target = eye.add(ahead).add(scratchAhead.set(...moved));
    void controls.moveTo(target.x, target.y, target.z, false);
    return true;
  };
}
