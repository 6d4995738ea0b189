import type { CesiumWidget } from "cesium";
import { tokens } from "../app/tokens.ts";

/** Off the picture but not hidden: a screen reader finds it, and `credits()` gives it to whoever shows it. */
export function createCreditContainer(container: HTMLElement): HTMLElement {
  const element = document.createElement("div");
  element.style.cssText =
    "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
  container.append(element);
  return element;
}

/** Cesium's style sheet, as far as one canvas needs it. */
export function fillContainer(widget: CesiumWidget): void {
  for (const element of [widget.canvas.parentElement, widget.canvas]) {
    if (element)
      Object.assign(element.style, { display: "block", width: "100%", height: "100%", touchAction: "none" });
  }
  Object.assign(widget.canvas.style, { outlineColor: tokens.accent.focus, outlineOffset: "-2px" });
  widget.resize();
}

/** Tells when the browser takes the graphics context away. @returns Ends it. */
export function watchContext(canvas: HTMLCanvasElement, onLost: () => void): () => void {
  canvas.addEventListener("webglcontextlost", onLost);
  return () => canvas.removeEventListener("webglcontextlost", onLost);
}

/** Tells when the container has another size. @returns Ends it. */
export function watchSize(container: HTMLElement, onSize: () => void): () => void {
  const observer = new ResizeObserver(onSize);
  observer.observe(container);
  return () => observer.disconnect();
}
