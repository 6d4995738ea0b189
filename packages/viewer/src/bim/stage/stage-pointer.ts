import type { StagePointer, StagePointerTool } from "./stage-contract.ts";

/** A pointer that moved less than this between down and up has clicked, CSS pixels. */
const CLICK_WITHIN_PX = 5;
/** A finger is no mouse: it rolls. */
const TAP_WITHIN_PX = 12;

/** Hands pointer events to tools, the last added first. */
export interface PointerTools {
  add(tool: StagePointerTool): () => void;
  dispose(): void;
}

/**
 * Listens on the canvas before the camera does.
 *
 * @param setCamera Turns the camera's own listening off while a tool has the pointer.
 */
export function listenToPointer(canvas: HTMLElement, setCamera: (isOn: boolean) => void): PointerTools {
  const tools: StagePointerTool[] = [];
  let down: { readonly id: number; readonly xPx: number; readonly yPx: number; isDrag: boolean } | undefined;
  let isTools = false;
  const pointerOf = (source: PointerEvent): StagePointer => {
    const { left, top } = canvas.getBoundingClientRect();
    return { xPx: source.clientX - left, yPx: source.clientY - top, source };
  };
  const offer = (kind: keyof StagePointerTool, pointer: StagePointer): boolean =>
    tools.toReversed().some((tool) => tool[kind]?.(pointer) === true);
  const release = (): void => {
    if (isTools) setCamera(true);
    isTools = false;
    down = undefined;
  };
  const onDown = (event: PointerEvent): void => {
    const pointer = pointerOf(event);
    if (down) {
      // A second finger: it is a gesture of the camera's, and no click.
      down.isDrag = true;
      return;
    }
    down = { id: event.pointerId, xPx: pointer.xPx, yPx: pointer.yPx, isDrag: false };
    isTools = offer("onDown", pointer);
    if (isTools) {
      setCamera(false);
      canvas.setPointerCapture(event.pointerId);
    }
  };
  const onMove = (event: PointerEvent): void => {
    const pointer = pointerOf(event);
    if (
      down?.id === event.pointerId &&
      Math.hypot(pointer.xPx - down.xPx, pointer.yPx - down.yPx) >
        (event.pointerType === "touch" ? TAP_WITHIN_PX : CLICK_WITHIN_PX)
    )
      down.isDrag = true;
    offer("onMove", pointer);
  };
  const onUp = (event: PointerEvent): void => {
    if (down?.id !== event.pointerId) return;
    const wasClick = !down.isDrag && event.type === "pointerup" && event.button === 0;
    const pointer = pointerOf(event);
    offer("onUp", pointer);
    release();
    if (wasClick) offer("onClick", pointer);
  };
  const options = { capture: true };
  canvas.addEventListener("pointerdown", onDown, options);
  window.addEventListener("pointermove", onMove, options);
  window.addEventListener("pointerup", onUp, options);
  window.addEventListener("pointercancel", onUp, options);
  return {
    add(tool) {
      tools.push(tool);
      return () => {
        const at = tools.indexOf(tool);
        if (at >= 0) tools.splice(at, 1);
      };
    },
    dispose() {
      release();
      canvas.removeEventListener("pointerdown", onDown, options);
      window.removeEventListener("pointermove", onMove, options);
      window.removeEventListener("pointerup", onUp, options);
      window.removeEventListener("pointercancel", onUp, options);
    },
  };
}
