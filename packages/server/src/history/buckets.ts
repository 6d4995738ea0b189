import { type Bucket, QUALITIES } from "@shuicheng/shared/contracts";
import type { ChunkSeries } from "./chunk-codec.ts";
import { lowerBound } from "./chunk-store.ts";

const BAD = QUALITIES.indexOf("bad");

/**
 * Cuts [`fromMs`, `toMs`] into `points` equal slices and summarises each. Bad observations are left out, so a
 * faulty instrument does not draw a mean.
 */
export function buildBuckets(series: ChunkSeries, fromMs: number, toMs: number, points: number): Bucket[] {
  const width = (toMs - fromMs) / points;
  const buckets: Bucket[] = [];
  let row = lowerBound(series.timeMs, fromMs);
  const afterMs = toMs + 1;
  for (let b = 0; b < points; b++) {
    const start = fromMs + b * width;
    const end = b === points - 1 ? toMs : fromMs + (b + 1) * width;
    const limitMs = b === points - 1 ? afterMs : end;
    const bucket = { n: 0, min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY, sum: 0, last: 0 };
    for (; row < series.timeMs.length && (series.timeMs[row] as number) < limitMs; row++) {
      if (series.quality[row] === BAD) continue;
      const result = series.result[row] as number;
      bucket.n++;
      bucket.sum += result;
      bucket.last = result;
      if (result < bucket.min) bucket.min = result;
      if (result > bucket.max) bucket.max = result;
    }
    const { n, min, max, sum, last } = bucket;
    buckets.push(
      n === 0
        ? { start, end, n, min: null, max: null, mean: null, last: null }
        : { start, end, n, min, max, mean: sum / n, last },
    );
  }
  return buckets;
}
