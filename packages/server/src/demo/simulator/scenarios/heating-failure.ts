import type { Subject } from "../subject.ts";
import { type Influence, spreadFrom } from "./influence.ts";
import { pickPlace } from "./pick-place.ts";
import { MINUTE_MS, type Phase, type Scenario, type ScenarioBuilder } from "./scenario.ts";

const RESTART_MS = 70 * MINUTE_MS;
const DURATION_MS = 180 * MINUTE_MS;

const PHASES: readonly Phase[] = [
  { fromMs: 0, zh: "循环泵停运，流量骤降", en: "The circulation pumps stop; flow is gone" },
  { fromMs: 10 * MINUTE_MS, zh: "供水温度持续下降", en: "Supply temperature falls" },
  { fromMs: 30 * MINUTE_MS, zh: "回水温度下降", en: "Return temperature follows" },
  { fromMs: 60 * MINUTE_MS, zh: "室温开始下降", en: "Rooms begin to cool" },
  { fromMs: RESTART_MS, zh: "恢复运行，逐步升温", en: "Running again, warming up" },
  { fromMs: DURATION_MS - 10 * MINUTE_MS, zh: "恢复正常", en: "Normal again" },
];

/** What a pipe cools towards, °C: the ground round it. */
const GROUND_C = 12;

const cooling = (overMinutes: number) =>
  ({ afterMs: MINUTE_MS, overMs: overMinutes * MINUTE_MS, shape: "exponential" }) as const;
const warming = { afterMs: RESTART_MS, overMs: 25 * MINUTE_MS, shape: "exponential" } as const;
const stopped = { afterMs: 0, overMs: MINUTE_MS };
const started = { afterMs: RESTART_MS, overMs: 5 * MINUTE_MS };

/** A plant takes more with it than a station. */
const REACH_M = { "heat-source": 3_000, station: 900 } as const;

function influencesFor(reachM: number): readonly Influence[] {
  const round = { decayM: 2 * reachM, reachM };
  const inHeating = (property: string) => (one: Subject) =>
    one.observedProperty === property && one.layerKind === "heating";
  const cool = (normal: number, strength: number) => normal - (normal - GROUND_C) * strength;
  return [
    { fits: inHeating("supplyTemperature"), ...round, rise: cooling(25), fall: warming, change: cool },
    { fits: inHeating("returnTemperature"), ...round, rise: cooling(50), fall: warming, change: cool },
    {
      ...{ fits: inHeating("flow"), ...round, rise: stopped, fall: started },
      change: (normal, strength) => normal * (1 - 0.9 * strength),
    },
    {
      ...{ fits: inHeating("supplyPressure"), ...round, rise: stopped, fall: started },
      change: (normal, strength) => normal * (1 - 0.4 * strength),
    },
    {
      ...{ fits: inHeating("heatPower"), ...round, rise: stopped, fall: warming },
      change: (normal, strength) => normal * (1 - 0.97 * strength),
    },
    {
      ...{ fits: inHeating("pumpRunning"), ...round, rise: stopped, fall: started },
      change: (normal, strength) => (strength > 0.5 ? 0 : normal),
    },
    {
      fits: (one) => one.observedProperty === "indoorTemperature",
      ...{ ...round, rise: { afterMs: 10 * MINUTE_MS, overMs: 180 * MINUTE_MS, shape: "exponential" } },
      fall: { afterMs: RESTART_MS + 15 * MINUTE_MS, overMs: 25 * MINUTE_MS, shape: "exponential" },
      change: (normal, strength) => normal - 12 * strength,
    },
  ];
}

/** A heat source or an exchange station stops; time line in the README. */
export const planHeatingFailure: ScenarioBuilder = (model, seed): Scenario => {
  const place = pickPlace(model, {
    ...{ kind: "heating-failure", seed, wanted: "supply temperatures of heating", offsetM: 0 },
    fits: (one) => one.observedProperty === "supplyTemperature",
    neighbours: { least: 1, withinM: 800 },
  });
  const failed = model.subjects.find(({ asset }) => asset === place.asset);
  const reachM = failed?.assetClass === "heat-source" ? REACH_M["heat-source"] : REACH_M.station;
  return {
    ...{ kind: "heating-failure", seed, place, phases: PHASES, durationMs: DURATION_MS },
    ...spreadFrom(model, place, influencesFor(reachM)),
  };
};
