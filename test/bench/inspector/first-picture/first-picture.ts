import type { Model } from "@shuicheng/shared/contracts";
import { countDrawnTriangles } from "./drawn-triangles.ts";
import { openFragments } from "./fragments-world.ts";
import { openOnStage } from "./stage-world.ts";
import { type PictureTimes, timePicture } from "./time-picture.ts";

declare global {
  interface Window {
    timeStage(model: Model): Promise<PictureTimes>;
    timeFragments(address: string): Promise<PictureTimes>;
  }
}

const place = document.getElementById("place") as HTMLElement;
const countTriangles = countDrawnTriangles();
window.timeStage = (model) => timePicture(countTriangles, () => openOnStage(place, model));
window.timeFragments = (address) => timePicture(countTriangles, () => openFragments(place, address));
