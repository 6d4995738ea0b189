import type { Datastream, LimitSide, ValidRange } from "@shuicheng/shared/contracts";
import type { LatestValue } from "@shuicheng/shared/protocol";
import { formatNumber, NO_VALUE, withUnit } from "./number.ts";

/** What a person must know of a latest value besides the value. */
export interface Reading {
  readonly latest: LatestValue;
  /** Older than the datastream allows, by the server's word or, while the link is away, by its clock. */
  readonly isStale: boolean;
  readonly isOutOfRange: boolean;
}

/** What a reading is called, the most important first: one word of quality or age. */
export type ReadingWord = "bad" | "stale" | "uncertain" | "good";

/**
 * The newest reading of a datastream.
 *
 * @param followed What the live link brought, if anything; it wins unless the stored one is newer.
 * @param nowMs Server time.
 * @returns undefined where nothing was ever observed.
 */
export function findReading(
  datastream: Datastream,
  followed: LatestValue | undefined,
  nowMs: number,
): Reading | undefined {
  const stored = datastream.latest === null ? undefined : { ...datastream.latest, datastream: datastream.id };
  const latest = stored && (!followed || stored.time > followed.time) ? stored : followed;
  if (!latest) return undefined;
  return {
    latest,
    isStale: latest.stale || nowMs - latest.time > datastream.staleAfterMs,
    isOutOfRange: isOutside(latest.result, datastream.range),
  };
}

/** The word for a reading: a bad value is bad at any age. */
export function wordOf(reading: Reading): ReadingWord {
  if (reading.latest.quality === "bad") return "bad";
  if (reading.isStale) return "stale";
  return reading.latest.quality;
}

/** The limit side a reading is beyond; a bad value is beyond none. */
export function sideOf(reading: Reading): LimitSide | null {
  return reading.latest.quality === "bad" ? null : reading.latest.side;
}

/** A result as text without its unit: a number by the datastream's decimals, yes or no, or the category. */
export function formatResult(
  result: LatestValue["result"] | undefined,
  datastream: Pick<Datastream, "decimals">,
  words: { readonly yes: string; readonly no: string },
): string {
  if (result === undefined) return NO_VALUE;
  if (typeof result === "number") return formatNumber(result, datastream.decimals);
  if (typeof result === "boolean") return result ? words.yes : words.no;
  return result;
}

/** The range an instrument can produce, `0.00–100.00 m`; an open end is left out. */
export function formatRange(range: ValidRange, decimals: number, unit: string | null): string {
  const [min, max] = [range.min, range.max].map((end) => (end === null ? "" : formatNumber(end, decimals)));
  return withUnit(`${min}–${max}`, unit);
}

function isOutside(result: LatestValue["result"], { min, max }: ValidRange): boolean {
  return typeof result === "number" && ((min !== null && result < min) || (max !== null && result > max));
}
