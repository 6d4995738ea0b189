/** What the probe has counted since the page began. Times are milliseconds of the page's main thread, `AtMs` are `performance.now()`. */
export interface PageCounts {
  /** WebGL draw calls. */
  readonly drawCalls: number;
  /** Animation frames in which something was drawn, and the time in them. */
  readonly frames: number;
  readonly frameMs: number;
  /** Time in all animation frames, drawn or not. */
  readonly callbackMs: number;
  /** Time in handlers of socket messages. */
  readonly socketMs: number;
  /** When the last drawn frame ended. */
  readonly frameEndedAtMs: number;
  /** When a pointer was last let go. */
  readonly pointerUpAtMs: number;
}

declare global {
  interface Window {
    /** There from the page's beginning where {@link installPageProbe} was given to it. */
    __pageProbe: Readonly<PageCounts>;
  }
}

/**
 * Runs in the page before its own scripts: wraps what the browser calls script through, and adds up how long each took.
 *
 * @param options.isDrawing Where false each draw call is made with nothing to draw: all of the script runs, and a
 * software renderer has nothing to do that script would wait for, as it has with a GPU.
 */
export function installPageProbe({ isDrawing }: { readonly isDrawing: boolean }): void {
  const counts: { -readonly [key in keyof PageCounts]: number } = {
    ...{ drawCalls: 0, frames: 0, frameMs: 0, callbackMs: 0, socketMs: 0 },
    ...{ frameEndedAtMs: 0, pointerUpAtMs: 0 },
  };
  window.__pageProbe = counts;
  const countAt = { drawElements: 1, drawArrays: 2, drawElementsInstanced: 1, drawArraysInstanced: 2 };
  for (const [name, position] of Object.entries(countAt)) {
    const own = WebGL2RenderingContext.prototype[name as "drawElements"] as (...given: unknown[]) => void;
    Object.defineProperty(WebGL2RenderingContext.prototype, name, {
      value(this: WebGL2RenderingContext, ...given: unknown[]) {
        counts.drawCalls++;
        if (!isDrawing) given[position] = 0;
        own.apply(this, given);
      },
    });
  }
  const ask = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    ask((now) => {
      const before = counts.drawCalls;
      const beganAtMs = performance.now();
      try {
        callback(now);
      } finally {
        const endedAtMs = performance.now();
        counts.callbackMs += endedAtMs - beganAtMs;
        if (counts.drawCalls > before) {
          counts.frames++;
          counts.frameEndedAtMs = endedAtMs;
          counts.frameMs += endedAtMs - beganAtMs;
        }
      }
    });
  window.addEventListener(
    "pointerup",
    () => {
      counts.pointerUpAtMs = performance.now();
    },
    { capture: true },
  );
  const handler = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
  if (!handler?.set) return;
  const { set } = handler;
  Object.defineProperty(WebSocket.prototype, "onmessage", {
    ...handler,
    set(this: WebSocket, hear: ((event: MessageEvent) => void) | null) {
      const timed = (event: MessageEvent) => {
        const beganAtMs = performance.now();
        try {
          hear?.call(this, event);
        } finally {
          counts.socketMs += performance.now() - beganAtMs;
        }
      };
      set.call(this, hear && timed);
    },
  });
}
