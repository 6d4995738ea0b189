import type { CesiumWidget } from "cesium";

/** How long after the last sign of life the loop keeps the screen's own pace. */
const AWAKE_MS = 1_000;
/** How often it looks for something to draw while nothing happens. */
const ASLEEP_MS = 125;
/** What a person does to a picture. */
const SIGNS = ["pointerdown", "pointermove", "wheel", "keydown"] as const;

/** A running loop. */
export interface RenderLoop {
  /** Something is under way that takes several frames. */
  wake(): void;
  end(): void;
}

/**
 * Drives a widget made with `useDefaultRenderLoop: false` until told to stop.
 *
 * Cesium's own loop asks 60 times a second whether there is something to draw, and each answer costs 1–2 ms: events,
 * tile trees, the canvas's size, which makes the browser lay the page out. A wall stands still most of the day. So this
 * one asks eight times a second, and at the screen's pace while somebody touches the picture, the camera moves or tiles
 * come, and until a second later. A change that asks for a frame meanwhile waits 125 ms at most.
 *
 * @param onBroken Drawing failed; nothing is drawn any more.
 */
export function runRenderLoop(widget: CesiumWidget, onBroken: () => void): RenderLoop {
  const { scene, container } = widget;
  let awakeUntilMs = performance.now() + AWAKE_MS;
  let timer: number | undefined;
  let frame = 0;
  let isEnded = false;
  let hasDrawn = false;

  const wake = () => {
    awakeUntilMs = performance.now() + AWAKE_MS;
    if (timer === undefined) return;
    window.clearTimeout(timer);
    ask();
  };
  const ask = () => {
    timer = undefined;
    // Not straight from the timer: a page that nobody sees gets no animation frames.
    frame = requestAnimationFrame(step);
  };
  const step = () => {
    if (isEnded || widget.isDestroyed()) return;
    const isAsleep = performance.now() > awakeUntilMs;
    hasDrawn = false;
    try {
      // The container is watched; this catches a window that moved to a screen of another pixel ratio.
      if (isAsleep) widget.resize();
      widget.render();
    } catch {
      onBroken();
      return;
    }
    // A frame that was drawn may have asked for the next one; one look tells.
    if (hasDrawn || performance.now() <= awakeUntilMs) ask();
    else timer = window.setTimeout(ask, ASLEEP_MS);
  };

  const leaveScene = scene.postRender.addEventListener(() => {
    hasDrawn = true;
  });
  for (const sign of SIGNS) container.addEventListener(sign, wake, { capture: true, passive: true });
  ask();
  return {
    wake,
    end() {
      isEnded = true;
      leaveScene();
      for (const sign of SIGNS) container.removeEventListener(sign, wake, { capture: true });
      window.clearTimeout(timer);
      cancelAnimationFrame(frame);
    },
  };
}
