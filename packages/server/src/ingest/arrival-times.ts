/** What came long ago needs not to be remembered; looked for once there are so many. */
const MANY = 10_000;

/**
 * Times of bare results, which have none of their own: that of their arrival, and of those that arrive in one millisecond each the
 * next, so that each is an observation.
 */
export function createArrivalTimes(now: () => number): (datastream: string) => number {
  const last = new Map<string, number>();
  return (datastream) => {
    const nowMs = now();
    const timeMs = Math.max(nowMs, (last.get(datastream) ?? Number.NEGATIVE_INFINITY) + 1);
    if (last.size >= MANY && !last.has(datastream)) {
      for (const [known, knownMs] of last) if (knownMs < nowMs) last.delete(known);
    }
    last.set(datastream, timeMs);
    return timeMs;
  };
}
