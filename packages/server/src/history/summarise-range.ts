import type { Bucket } from "@shuicheng/shared/contracts";
import { type BucketSums, createBuckets } from "./buckets.ts";
import type { ChunkSeries } from "./chunk-codec.ts";
import { type ChunkStore, cut, lowerBound, mergeSeries } from "./chunk-store.ts";
import { DAY_MS, type DayRollup, HOUR_MS, MINUTE_MS, type RollupStore } from "./rollup-store.ts";
import { without } from "./without.ts";

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

/** What the question does not know: observations before are gone, a full day (UTC), epoch ms. */
interface Gone {
  readonly rawFromMs: number | null;
}

/**
 * Sums up a range: whole days from roll-ups where there are any, the rest from chunks and the tail. The same numbers as from
 * all observations, but for the last bits of a mean.
 */
export function summariseRange(
  chunks: Pick<ChunkStore, "scan">,
  rollups: Pick<RollupStore, "read">,
  { handle, fromMs, toMs, points, ...rest }: RangeQuestion,
  { rawFromMs }: Gone = { rawFromMs: null },
): Bucket[] {
  const goneUntilMs = rawFromMs ?? Number.NEGATIVE_INFINITY;
  const buckets = createBuckets(fromMs, toMs, points, goneUntilMs);
  /** Up to here all is added. */
  let doneMs = fromMs;
  if (goneUntilMs > fromMs) {
    doneMs = Math.min(goneUntilMs, toMs + 1);
    const [fromDay, toDay] = [Math.floor(fromMs / DAY_MS), Math.ceil(doneMs / DAY_MS)];
    for (const rollup of rollups.read(handle, fromDay, toDay)) addSettledDay(buckets, rollup, fromMs, toMs);
  }
  // What is older waits to be let go of, or was left out when its day was settled.
  const tail = cut(rest.tail, goneUntilMs, Number.POSITIVE_INFINITY);
  const deletedMs = rest.deletedMs.subarray(lowerBound(rest.deletedMs, goneUntilMs));
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
    const [fromDay, toDay] = [Math.ceil(doneMs / DAY_MS), Math.floor(toMs / DAY_MS)];
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
function addDay(buckets: BucketSums, rollup: DayRollup): boolean {
  const startMs = rollup.day * DAY_MS;
  const slice = buckets.sliceOf(startMs, startMs + DAY_MS);
  if (slice !== undefined) {
    buckets.addToSlice(slice, rollup.whole);
    return true;
  }
  const isByHour = buckets.periodMs === HOUR_MS;
  const sums = isByHour ? rollup.hours() : rollup.minutes();
  if (!sums) return false;
  buckets.addPeriods(sums, startMs, isByHour ? HOUR_MS : MINUTE_MS);
  return true;
}

/** Adds a day of which there are but roll-ups; of an hour that an end of the range cuts nothing can be said. */
function addSettledDay(
  buckets: BucketSums,
  { day, whole, hours }: DayRollup,
  fromMs: number,
  toMs: number,
): void {
  const startMs = day * DAY_MS;
  const isWithin = startMs >= fromMs && startMs + DAY_MS <= toMs + 1;
  const slice = isWithin ? buckets.sliceOf(startMs, startMs + DAY_MS) : undefined;
  if (slice !== undefined) buckets.addToSlice(slice, whole);
  else {
    const sums = hours();
    if (sums) buckets.addPeriods(sums, startMs, HOUR_MS);
  }
}

/** Whether any of ascending times lies in the day from `startMs` on. */
const isAnyWithin = (timesMs: Float64Array, startMs: number): boolean =>
  lowerBound(timesMs, startMs) < lowerBound(timesMs, startMs + DAY_MS);
