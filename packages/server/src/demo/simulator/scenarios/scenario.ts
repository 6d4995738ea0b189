import type { CityModel, Reading } from "../city-model.ts";

/** What may happen to the city, `quiet-day` being nothing. */
export const SCENARIO_KINDS = [
  "quiet-day",
  "pipe-burst",
  "storm",
  "gas-leak",
  "heating-failure",
  "silent-sensor",
] as const;
export type ScenarioKind = (typeof SCENARIO_KINDS)[number];

/** A step of a scenario's time line. */
export interface Phase {
  /** Scenario time, ms since its start. */
  readonly fromMs: number;
  readonly zh: string;
  readonly en: string;
}

/** Where it happens, in the demo's plane and by the nearest asset. */
export interface ScenarioPlace {
  readonly at: readonly [eastM: number, northM: number];
  readonly asset: string;
}

/** When an instrument is looked at. */
export interface Moment {
  /** Scenario time, ms since its start; runs faster than the clock where a speed is asked for. */
  readonly sinceMs: number;
  /** The start by the clock, epoch ms. */
  readonly startedAtMs: number;
}

/** One thing that happens, from its start until all is normal again. Pure: built from a model and a seed. */
export interface Scenario {
  readonly kind: ScenarioKind;
  readonly seed: number;
  /** Null where it has no single place. */
  readonly place: ScenarioPlace | null;
  /** In order; the first at 0. */
  readonly phases: readonly Phase[];
  /** Scenario time after which nothing is disturbed any more; infinite for a quiet day. */
  readonly durationMs: number;
  /** Indices of the model's datastreams that it touches at some time, ascending. */
  readonly affected: readonly number[];
  /** What an instrument shows instead of `normal`; `undefined`: it does not report. */
  disturb(index: number, normal: Reading, moment: Moment): Reading | undefined;
}

/** Builds a scenario on a city. @throws {Fault} `request/invalid` where the city has nothing it could happen to. */
export type ScenarioBuilder = (model: CityModel, seed: number) => Scenario;

export const MINUTE_MS = 60_000;
