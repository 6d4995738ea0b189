import { describe, expect, it } from "vitest";
import { createBuckets } from "./buckets.ts";

const HOUR_MS = 3_600_000;

describe("createBuckets", () => {
  const series = {
    timeMs: Float64Array.of(0, 5, 10, 19, 20),
    result: Float64Array.of(1, 3, 10, 999, 4),
    quality: Uint8Array.of(0, 0, 1, 2, 0),
  };
  const build = (fromMs: number, toMs: number, points: number) => {
    const buckets = createBuckets(fromMs, toMs, points);
    buckets.addSeries(series);
    return buckets.take();
  };

  it("cuts the range into equal slices; the last takes its end in; bad values are left out", () => {
    expect(build(0, 20, 2)).toEqual([
      { start: 0, end: 10, n: 2, min: 1, max: 3, mean: 2, last: 3 },
      { start: 10, end: 20, n: 2, min: 4, max: 10, mean: 7, last: 4 },
    ]);
  });

  it("says that a slice is empty rather than zero", () => {
    expect(build(100, 200, 1)).toEqual([
      { start: 100, end: 200, n: 0, min: null, max: null, mean: null, last: null },
    ]);
  });

  it("begins slices of an hour or more on the full hour, all of the range in them and none empty", () => {
    const [fromMs, toMs] = [10 * HOUR_MS + 7, 100 * HOUR_MS + 9];
    const slices = createBuckets(fromMs, toMs, 40).take();
    expect([slices.length, slices[0]!.start, slices.at(-1)!.end]).toEqual([40, fromMs, toMs]);
    slices.forEach(({ start, end }, at) => {
      expect(end).toBeGreaterThan(start);
      if (at > 0) expect([start, start % HOUR_MS]).toEqual([slices[at - 1]!.end, 0]);
    });
  });
});
