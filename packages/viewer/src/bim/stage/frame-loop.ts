/** Draws when asked, and goes on while something moves. */
export interface FrameLoop {
  request(): void;
  stop(): void;
}

/** @param draw Draws one frame; true asks for the next. @param deltaS Since the last, 0 after a rest. */
export function createFrameLoop(draw: (deltaS: number) => boolean): FrameLoop {
  let frame: number | undefined;
  let lastMs: number | undefined;
  let isStopped = false;
  const run = (nowMs: number): void => {
    frame = undefined;
    const deltaS = lastMs === undefined ? 1 / 60 : (nowMs - lastMs) / 1000;
    lastMs = nowMs;
    if (draw(deltaS)) loop.request();
    else lastMs = undefined;
  };
  const loop: FrameLoop = {
    request() {
      if (!isStopped) frame ??= requestAnimationFrame(run);
    },
    stop() {
      isStopped = true;
      if (frame !== undefined) cancelAnimationFrame(frame);
    },
  };
  return loop;
}
