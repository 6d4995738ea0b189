import { type Bucket, QUALITIES } from "@shuicheng/shared/contracts";
import type { ChunkSeries } from "./chunk-codec.ts";
import { addResult, addSums, emptySums, type PeriodSums } from "./period-sums.ts";
import { HOUR_MS, MINUTE_MS } from "./rollup-store.ts";

const BAD = QUALITIES.indexOf("bad");

/** A range cut into slices, to which observations and sums are added in order of time. */
export interface BucketSums {
  /** Slices begin and end on whole periods of this length; undefined where they are shorter than a minute. */
  readonly periodMs: number | undefined;
  /** Rows of a series within the range; bad ones are left out, so a faulty instrument does not draw a mean. */
  addSeries(series: ChunkSeries): void;
  /** Periods of `periodMs` from `startMs` on, all within the range. */
  addPeriods(sums: PeriodSums, startMs: number): void;
  /** The slice that holds all of a span, or undefined where it is cut. */
  sliceOf(startMs: number, endMs: number): number | undefined;
  /** Adds sums of one period to a slice. */
  addToSlice(slice: number, sums: PeriodSums): void;
  take(): Bucket[];
}

/**
 * Cuts [`fromMs`, `toMs`] into `points` slices, its end included. They are equal to within a period: where they are an hour
 * long or more they begin on the full hour, a minute or more on the full minute (UTC), so that roll-ups sum them up exactly.
 */
export function createBuckets(fromMs: number, toMs: number, points: number): BucketSums {
  const widthMs = (toMs - fromMs) / points;
  const periodMs = widthMs >= HOUR_MS ? HOUR_MS : widthMs >= MINUTE_MS ? MINUTE_MS : undefined;
  const edges = new Float64Array(points + 1);
  for (let at = 0; at < points; at++) {
    const edge = fromMs + at * widthMs;
    edges[at] = at === 0 || periodMs === undefined ? edge : Math.round(edge / periodMs) * periodMs;
  }
  edges[points] = toMs;
  const sums = emptySums(points);
  let slice = 0;
  /** Time only goes on. */
  const moveTo = (timeMs: number): void => {
    while (slice < points - 1 && timeMs >= (edges[slice + 1] as number)) slice++;
  };
  return {
    periodMs,
    addSeries({ timeMs, result, quality }) {
      for (let row = 0; row < timeMs.length; row++) {
        const time = timeMs[row] as number;
        if (quality[row] === BAD || time < fromMs || time > toMs) continue;
        moveTo(time);
        addResult(sums, slice, result[row] as number);
      }
    },
    addPeriods(periods, startMs) {
      if (periodMs === undefined) throw new RangeError("slices shorter than a minute take no periods");
      for (let at = 0; at < periods.n.length; at++) {
        if (periods.n[at] === 0) continue;
        moveTo(startMs + at * periodMs);
        addSums(sums, slice, periods, at);
      }
    },
    sliceOf(startMs, endMs) {
      moveTo(startMs);
      return endMs <= (edges[slice + 1] as number) ? slice : undefined;
    },
    addToSlice: (at, own) => addSums(sums, at, own, 0),
    take: () =>
      Array.from({ length: points }, (_, at) => {
        const span = { start: edges[at] as number, end: edges[at + 1] as number };
        const n = sums.n[at] as number;
        if (n === 0) return { ...span, n, min: null, max: null, mean: null, last: null };
        return {
          ...span,
          n,
          min: sums.min[at] as number,
          max: sums.max[at] as number,
          mean: (sums.sum[at] as number) / n,
          last: sums.last[at] as number,
        };
      }),
  };
}
