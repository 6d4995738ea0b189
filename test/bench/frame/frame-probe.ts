/** What the probe has counted since the page began. Times are milliseconds of the page's main thread. */
export interface FrameCounts {
  /** WebGL draw calls. */
  readonly drawCalls: number;
  /** Animation frames in which something was drawn, and the time in them. */
  readonly frames: number;
  readonly frameMs: number;
  /** Time in handlers of socket messages. */
  readonly socketMs: number;
}

declare global {
  interface Window {
    __frameCounts?: { -readonly [key in keyof FrameCounts]: number };
  }
}

/**
 * Runs in the page before its own scripts: wraps what the browser calls script through, and adds up how long each took.
 *
 * @param options.isDrawing Where false each draw call is made with nothing to draw: all of the script runs, and a
 * software renderer has nothing to do that script would wait for, as it has with a GPU.
 */
export function installFrameProbe({ isDrawing }: { readonly isDrawing: boolean }): void {
  const counts = { drawCalls: 0, frames: 0, socketMs: 0, frameMs: 0 };
  window.__frameCounts = counts;
  const countAt = {
    drawElements: 1,
    drawArrays: 2,
    drawElementsInstanced: 1,
    drawArraysInstanced: 2,
  } as const;
  for (const [name, position] of Object.entries(countAt)) {
    const own = WebGL2RenderingContext.prototype[name as keyof typeof countAt] as (
      ...given: unknown[]
    ) => void;
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
      const beganMs = performance.now();
      try {
        callback(now);
      } finally {
        if (counts.drawCalls > before) {
          counts.frames++;
          counts.frameMs += performance.now() - beganMs;
        }
      }
    });
  const handler = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
  if (!handler?.set) return;
  const { set } = handler;
  Object.defineProperty(WebSocket.prototype, "onmessage", {
    ...handler,
    set(this: WebSocket, hear: ((event: MessageEvent) => void) | null) {
      const timed = (event: MessageEvent) => {
        const beganMs = performance.now();
        try {
          hear?.call(this, event);
        } finally {
          counts.socketMs += performance.now() - beganMs;
        }
      };
      set.call(this, hear && timed);
    },
  });
}

/** The counts between two moments. */
export function countsBetween(before: FrameCounts, after: FrameCounts): FrameCounts {
  const keys = Object.keys(before) as (keyof FrameCounts)[];
  return Object.fromEntries(keys.map((key) => [key, after[key] - before[key]])) as unknown as FrameCounts;
}
