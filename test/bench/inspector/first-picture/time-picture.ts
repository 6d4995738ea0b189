/** When a model could be seen, ms after its opening was asked for. */
export interface PictureTimes {
  /** First frame with triangles of the model in it. */
  readonly firstMs: number;
  /** Last frame that brought more triangles. */
  readonly wholeMs: number;
  /** Triangles a frame, in the end. */
  readonly triangles: number;
}

/** So long without more triangles, and the model is whole. */
const QUIET_MS = 2_000;
const GIVE_UP_MS = 120_000;

/** Looks at every frame from the call of `open` on. */
export async function timePicture(
  /** Since the last question. */
  countTriangles: () => number,
  open: () => Promise<unknown>,
): Promise<PictureTimes> {
  const beganAt = performance.now();
  const opened = open();
  let failure: unknown;
  opened.catch((error: unknown) => {
    failure = error;
  });
  let firstMs = Number.NaN;
  let wholeMs = 0;
  let triangles = 0;
  for (;;) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    if (failure) throw failure;
    const nowMs = performance.now() - beganAt;
    const count = countTriangles();
    if (count > 0 && Number.isNaN(firstMs)) firstMs = nowMs;
    if (count > triangles) {
      triangles = count;
      wholeMs = nowMs;
    }
    if (triangles > 0 && nowMs - wholeMs > QUIET_MS) break;
    if (nowMs > GIVE_UP_MS) throw new Error("no picture came");
  }
  await opened;
  return { firstMs, wholeMs, triangles };
}
