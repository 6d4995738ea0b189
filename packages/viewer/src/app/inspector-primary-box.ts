import { drawBox } from "../bim/stage/draw-box.ts";
import type { InspectorStage } from "../bim/stage/stage-contract.ts";
import { ELEMENT_STATE } from "../client/inspector/element-states.ts";
import { useInspectorStore } from "../client/inspector-store.ts";
import { useViewStore } from "../client/view-store.ts";
import { THEMES } from "./tokens.ts";

/** Draws the box of the element whose properties are shown: it is found among pale things too, and behind others. */
export function bindPrimaryBox(stage: InspectorStage): () => void {
  return stage.addOverlay((context, view) => {
    const boxM = view.isPicture ? undefined : primaryBoxOf(stage);
    const { selection, surface } = THEMES[useViewStore.getState().theme];
    if (boxM) drawBox(context, view, boxM, { line: selection, rim: surface.page });
  });
}

/** Least x, y, z, greatest x, y, z of the element whose properties are shown, where something of it is drawn. */
export function primaryBoxOf(stage: InspectorStage): Float64Array | undefined {
  const { primary } = useInspectorStore.getState();
  const staged = primary && stage.models.get(primary.model);
  if (!staged || !primary) return undefined;
  if (((staged.states[primary.row] ?? 0) & ELEMENT_STATE.hidden) !== 0) return undefined;
  const boxM = staged.boundsM.subarray(6 * primary.row, 6 * primary.row + 6);
  return boxM.length === 6 && !Number.isNaN(boxM[0]) ? boxM : undefined;
}
