import type { Bucket } from "@shuicheng/shared/contracts";
import { type BucketSums, createBuckets } from "./buckets.ts";
import type { ChunkSeries } from "./chunk-codec.ts";
import { type ChunkStore, lowerBound, mergeSeries, sliceSeries } from "./chunk-store.ts";
import { DAY_MS, type DayRollup, HOUR_MS, type RollupStore } from "./rollup-store.ts";

/** A range of a datastream to be summed up in slices. */
export interface RangeQuestion {
  readonly handle: number;
  readonly fromMs: number;
  /** Included. */
  readonly toMs: number;
  readonly points: number;
  /** Observations of the range that are not in chunks yet. */
  readonly tail: ChunkSeries;
  /** Times of observations that are left out: they were deleted. Ascending. */
  readonly deletedMs: Float64Array;
}

/**
 * Sums up a range: whole days from roll-ups where there are any, the rest from chunks and the tail. The same numbers as from
 * all observations, but for the last bits of a mean.
 */
export function summariseRange(
  chunks: Pick<ChunkStore, "scan">,
  rollups: Pick<RollupStore, "read">,
  { handle, fromMs, toMs, points, tail, deletedMs }: RangeQuestion,
): Bucket[] {
  const buckets = createBuckets(fromMs, toMs, points);
  /** Up to here all is added. */
  let doneMs = fromMs;
  const addRows = (untilMs: number): void => {
    if (untilMs <= doneMs) return;
    const waiting = cut(tail, doneMs, untilMs);
    // Chunk by chunk: what the tail has of each one's time is merged into it.
    let fedMs = doneMs;
    for (const chunk of chunks.scan(handle, doneMs, untilMs)) {
      const endMs = (chunk.timeMs[chunk.timeMs.length - 1] ?? fedMs - 1) + 1;
      buckets.addSeries(without(mergeSeries([chunk, cut(waiting, fedMs, endMs)]), deletedMs));
      fedMs = Math.max(fedMs, endMs);
    }
    buckets.addSeries(without(cut(waiting, fedMs, untilMs), deletedMs));
    doneMs = untilMs;
  };
  if (buckets.periodMs !== undefined) {
    const [fromDay, toDay] = [Math.ceil(fromMs / DAY_MS), Math.floor(toMs / DAY_MS)];
    for (const rollup of rollups.read(handle, fromDay, toDay)) {
      const startMs = rollup.day * DAY_MS;
      if (isAnyWithin(tail.timeMs, startMs) || isAnyWithin(deletedMs, startMs)) continue;
      addRows(startMs);
      if (addDay(buckets, rollup)) doneMs = startMs + DAY_MS;
    }
  }
  addRows(toMs + 1);
  return buckets.take();
}

/** Adds a day by the coarsest sums that no edge cuts; false where those are not kept. */
function addDay(buckets: BucketSums, { day, whole, hours, minutes }: DayRollup): boolean {
  const startMs = day * DAY_MS;
  const slice = buckets.sliceOf(startMs, startMs + DAY_MS);
  if (slice !== undefined) {
    buckets.addToSlice(slice, whole);
    return true;
  }
  const sums = buckets.periodMs === HOUR_MS ? hours() : minutes();
  if (!sums) return false;
  buckets.addPeriods(sums, startMs);
  return true;
}

function cut(series: ChunkSeries, fromMs: number, toMs: number): ChunkSeries {
  return sliceSeries(series, lowerBound(series.timeMs, fromMs), lowerBound(series.timeMs, toMs));
}

/** Whether any of ascending times lies in the day from `startMs` on. */
const isAnyWithin = (timesMs: Float64Array, startMs: number): boolean =>
  lowerBound(timesMs, startMs) < lowerBound(timesMs, startMs + DAY_MS);

function without(series: ChunkSeries, deletedMs: Float64Array): ChunkSeries {
  if (deletedMs.length === 0) return series;
  const isKept = (_: unknown, row: number): boolean => {
    const time = series.timeMs[row] as number;
    return deletedMs[lowerBound(deletedMs, time)] !== time;
  };
  return {
    timeMs: series.timeMs.filter(isKept),
    result: series.result.filter(isKept),
    quality: series.quality.filter(isKept),
  };
}
