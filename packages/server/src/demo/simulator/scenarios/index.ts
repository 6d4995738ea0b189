import type { CityModel } from "../city-model.ts";
import { planGasLeak } from "./gas-leak.ts";
import { planHeatingFailure } from "./heating-failure.ts";
import { planPipeBurst } from "./pipe-burst.ts";
import type { Scenario, ScenarioBuilder, ScenarioKind } from "./scenario.ts";
import { planSilentSensor } from "./silent-sensor.ts";
import { planStorm } from "./storm.ts";

export {
  type Moment,
  type Phase,
  SCENARIO_KINDS,
  type Scenario,
  type ScenarioKind,
  type ScenarioPlace,
} from "./scenario.ts";

const BUILDERS: Readonly<Record<ScenarioKind, ScenarioBuilder>> = {
  "quiet-day": (_model, seed) => ({
    ...{ kind: "quiet-day", seed, place: null, affected: [] },
    phases: [{ fromMs: 0, zh: "平静的一天", en: "A quiet day" }],
    durationMs: Number.POSITIVE_INFINITY,
    disturb: (_index, normal) => normal,
  }),
  "pipe-burst": planPipeBurst,
  storm: planStorm,
  "gas-leak": planGasLeak,
  "heating-failure": planHeatingFailure,
  "silent-sensor": planSilentSensor,
};

/**
 * Plans what happens to a city: the same city and seed, the same place and course.
 *
 * @throws {Fault} `request/invalid` where the city has nothing it could happen to.
 */
export function planScenario(kind: ScenarioKind, model: CityModel, seed: number): Scenario {
  return BUILDERS[kind](model, seed);
}
