import type { ChunkStore } from "./chunk-store.ts";
import type { KeptOf, KeptStore } from "./kept-store.ts";
import { DAY_MS, type RollupStore } from "./rollup-store.ts";
import { without } from "./without.ts";

/** What retention lets go of, of some datastreams; columns of equal length. Days count from 1970-01-01 UTC. */
export interface LetGoStep {
  readonly handles: Int32Array;
  /** Observations of days before go. */
  readonly rawDays: Int32Array;
  /** Roll-ups of days before go; never later than `rawDays`. */
  readonly rollupDays: Int32Array;
  /** By handle, times of observations that were deleted, ascending: no roll-up that stays counts them. */
  readonly deletedMs: ReadonlyMap<number, Float64Array>;
}

/** What a step came to. */
export interface LetGoReport {
  /** So many of the step's datastreams are done; the rest is for the next step. */
  readonly done: number;
  readonly observations: number;
  /** Marks that moved. */
  readonly kept: readonly KeptOf[];
}

/** What {@link letGo} changes, all of one connection and inside the caller's transaction. */
export interface LetGoStores {
  readonly chunks: Pick<ChunkStore, "firstTime" | "scan" | "dropDay">;
  readonly rollups: Pick<RollupStore, "settle" | "trim">;
  readonly kept: KeptStore;
}

/**
 * Lets go of observations day by day, the oldest first, at most `maxDays` days of a datastream in all. The hours of each day
 * are summed up before it goes, whether or not they were kept until then: they are all that is left of it.
 */
export function letGo({ chunks, rollups, kept }: LetGoStores, step: LetGoStep, maxDays: number): LetGoReport {
  const moved: KeptOf[] = [];
  let observations = 0;
  let days = 0;
  let done = 0;
  for (; done < step.handles.length && days < maxDays; done++) {
    const handle = step.handles[done] as number;
    const [rawDay, rollupDay] = [step.rawDays[done] as number, step.rollupDays[done] as number];
    let goneDay: number | null = null;
    let isAnyUnsummed = false;
    let isWhole = false;
    while (days < maxDays) {
      const firstMs = chunks.firstTime(handle);
      isWhole = firstMs === undefined || firstMs >= rawDay * DAY_MS;
      if (firstMs === undefined || isWhole) break;
      const day = Math.floor(firstMs / DAY_MS);
      const [startMs, endMs] = [day * DAY_MS, (day + 1) * DAY_MS];
      if (day < rollupDay) isAnyUnsummed = true;
      else {
        const series = chunks.scan(handle, startMs, endMs);
        rollups.settle(handle, day, leaveOut(series, step.deletedMs.get(handle)));
      }
      observations += chunks.dropDay(handle, day);
      goneDay = day;
      days++;
    }
    // All before a day is gone once nothing before it is left, not only up to the last day that had something.
    const rawMark = goneDay === null ? null : isWhole ? rawDay : goneDay + 1;
    const rollupMark = Math.min(rollupDay, rawMark ?? rollupDay);
    // Where a day went without having been summed up, sums of days before it go with it.
    const isAnyRollupGone = (isWhole || isAnyUnsummed) && rollups.trim(handle, rollupMark);
    if (goneDay !== null || isAnyRollupGone)
      moved.push(kept.put(handle, rawMark, isAnyRollupGone || isAnyUnsummed ? rollupMark : null));
    if (!isWhole) break;
  }
  return { done, observations, kept: moved };
}

function* leaveOut(series: ReturnType<ChunkStore["scan"]>, deletedMs: Float64Array | undefined) {
  for (const part of series) yield deletedMs ? without(part, deletedMs) : part;
}
