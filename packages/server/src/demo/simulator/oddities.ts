import { hashText } from "../model/index.ts";
import type { Subject } from "./subject.ts";

/** A standing fault on an otherwise quiet day. */
export interface Oddity {
  readonly kind: "silent" | "low-battery" | "uncertain";
  /** What it shows all the time, where that is the fault. */
  readonly result?: number;
}

/** Below this a city is too small for anything to be broken. */
const LEAST_SUBJECTS = 1_000;
/** Percent, under the limit at which somebody is sent. */
const EMPTY_BATTERY_PERCENT = 14;

/**
 * Picks the few faults that stand on any day, the same for the same datastreams: two sensors that stopped reporting
 * hours ago, one empty battery, one instrument that does not trust itself.
 */
export function pickOddities(subjects: readonly Subject[]): ReadonlyMap<number, Oddity> {
  const oddities = new Map<number, Oddity>();
  if (subjects.length < LEAST_SUBJECTS) return oddities;
  const take = (count: number, oddity: Oddity, fits: (subject: Subject) => boolean) => {
    const candidates = subjects.flatMap((subject, index) =>
      fits(subject) && !oddities.has(index)
        ? [{ index, rank: hashText(`${oddity.kind} ${subject.id}`) }]
        : [],
    );
    candidates.sort((a, b) => a.rank - b.rank || a.index - b.index);
    for (const { index } of candidates.slice(0, count)) oddities.set(index, oddity);
  };
  take(2, { kind: "silent" }, (one) => one.observedProperty === "level" && one.assetClass === "manhole");
  take(
    1,
    { kind: "low-battery", result: EMPTY_BATTERY_PERCENT },
    (one) => one.observedProperty === "batteryLevel",
  );
  take(
    1,
    { kind: "uncertain" },
    (one) => one.observedProperty === "turbidity" || one.observedProperty === "flow",
  );
  return oddities;
}
