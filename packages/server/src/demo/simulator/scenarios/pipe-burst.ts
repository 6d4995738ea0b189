import { distanceM, type Subject } from "../subject.ts";
import { type Influence, spreadFrom } from "./influence.ts";
import { pickPlace } from "./pick-place.ts";
import {
  MINUTE_MS,
  type Phase,
  type Scenario,
  type ScenarioBuilder,
  type ScenarioPlace,
} from "./scenario.ts";

/** Valves are shut, and water flows elsewhere round. */
const SHUT_MS = 30 * MINUTE_MS;
const REPAIRED_MS = 50 * MINUTE_MS;
const DURATION_MS = 65 * MINUTE_MS;

const PHASES: readonly Phase[] = [
  { fromMs: 0, zh: "爆管，附近压力骤降", en: "The main bursts; pressure near it falls" },
  { fromMs: 2 * MINUTE_MS, zh: "来水方向流量升高", en: "Flow on the way from the works is up" },
  { fromMs: 4 * MINUTE_MS, zh: "路面开始积水", en: "Water stands on the road" },
  { fromMs: 6 * MINUTE_MS, zh: "浊度升高", en: "Turbidity rises" },
  { fromMs: SHUT_MS, zh: "关阀，周边压力恢复", en: "Valves are shut; pressure around comes back" },
  { fromMs: REPAIRED_MS, zh: "修复通水", en: "Repaired and filled" },
];

const isWater = ({ layerKind, unit }: Subject) => layerKind === "water" || unit === "mH₂O";

/** Pressure close by stays low until the pipe is mended; further away it comes back when the valves are shut. */
const ISOLATED_M = 250;

const shut = { afterMs: SHUT_MS, overMs: 5 * MINUTE_MS };
const repaired = { afterMs: REPAIRED_MS, overMs: 10 * MINUTE_MS };
/** A transient runs about 1 km/s through iron; what takes its time is the network that empties. */
const pressureFall = {
  decayM: 600,
  reachM: 1_800,
  delayMsPerM: 1,
  rise: { afterMs: 0, overMs: 80_000 },
  change: (normal: number, strength: number) => normal * (1 - 0.96 * strength),
};

function influencesOn(sources: readonly Subject[]): readonly Influence[] {
  const isPressure = (one: Subject) => one.observedProperty === "pressure" && isWater(one);
  return [
    {
      ...pressureFall,
      fits: (one, place) => isPressure(one) && distanceM(one, place.at) <= ISOLATED_M,
      fall: repaired,
    },
    { ...pressureFall, fits: isPressure, fall: shut },
    {
      fits: (one, place) =>
        one.observedProperty === "flow" && one.layerKind === "water" && isUpstream(one, place, sources),
      ...{ decayM: 1_200, reachM: 3_000, delayMsPerM: 10 },
      ...{ rise: { afterMs: 10_000, overMs: 2 * MINUTE_MS }, fall: shut },
      change: (normal, strength) => normal * (1 + 0.9 * strength),
    },
    {
      fits: (one) => one.observedProperty === "leakNoise",
      ...{ decayM: 350, reachM: 900 },
      ...{ rise: { afterMs: 0, overMs: 20_000 }, fall: shut },
      change: (normal, strength) => normal + 45 * strength,
    },
    {
      fits: (one) => one.observedProperty === "turbidity" && one.layerKind === "water",
      ...{ decayM: 1_200, reachM: 2_500, delayMsPerM: 200 },
      ...{ rise: { afterMs: 5 * MINUTE_MS, overMs: 6 * MINUTE_MS }, fall: repaired },
      change: (normal, strength) => normal + 4 * strength,
    },
    {
      fits: (one) => one.observedProperty === "ponding",
      ...{ decayM: 350, reachM: 800, delayMsPerM: 600 },
      ...{ rise: { afterMs: 3 * MINUTE_MS, overMs: 15 * MINUTE_MS } },
      fall: { afterMs: SHUT_MS, overMs: 20 * MINUTE_MS },
      change: (normal, strength) => normal + 28 * strength,
    },
    {
      fits: (one) => one.observedProperty === "level" && one.layerKind === "storm",
      ...{ decayM: 300, reachM: 700, delayMsPerM: 600 },
      ...{ rise: { afterMs: 3 * MINUTE_MS, overMs: 12 * MINUTE_MS } },
      fall: { afterMs: SHUT_MS, overMs: 15 * MINUTE_MS },
      change: (normal, strength, { limits }) => normal + 0.6 * (limits.HH ?? limits.H ?? 1) * strength,
    },
    {
      fits: (one) => one.observedProperty === "trafficSpeed",
      ...{ decayM: 300, reachM: 700, delayMsPerM: 300 },
      ...{ rise: { afterMs: 6 * MINUTE_MS, overMs: 8 * MINUTE_MS }, fall: repaired },
      change: (normal, strength) => normal * (1 - 0.75 * strength),
    },
  ];
}

/** Between the burst and the nearest works, or too close to tell. Without a works everything near is on the way. */
function isUpstream(one: Subject, place: ScenarioPlace, sources: readonly Subject[]): boolean {
  const source = sources.toSorted((a, b) => distanceM(a, place.at) - distanceM(b, place.at))[0];
  if (!source?.at || !one.at || distanceM(one, place.at) < 300) return true;
  const towards = (point: readonly [number, number]) =>
    [point[0] - place.at[0], point[1] - place.at[1]] as const;
  const [meter, works] = [towards(one.at), towards(source.at)];
  return meter[0] * works[0] + meter[1] * works[1] > 0;
}

/** A distribution main bursts; time line in the README. */
export const planPipeBurst: ScenarioBuilder = (model, seed): Scenario => {
  const place = pickPlace(model, {
    ...{ kind: "pipe-burst", seed, wanted: "water pressures (in mH₂O)", offsetM: 30 },
    fits: (one) => one.observedProperty === "pressure" && isWater(one),
    neighbours: { least: 3, withinM: 500 },
  });
  const sources = model.subjects.filter(
    ({ assetClass }) => assetClass === "water-plant" || assetClass === "reservoir",
  );
  return {
    ...{ kind: "pipe-burst", seed, place, phases: PHASES, durationMs: DURATION_MS },
    ...spreadFrom(model, place, influencesOn(sources)),
  };
};
