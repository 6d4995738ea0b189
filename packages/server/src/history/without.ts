import type { ChunkSeries } from "./chunk-codec.ts";
import { lowerBound } from "./chunk-store.ts";

/** A series without the rows of some times. @param deletedMs Ascending. */
export function without(series: ChunkSeries, deletedMs: Float64Array): ChunkSeries {
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
