import type { StageControl } from "../bim/stage/stage-contract.ts";
import { listenToPress } from "../bim/stage/touch-press.ts";
import { closeElementMenu, useElementMenuStore } from "../client/inspector/element-menu-store.ts";
import { ELEMENT_STATE } from "../client/inspector/element-states.ts";
import { useInspectorStore } from "../client/inspector-store.ts";

/** A right click or a long press opens the menu of what lies there; what was not selected is selected alone. */
export function bindElementMenu(stage: StageControl): () => void {
  let isPressed = false;
  const endPress = listenToPress(stage.canvas, ({ clientX, clientY }) => {
    const { left, top } = stage.canvas.getBoundingClientRect();
    const hit = stage.pick(clientX - left, clientY - top);
    isPressed = true;
    const { states, select } = useInspectorStore.getState();
    const isSelected = hit && ((states.get(hit.model)?.[hit.row] ?? 0) & ELEMENT_STATE.selected) !== 0;
    if (hit && !isSelected) select(new Map([[hit.model, [hit.row]]]));
    useElementMenuStore.setState({ at: { xPx: clientX, yPx: clientY, isOfElement: hit !== null } });
  });
  const endTool = stage.addPointerTool({
    onDown() {
      isPressed = false;
      closeElementMenu();
      return false;
    },
    // The finger that opened the menu is lifted: that is no tap.
    onClick: () => isPressed,
  });
  return () => {
    endPress();
    endTool();
    closeElementMenu();
  };
}
