import type { TrendPoint } from "../trend-series.ts";
import type { TimeWindow } from "./chart-view.ts";

/** Figures of a datastream over a window, in its unit; null where there is nothing to reckon them from. */
interface SeriesStatistics {
  /** Observations that are not bad. */
  readonly n: number;
  readonly min: number | null;
  readonly max: number | null;
  /** Of all observations alike, not weighted by time. */
  readonly mean: number | null;
  readonly last: number | null;
  /** Of a sample (n − 1). Null where only sums of slices are known: their lowest, highest and mean do not tell it. */
  readonly deviation: number | null;
}

/** Sums up what lies in a window. A slice counts where its middle lies. One pass (Welford 1962), so large offsets cost no digits. */
export function summariseWindow(
  points: readonly TrendPoint[],
  { fromMs, toMs }: TimeWindow,
): SeriesStatistics {
  let [n, mean, squares] = [0, 0, 0];
  let [min, max]: [number | null, number | null] = [null, null];
  let last: number | null = null;
  let isEach = true;
  for (const point of points) {
    const { timeMs, value, count = 1 } = point;
    if (value === null || timeMs < fromMs || timeMs > toMs) continue;
    if (point.count !== undefined && count > 1) isEach = false;
    n += count;
    const away = value - mean;
    mean += (away * count) / n;
    squares += count * away * (value - mean);
    if (point.min !== null && (min === null || point.min < min)) min = point.min;
    if (point.max !== null && (max === null || point.max > max)) max = point.max;
    last = point.last ?? value;
  }
  if (n === 0) return { n, min, max, mean: null, last, deviation: null };
  return { n, min, max, mean, last, deviation: isEach && n > 1 ? Math.sqrt(squares / (n - 1)) : null };
}
