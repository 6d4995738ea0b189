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
  /** Periods of `periodMs` each from `startMs` on; those that the range cuts are left out, no slice cuts one. */
  addPeriods(sums: PeriodSums, startMs: number, periodMs: number): void;
  /** The slice that holds all of a span, or undefined where it is cut. */
  sliceOf(startMs: number, endMs: number): number | undefined;
  /** Adds sums of one period to a slice. */
  addToSlice(slice: number, sums: PeriodSums): void;
  take(): Bucket[];
}

/**
 * Cuts [`fromMs`, `toMs`] into `points` slices, its end included. They are equal to within a period: where they are an hour
 * long or more they begin on the full hour, a minute or more on the full minute (UTC), so that roll-ups sum them up exactly.
 *
 * @param hoursUntilMs Up to here, a full day (UTC), there is nothing finer than hours: shorter slices are an hour long there, so
 * that there are fewer of them.
 */
export function createBuckets(
  fromMs: number,
  toMs: number,
  points: number,
  hoursUntilMs = Number.NEGATIVE_INFINITY,
): BucketSums {
  const widthMs = (toMs - fromMs) / points;
  const periodMs = widthMs >= HOUR_MS ? HOUR_MS : widthMs >= MINUTE_MS ? MINUTE_MS : undefined;
  const edges =
    widthMs < HOUR_MS && hoursUntilMs > fromMs
      ? edgesWithHours(fromMs, toMs, widthMs, periodMs, hoursUntilMs)
      : edgesOf(fromMs, toMs, points, periodMs);
  const count = edges.length - 1;
  const sums = emptySums(count);
  let slice = 0;
  /** Time only goes on. */
  const moveTo = (timeMs: number): void => {
    while (slice < count - 1 && timeMs >= (edges[slice + 1] as number)) slice++;
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
    addPeriods(periods, startMs, lengthMs) {
      for (let at = 0; at < periods.n.length; at++) {
        const periodStartMs = startMs + at * lengthMs;
        if (periods.n[at] === 0 || periodStartMs < fromMs || periodStartMs + lengthMs > toMs + 1) continue;
        moveTo(periodStartMs);
        addSums(sums, slice, periods, at);
      }
    },
    sliceOf(startMs, endMs) {
      moveTo(startMs);
      return endMs <= (edges[slice + 1] as number) ? slice : undefined;
    },
    addToSlice: (at, own) => addSums(sums, at, own, 0),
    take: () =>
      Array.from({ length: count }, (_, at) => {
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

/** Where slices begin, and where the last one ends. */
function edgesOf(fromMs: number, toMs: number, points: number, periodMs: number | undefined): Float64Array {
  const widthMs = (toMs - fromMs) / points;
  const edges = new Float64Array(points + 1);
  for (let at = 0; at < points; at++) {
    const edge = fromMs + at * widthMs;
    edges[at] = at === 0 || periodMs === undefined ? edge : Math.round(edge / periodMs) * periodMs;
  }
  edges[points] = toMs;
  return edges;
}

/** Slices of an hour up to a moment, of `widthMs` from there on. */
function edgesWithHours(
  fromMs: number,
  toMs: number,
  widthMs: number,
  periodMs: number | undefined,
  hoursUntilMs: number,
): Float64Array {
  const untilMs = Math.min(hoursUntilMs, toMs);
  const edges = [fromMs];
  for (let edge = (Math.floor(fromMs / HOUR_MS) + 1) * HOUR_MS; edge < untilMs; edge += HOUR_MS)
    edges.push(edge);
  if (hoursUntilMs >= toMs) return Float64Array.from([...edges, toMs]);
  const rest = Math.max(1, Math.floor((toMs - untilMs) / widthMs));
  return Float64Array.from([...edges, ...edgesOf(untilMs, toMs, rest, periodMs)]);
}
