import type { StageControl } from "../bim/stage/stage-contract.ts";
import { isFloor } from "../bim/stage/walk-step.ts";
import { type StageEye, useStageStore } from "../client/inspector/stage-store.ts";
import { recordStep } from "../client/inspector/tool-history.ts";
import { useInspectorStore } from "../client/inspector-store.ts";

/** Two taps this close together are a double one, milliseconds: what browsers take for a double click. */
const DOUBLE_MS = 500;

/** Has the stage walk as the store says. Answers what ends it. */
export function bindWalking(stage: StageControl): () => void {
  const endings = [
    followWalking(stage),
    takeDoubleClicks(stage),
    stage.onNoFloor((by) => useStageStore.setState({ noFloor: { by } })),
  ];
  return () => {
    for (const end of endings) end();
  };
}

/** Who stops stays where the walk has led; undo then brings the view from before it back. */
function followWalking(stage: StageControl): () => void {
  let before: StageEye | null = null;
  const look = (eye: StageEye | null) => () => {
    if (!eye) return;
    useInspectorStore.getState().setProjection(eye.projection);
    stage.setView(eye);
  };
  return useInspectorStore.subscribe(({ isWalking }, { isWalking: wasWalking }) => {
    if (isWalking === wasWalking) return;
    // The store's: a walk has made a flat view one with perspective already.
    if (isWalking) before = useStageStore.getState().eye;
    useStageStore.setState({ noFloor: null });
    stage.setWalking(isWalking);
    if (!isWalking) recordStep({ undo: look(before), redo: look(stage.view) });
  });
}

/** While walking, a double click or tap on a floor goes there, and nothing is selected. */
function takeDoubleClicks(stage: StageControl): () => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  return stage.addPointerTool({
    onClick({ xPx, yPx, source }) {
      if (!useInspectorStore.getState().isWalking) return false;
      const isDouble = source.timeStamp - lastMs < DOUBLE_MS;
      lastMs = isDouble ? Number.NEGATIVE_INFINITY : source.timeStamp;
      if (!isDouble) return false;
      const hit = stage.pick(xPx, yPx);
      if (hit && isFloor(hit.normal)) stage.standAt(hit.pointM);
      return true;
    },
  });
}
