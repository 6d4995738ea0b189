import type { Limits, Unit, ValidRange } from "../contracts/index.ts";
import type { ObservedPropertyKey } from "./observed-properties.ts";
import type { Sourced } from "./sourced.ts";

/**
 * An instrument of the trade at its usual place: what it can show, where a city starts to warn, how often it reports.
 * Starting values: an operator sets better ones.
 */
export interface SensorFigure {
  readonly property: ObservedPropertyKey;
  /** Where it is not the property's own. */
  readonly unit?: Unit;
  /** Where it is not the property's own. */
  readonly decimals?: number;
  /** In the unit. Empty where the limit depends on the place: see the fractions in this file. */
  readonly limits: Sourced<Limits>;
  /** In the unit. */
  readonly range: Sourced<ValidRange>;
  readonly expectedIntervalMs: Sourced<number>;
}

/** Seconds and minutes, ms. */
export const S = 1_000;
export const MIN = 60 * S;

/** A figure of general knowledge, and what it rests on. */
export const general = <T>(value: T, note: string): Sourced<T> => ({
  value,
  source: `General knowledge: ${note}`,
  certainty: "unverified",
});
/** What an instrument shows at least and at most. */
export const scale = (min: number, max: number) =>
  general<ValidRange>({ min, max }, "usual full scale of such an instrument");
/** How often an instrument reports, ms. */
export const every = (ms: number) =>
  general(ms, "usual reporting interval; gas 1 to 30 min, a battery probe rarer than one on the mains");
/** For what depends on the place, or only informs. */
export const noLimits: Sourced<Limits> = general({}, "depends on the place, or only informs");

/** Limits of the air where people work underground. */
export const TUNNEL_AIR =
  "777doc.com/doc-6721479: O₂ 19.5 to 23 %VOL, H₂S 10 / 28 mg/m³, CO 30 / 200 mg/m³, combustible 10 / 50 %LEL";
