import type { Subject } from "../subject.ts";
import { type Influence, spreadFrom } from "./influence.ts";
import { pickPlace } from "./pick-place.ts";
import { MINUTE_MS, type Phase, type Scenario, type ScenarioBuilder } from "./scenario.ts";

const SHUT_MS = 25 * MINUTE_MS;
const DURATION_MS = 60 * MINUTE_MS;

const PHASES: readonly Phase[] = [
  { fromMs: 0, zh: "燃气管道开始泄漏", en: "A gas main begins to leak" },
  { fromMs: 2 * MINUTE_MS, zh: "最近的井内燃气浓度上升", en: "Gas gathers in the nearest pits" },
  { fromMs: 6 * MINUTE_MS, zh: "扩散至相邻空间", en: "It spreads to the spaces around" },
  { fromMs: SHUT_MS, zh: "关阀，井内通风", en: "Valves are shut, pits are aired" },
  { fromMs: DURATION_MS - 5 * MINUTE_MS, zh: "浓度恢复正常", en: "Concentrations are normal again" },
];

const isPit = ({ observedProperty, layerKind }: Subject) =>
  (observedProperty === "combustibleGas" || observedProperty === "methane") && layerKind !== "tunnel";

/** 100 %LEL of methane are 5 %VOL. */
const fullScale = ({ observedProperty }: Subject) => (observedProperty === "methane" ? 5 : 100);

const aired = { afterMs: SHUT_MS, overMs: 5 * MINUTE_MS, shape: "exponential" } as const;

const INFLUENCES: readonly Influence[] = [
  {
    fits: isPit,
    // Gas creeps through ducts and backfill: about 40 m a minute here, so that it unfolds while one watches.
    ...{ decayM: 110, reachM: 350, delayMsPerM: 1_500 },
    ...{ rise: { afterMs: 20_000, overMs: 3 * MINUTE_MS, shape: "exponential" }, fall: aired },
    change: (normal, strength, subject) => normal + 0.88 * fullScale(subject) * strength,
  },
  {
    fits: ({ observedProperty, layerKind }) => observedProperty === "pressure" && layerKind === "gas",
    ...{ decayM: 500, reachM: 1_200 },
    ...{ rise: { afterMs: 0, overMs: 2 * MINUTE_MS }, fall: { afterMs: SHUT_MS, overMs: 10 * MINUTE_MS } },
    change: (normal, strength) => normal * (1 - 0.05 * strength),
  },
  {
    fits: ({ observedProperty, layerKind }) => observedProperty === "flow" && layerKind === "gas",
    ...{ decayM: 500, reachM: 1_200 },
    ...{ rise: { afterMs: 0, overMs: 2 * MINUTE_MS }, fall: { afterMs: SHUT_MS, overMs: 10 * MINUTE_MS } },
    change: (normal, strength) => normal * (1 + 0.15 * strength),
  },
];

/** A gas main leaks into the pits beside it; time line in the README. */
export const planGasLeak: ScenarioBuilder = (model, seed): Scenario => {
  const place = pickPlace(model, {
    ...{ kind: "gas-leak", seed, wanted: "combustible gas in pits or manholes (%LEL)", offsetM: 12 },
    fits: isPit,
    neighbours: { least: 2, withinM: 250 },
  });
  return {
    ...{ kind: "gas-leak", seed, place, phases: PHASES, durationMs: DURATION_MS },
    ...spreadFrom(model, place, INFLUENCES),
  };
};
