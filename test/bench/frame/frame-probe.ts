/** What the probe has counted since the page began. Times are milliseconds of the page's main thread. */
export interface FrameCounts {
  /** WebGL draw calls. */
  readonly drawCalls: number;
  /** Animation frames in which something was drawn. */
  readonly frames: number;
  /** Time in handlers of socket messages. */
  readonly socketMs: number;
  /** Time in animation frames. */
  readonly frameMs: number;
  /** Time in everything else that script was called for: timers and message ports (React's scheduler). */
  readonly taskMs: number;
}

declare global {
  interface Window {
    __frameCounts?: { -readonly [key in keyof FrameCounts]: number };
  }
}

/**
 * Runs in the page before its own scripts: wraps what the browser calls script through, and adds up how long each took.
 * In a software renderer a few WebGL calls wait for the drawing; that time is in it, too.
 */
export function installFrameProbe(): void {
  const counts = { drawCalls: 0, frames: 0, socketMs: 0, frameMs: 0, taskMs: 0 };
  window.__frameCounts = counts;
  const timed =
    (key: "socketMs" | "frameMs" | "taskMs", call: (...given: never[]) => unknown) =>
    (...given: never[]) => {
      const began = performance.now();
      try {
        return call(...given);
      } finally {
        counts[key] += performance.now() - began;
      }
    };
  for (const name of [
    "drawElements",
    "drawArrays",
    "drawElementsInstanced",
    "drawArraysInstanced",
  ] as const) {
    const own = WebGL2RenderingContext.prototype[name] as (...given: unknown[]) => void;
    Object.defineProperty(WebGL2RenderingContext.prototype, name, {
      value(this: WebGL2RenderingContext, ...given: unknown[]) {
        counts.drawCalls++;
        own.apply(this, given);
      },
    });
  }
  const ask = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) =>
    ask((now) => {
      const before = counts.drawCalls;
      timed("frameMs", callback as never)(now as never);
      if (counts.drawCalls > before) counts.frames++;
    });
  const later = window.setTimeout.bind(window);
  window.setTimeout = ((handler: TimerHandler, delayMs?: number, ...given: unknown[]) =>
    later(
      typeof handler === "function" ? timed("taskMs", handler as never) : handler,
      delayMs,
      ...given,
    )) as typeof window.setTimeout;
  const wrapHandler = (owner: object, key: "socketMs" | "taskMs") => {
    const own = Object.getOwnPropertyDescriptor(owner, "onmessage");
    if (!own?.set) return;
    const { set } = own;
    Object.defineProperty(owner, "onmessage", {
      ...own,
      set(handler: ((event: MessageEvent) => void) | null) {
        set.call(this, handler && timed(key, ((event: MessageEvent) => handler.call(this, event)) as never));
      },
    });
  };
  wrapHandler(WebSocket.prototype, "socketMs");
  wrapHandler(MessagePort.prototype, "taskMs");
}

/** The counts between two moments. */
export function countsBetween(before: FrameCounts, after: FrameCounts): FrameCounts {
  const keys = Object.keys(before) as (keyof FrameCounts)[];
  return Object.fromEntries(keys.map((key) => [key, after[key] - before[key]])) as unknown as FrameCounts;
}
