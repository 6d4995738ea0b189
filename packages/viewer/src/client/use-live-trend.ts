import type { Datastream } from "@shuicheng/shared/contracts";
import { useEffect, useState } from "react";
import { useMirror } from "./mirror-hooks.ts";
import { serverNowMs } from "./server-clock.ts";
import { appendLive, type Trend } from "./trend-series.ts";

/** The range slides on at least this often, so that silence is seen to grow. */
const SLIDE_MS = 30_000;

/** A trend that has been read, with every live value since at its end. */
export function useLiveTrend(read: Trend | undefined, datastream: Datastream): Trend | undefined {
  const mirror = useMirror();
  /** What was appended to which reading; a newer reading makes it void. */
  const [appended, setAppended] = useState({ read, trend: read });

  const { id, staleAfterMs, categories } = datastream;
  useEffect(() => {
    if (!read) return;
    const append = (): void => {
      const options = { nowMs: serverNowMs(), gapMs: staleAfterMs, categories };
      setAppended((before) => {
        const trend = before.read === read && before.trend ? before.trend : read;
        return { read, trend: appendLive(trend, mirror.valueOf(id), options) };
      });
    };
    append();
    const timer = setInterval(append, SLIDE_MS);
    const leave = mirror.onValues((values) => values.some((value) => value.datastream === id) && append());
    return () => {
      clearInterval(timer);
      leave();
    };
  }, [mirror, read, id, staleAfterMs, categories]);

  return appended.read === read ? appended.trend : read;
}
