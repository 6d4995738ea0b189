import type { StageControl } from "../bim/stage/stage-contract.ts";
import { useInspectorStore } from "../client/inspector-store.ts";

/** Two taps this close together are a double one, milliseconds: what browsers take for a double click. */
const DOUBLE_MS = 500;
/** Steeper is no floor, cosine of its slope. */
const LEVEL = 0.7;

/** While walking, a double click or tap on a floor goes there, and nothing is selected. */
export function bindWalking(stage: StageControl): () => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  return stage.addPointerTool({
    onClick({ xPx, yPx, source }) {
      if (!useInspectorStore.getState().isWalking) return false;
      const isDouble = source.timeStamp - lastMs < DOUBLE_MS;
      lastMs = isDouble ? Number.NEGATIVE_INFINITY : source.timeStamp;
      if (!isDouble) return false;
      const hit = stage.pick(xPx, yPx);
      if (hit && hit.normal[2] > LEVEL) stage.standAt(hit.pointM);
      return true;
    },
  });
}
