/** Longest piece of work between two frames, milliseconds. */
const SLICE_MS = 10;

/**
 * Runs steps to their end in slices, so that the page answers meanwhile.
 *
 * @param onProgress After each slice, with the latest step's answer.
 * @param signal Without one, what is begun is finished. @throws The signal's reason, once it is aborted.
 */
export async function runInSlices<Step, Result>(
  steps: Generator<Step, Result>,
  signal?: AbortSignal,
  onProgress?: (step: Step) => void,
): Promise<Result> {
  for (;;) {
    signal?.throwIfAborted();
    const endMs = performance.now() + SLICE_MS;
    let step = steps.next();
    while (!step.done && performance.now() < endMs) step = steps.next();
    if (step.done) return step.value;
    onProgress?.(step.value);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** Runs steps to their end at once. */
export function runAtOnce<Result>(steps: Generator<unknown, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
