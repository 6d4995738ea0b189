import { type Datastream, type LimitSide, severityCodeOfSide } from "@shuicheng/shared/contracts";
import { useCallback, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useDatastreams } from "../client/asset-queries.ts";
import { useMirror } from "../client/mirror-hooks.ts";
import { useServerSecondMs } from "../client/server-clock.ts";
import type { TwinMirror } from "../client/twin-mirror.ts";
import { formatAge } from "../format/age.ts";
import { NO_VALUE, withUnit } from "../format/number.ts";
import { findReading, formatResult, type ReadingWord, sideOf, wordOf } from "../format/reading.ts";
import { formatProperty, formatState } from "../format/terms.ts";
import { useTimeStyle } from "./use-time-style.ts";
import { useYesNo } from "./use-value-words.ts";

/** The one value of an asset that says most about how it is, ready to be written in a line. */
export interface TellingValue {
  /** Empty for a state: its text says it. */
  readonly property: string;
  /** With its unit; `—` for a bad one. */
  readonly text: string;
  readonly side: LimitSide | null;
  /** How it stands to its limit, `过高 H`; empty within limits and for a state. */
  readonly beyond: string;
  readonly word: ReadingWord;
  readonly isOld: boolean;
  readonly age: string;
}

/** The telling value of an asset, live while its datastreams are followed; undefined where it has no value. */
export function useTellingValue(asset: string | undefined): TellingValue | undefined {
  const { t } = useTranslation("asset");
  const style = useTimeStyle();
  const words = useYesNo();
  const nowMs = useServerSecondMs();
  const datastreams = useDatastreams(asset).data;
  const mirror = useMirror();
  const subscribe = useCallback((listener: () => void) => mirror.onValues(listener), [mirror]);
  const datastream = useSyncExternalStore(subscribe, () => pickTelling(datastreams ?? [], mirror));
  if (!datastream) return undefined;
  const reading = findReading(datastream, mirror.valueOf(datastream.id), nowMs);
  if (!reading) return undefined;
  const word = wordOf(reading);
  const side = sideOf(reading);
  const { result } = reading.latest;
  const isState = typeof result === "boolean" && word !== "bad";
  const text = isState
    ? formatState(datastream, result, words)
    : withUnit(
        word === "bad" ? NO_VALUE : formatResult(result, datastream, words),
        datastream.unit?.symbol ?? null,
      );
  return {
    property: isState ? "" : formatProperty(datastream.observedProperty, datastream.name, style.language),
    text,
    side,
    beyond: isState || side === null ? "" : `${t(`side.${side}`)} ${side}`,
    word,
    isOld: word === "stale",
    age: formatAge(reading.latest.time, nowMs, style),
  };
}

/** The datastream furthest beyond its limits; where none is, the first that ever had a value. */
export function pickTelling(
  datastreams: readonly Datastream[],
  mirror: Pick<TwinMirror, "valueOf">,
): Datastream | undefined {
  const ranked = datastreams.map((datastream) => {
    const reading = findReading(datastream, mirror.valueOf(datastream.id), 0);
    const side = reading ? sideOf(reading) : null;
    return { datastream, rank: side !== null ? severityCodeOfSide(side) : reading ? 1 : 0 };
  });
  const best = Math.max(...ranked.map(({ rank }) => rank));
  return ranked.find(({ rank }) => rank === best)?.datastream;
}
