import { describe, expect, it } from "vitest";
import { buildBuckets } from "./buckets.ts";

describe("buildBuckets", () => {
  const series = {
    timeMs: Float64Array.of(0, 5, 10, 19, 20),
    result: Float64Array.of(1, 3, 10, 999, 4),
    quality: Uint8Array.of(0, 0, 1, 2, 0),
  };

  it("cuts the range into equal slices; the last takes its end in; bad values are left out", () => {
    expect(buildBuckets(series, 0, 20, 2)).toEqual([
      { start: 0, end: 10, n: 2, min: 1, max: 3, mean: 2, last: 3 },
      { start: 10, end: 20, n: 2, min: 4, max: 10, mean: 7, last: 4 },
    ]);
  });

  it("says that a slice is empty rather than zero", () => {
    expect(buildBuckets(series, 100, 200, 1)).toEqual([
      { start: 100, end: 200, n: 0, min: null, max: null, mean: null, last: null },
    ]);
  });
});
