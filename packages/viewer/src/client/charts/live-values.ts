import type { LatestValue } from "@shuicheng/shared/protocol";
import { useEffect, useState } from "react";
import { useMirror } from "../mirror-hooks.ts";
import { serverNowMs } from "../server-clock.ts";

/** Now, and the values that came since the chart was opened. */
export interface LiveValues {
  /** Server time, epoch ms: the right edge of a chart that follows the clock. */
  readonly nowMs: number;
  /** By datastream, ascending in time. */
  readonly values: ReadonlyMap<string, readonly LatestValue[]>;
}

const BEAT_MS = 1_000;
/** A chart moves on when it would move by a pixel or so, and at least once a minute, so that silence is seen to grow. */
const STEPS_A_SPAN = 1_000;
const SLOWEST_STEP_MS = 60_000;
/** More came than one chart shows singly: the oldest are read again with the next reading. */
const MAX_VALUES = 4_000;

/** Follows the values of some datastreams: what came within a second is shown at once. */
export function useLiveValues(ids: readonly string[], spanMs: number): LiveValues {
  const mirror = useMirror();
  const [live, setLive] = useState<LiveValues>(() => ({ nowMs: serverNowMs(), values: new Map() }));
  const wanted = ids.join();
  useEffect(() => {
    const known = new Set(wanted.split(","));
    let waiting: LatestValue[] = [];
    const stepMs = Math.min(SLOWEST_STEP_MS, spanMs / STEPS_A_SPAN);
    const beat = (): void => {
      const arrived = waiting;
      waiting = [];
      const nowMs = serverNowMs();
      setLive((before) => {
        if (arrived.length === 0 && nowMs - before.nowMs < stepMs) return before;
        return { nowMs, values: arrived.length === 0 ? before.values : join(before.values, arrived) };
      });
    };
    beat();
    const timer = setInterval(beat, BEAT_MS);
    const leave = mirror.onValues((values) => {
      waiting.push(...values.filter(({ datastream }) => known.has(datastream)));
    });
    return () => {
      clearInterval(timer);
      leave();
    };
  }, [mirror, wanted, spanMs]);
  return live;
}

function join(
  before: LiveValues["values"],
  arrived: readonly LatestValue[],
): Map<string, readonly LatestValue[]> {
  const joined = new Map(before);
  for (const value of arrived) {
    const own = joined.get(value.datastream) ?? [];
    const newest = own.at(-1);
    if (newest === undefined || value.time > newest.time) {
      joined.set(value.datastream, [...own.slice(-MAX_VALUES), value]);
    }
  }
  return joined;
}
