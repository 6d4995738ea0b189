// The page's own handle, `window.__inspector`, for all who time it.
import type {} from "../../../packages/viewer/src/app/inspector-test-handle.ts";

/** What the probe knows since the page began. Times are `performance.now()`, ms. */
interface InspectorProbe {
  /** Draw calls, animation frames in which something was drawn, and the time in these. */
  drawCalls: number;
  frames: number;
  frameMs: number;
  /** Time in all animation frames, drawn or not. */
  callbackMs: number;
  /** When the last drawn frame ended. */
  frameEndedAtMs: number;
  /** When a pointer was last let go. */
  pointerUpAtMs: number;
}

declare global {
  interface Window {
    __inspectorProbe?: InspectorProbe;
  }
}

/**
 * Runs in the page before its own scripts. Each draw call is made with nothing to draw: all of the script runs, and a
 * software renderer has nothing to do that script would wait for, as it has with a GPU.
 */
export function installInspectorProbe(): void {
  const probe: InspectorProbe = {
    drawCalls: 0,
    frames: 0,
    frameMs: 0,
    callbackMs: 0,
    frameEndedAtMs: 0,
    pointerUpAtMs: 0,
  };
  window.__inspectorProbe = probe;
  const countAt = { drawElements: 1, drawArrays: 2, drawElementsInstanced: 1, drawArraysInstanced: 2 };
  for (const [name, position] of Object.entries(countAt)) {
    const own = WebGL2RenderingContext.prototype[name as "drawElements"] as (...given: unknown[]) => void;
    Object.defineProperty(WebGL2RenderingContext.prototype, name, {
      value(this: WebGL2RenderingContext, ...given: unknown[]) {
        probe.drawCalls++;
        given[position] = 0;
        own.apply(this, given);
      },
    });
  }
  const ask = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    ask((now) => {
      const before = probe.drawCalls;
      const beganAtMs = performance.now();
      try {
        callback(now);
      } finally {
        const endedAtMs = performance.now();
        probe.callbackMs += endedAtMs - beganAtMs;
        if (probe.drawCalls > before) {
          probe.frames++;
          probe.frameEndedAtMs = endedAtMs;
          probe.frameMs += endedAtMs - beganAtMs;
        }
      }
    });
  window.addEventListener(
    "pointerup",
    () => {
      probe.pointerUpAtMs = performance.now();
    },
    { capture: true },
  );
}
