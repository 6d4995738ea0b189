import type { CameraRig } from "./camera-rig.ts";
import { boxOfNear, boxOfRows, boxOfShown } from "./stage-boxes.ts";
import type { StageControl } from "./stage-contract.ts";
import type { ModelOnStage } from "./staged-model.ts";

/** Where a stage's camera is sent. */
export interface StageEye
  extends Pick<StageControl, "setView" | "lookFrom" | "fit" | "goHome" | "frameAtFirst" | "setFilterHiding"> {
  /** Somebody has said where to look from: what comes later then moves no camera. */
  touch(): void;
}

/** Sends the camera to models, as long as nobody has taken it in hand. */
export function createStageEye(rig: CameraRig, models: ReadonlyMap<string, ModelOnStage>): StageEye {
  let isTouched = false;
  let isFilterHiding = false;
  return {
    touch() {
      isTouched = true;
    },
    setFilterHiding(isHiding) {
      isFilterHiding = isHiding;
    },
    setView(view, { isSudden = false } = {}) {
      isTouched = true;
      rig.setView(view, isSudden);
    },
    lookFrom(side) {
      isTouched = true;
      const box = boxOfNear(models);
      if (box) rig.frame(box, side);
      else rig.lookFrom(side);
    },
    fit(rows) {
      isTouched = true;
      const box = rows ? boxOfRows(models, rows) : boxOfShown(models, isFilterHiding);
      if (box) rig.frame(box);
    },
    goHome() {
      const box = boxOfNear(models);
      if (box) rig.frame(box, "home");
    },
    frameAtFirst() {
      const box = boxOfNear(models);
      if (box && !isTouched) rig.frame(box, "home", true);
    },
  };
}
