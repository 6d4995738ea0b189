import type { InspectorStage, StagePointer } from "../stage/stage-contract.ts";

/** How long a finger stays where it is until it aims, milliseconds. */
const HOLD_MS = 350;
/** A finger that has moved so far turns the model, CSS pixels. */
const STILL_PX = 8;

/**
 * A finger that is held still begins to aim: what it would take is shown before it is let go, and moves with it. The camera
 * does not see these moves. A finger that moves at once turns the model as ever, and a short tap is a click.
 *
 * @param isOn Whether a press counts now.
 * @returns What ends it.
 */
export function listenToPress(
  stage: InspectorStage,
  isOn: () => boolean,
  { onHold, onRelease }: { onHold(pointer: StagePointer): void; onRelease(): void },
): () => void {
  let down: { readonly pointer: StagePointer; readonly timer: ReturnType<typeof setTimeout> } | undefined;
  let isHolding = false;
  /** The click that follows is the finger's that was held: it has been taken. */
  let isClickTaken = false;
  const drop = (): void => {
    if (down) clearTimeout(down.timer);
    down = undefined;
    isHolding = false;
  };
  const end = stage.addPointerTool({
    onDown(pointer) {
      isClickTaken = false;
      if (pointer.source.pointerType !== "touch" || !isOn()) return false;
      drop();
      const timer = setTimeout(() => {
        isHolding = true;
        onHold(pointer);
      }, HOLD_MS);
      down = { pointer, timer };
      return false;
    },
    onMove(pointer) {
      if (!down || pointer.source.pointerId !== down.pointer.source.pointerId) return false;
      if (isHolding) {
        // The camera listens after the window does.
        pointer.source.stopPropagation();
        onHold(pointer);
        return true;
      }
      const { xPx, yPx } = down.pointer;
      if (Math.hypot(pointer.xPx - xPx, pointer.yPx - yPx) > STILL_PX) drop();
      return false;
    },
    onUp(pointer) {
      if (pointer.source.pointerId !== down?.pointer.source.pointerId) return false;
      const wasHolding = isHolding;
      drop();
      if (!wasHolding) return false;
      isClickTaken = true;
      onRelease();
      return true;
    },
    onClick: () => isClickTaken,
  });
  return () => {
    drop();
    end();
  };
}
