import { Fault } from "@shuicheng/shared/faults";
import { createRandom, hashText } from "../../model/index.ts";
import type { CityModel, Reading } from "../city-model.ts";
import { smoothNoise, uniform } from "../smooth-noise.ts";
import type { Subject } from "../subject.ts";
import { waveAt } from "./episode.ts";
import { withResult } from "./influence.ts";
import { MINUTE_MS, type Phase, type Scenario, type ScenarioBuilder } from "./scenario.ts";

const DURATION_MS = 180 * MINUTE_MS;

const PHASES: readonly Phase[] = [
  { fromMs: 0, zh: "降雨开始", en: "Rain begins" },
  { fromMs: 20 * MINUTE_MS, zh: "雨水管网水位上涨", en: "Storm drains fill" },
  { fromMs: 30 * MINUTE_MS, zh: "雨强最大，低洼处积水", en: "Heaviest rain; low places pond" },
  { fromMs: 45 * MINUTE_MS, zh: "污水液位、管廊集水坑随之上升", en: "Sewers and tunnel sumps follow" },
  { fromMs: 75 * MINUTE_MS, zh: "雨停，积水消退", en: "Rain ends; water goes down" },
  { fromMs: DURATION_MS - 10 * MINUTE_MS, zh: "恢复正常", en: "Normal again" },
];

/** Heaviest rain, mm/h, and when it is over the west and the east end of the city. */
const PEAK_MM_H = 96;
const FIRST_PEAK_MS = 28 * MINUTE_MS;
const CROSSING_MS = 14 * MINUTE_MS;
const RAIN_HALF_WIDTH_MS = 27 * MINUTE_MS;
/** Size of a rain cell, metres. */
const CELL_M = 2_500;

/** How one kind of instrument answers the rain: later, for longer, up to a peak of its own place. */
interface Answer {
  fits(subject: Subject): boolean;
  readonly delayMs: number;
  readonly halfWidthMs: number;
  /** @param wave Where the wave stands, 0 to 1. @param weak How badly this place drains, 0 to 1. */
  change(normal: number, wave: number, weak: number, subject: Subject): number;
}

const full = ({ limits, range }: Subject) => limits.HH ?? limits.H ?? range.max ?? 1;
const towards = (normal: number, peak: number, wave: number) => normal + Math.max(0, peak - normal) * wave;

const ANSWERS: readonly Answer[] = [
  {
    fits: ({ observedProperty }) => observedProperty === "rainfall",
    ...{ delayMs: 0, halfWidthMs: RAIN_HALF_WIDTH_MS },
    change: (_normal, wave, weak) => PEAK_MM_H * (0.62 + 0.38 * weak) * wave,
  },
  {
    fits: ({ observedProperty, layerKind }) => observedProperty === "level" && layerKind === "storm",
    ...{ delayMs: 12 * MINUTE_MS, halfWidthMs: 38 * MINUTE_MS },
    change: (normal, wave, weak, subject) => towards(normal, full(subject) * (0.35 + 0.72 * weak ** 2), wave),
  },
  {
    fits: ({ observedProperty, layerKind }) => observedProperty === "flow" && layerKind === "storm",
    ...{ delayMs: 12 * MINUTE_MS, halfWidthMs: 38 * MINUTE_MS },
    change: (normal, wave, weak, { range }) => towards(normal, (range.max ?? 1) * (0.4 + 0.4 * weak), wave),
  },
  {
    fits: ({ observedProperty, layerKind }) => observedProperty === "pumpRunning" && layerKind === "storm",
    ...{ delayMs: 12 * MINUTE_MS, halfWidthMs: 38 * MINUTE_MS },
    change: (normal, wave) => (wave > 0.2 ? 1 : normal),
  },
  {
    fits: ({ observedProperty }) => observedProperty === "ponding",
    ...{ delayMs: 18 * MINUTE_MS, halfWidthMs: 42 * MINUTE_MS },
    change: (_normal, wave, weak) => 46 * weak ** 3 * wave,
  },
  {
    // Mixed connections and leaking covers bring rain into the sewers.
    fits: ({ observedProperty, layerKind }) => observedProperty === "level" && layerKind === "sewage",
    ...{ delayMs: 26 * MINUTE_MS, halfWidthMs: 52 * MINUTE_MS },
    change: (normal, wave, weak, subject) => towards(normal, full(subject) * (0.2 + 0.68 * weak ** 2), wave),
  },
  {
    fits: ({ observedProperty, assetClass, layerKind }) =>
      observedProperty === "level" && (assetClass === "sump" || layerKind === "tunnel"),
    ...{ delayMs: 30 * MINUTE_MS, halfWidthMs: 52 * MINUTE_MS },
    change: (normal, wave, weak, subject) => towards(normal, full(subject) * (0.6 + 0.45 * weak), wave),
  },
  {
    fits: ({ observedProperty }) => observedProperty === "trafficSpeed",
    ...{ delayMs: 5 * MINUTE_MS, halfWidthMs: 32 * MINUTE_MS },
    change: (normal, wave, weak) => normal * (1 - (0.2 + 0.25 * weak) * wave),
  },
];

/** What the storm does to one instrument. */
interface Hit {
  readonly answer: Answer;
  readonly peakMs: number;
  readonly weak: number;
}

/** Heavy rain crosses the city from west to east; time line in the README. */
export const planStorm: ScenarioBuilder = (model, seed): Scenario => {
  const hits = findHits(model, seed);
  if (hits.size === 0) {
    const wanted = "rain gauges, drain levels or ponding gauges with a place";
    throw new Fault("request/invalid", `--scenario storm needs ${wanted}, and the server has none`);
  }
  return {
    ...{ kind: "storm", seed, place: null, phases: PHASES, durationMs: DURATION_MS },
    affected: [...hits.keys()],
    disturb: (index, normal, { sinceMs }) => disturb(model, hits.get(index), { index, normal, sinceMs }),
  };
};

function findHits(model: CityModel, seed: number): ReadonlyMap<number, Hit> {
  const placed = model.subjects.flatMap(({ at }) => (at ? [at[0]] : []));
  const west = placed.reduce((least, eastM) => Math.min(least, eastM), Number.POSITIVE_INFINITY);
  const east = placed.reduce((most, eastM) => Math.max(most, eastM), Number.NEGATIVE_INFINITY);
  const cells = createRandom(seed, "scenario", "storm").integer(0, 2 ** 31 - 1);
  const hits = new Map<number, Hit>();
  const weakest = new Map<Answer, number>();
  model.subjects.forEach((subject, index) => {
    const answer = ANSWERS.find((one) => one.fits(subject));
    if (!answer || !subject.at) return;
    const [eastM, northM] = subject.at;
    const passedMs = east > west ? ((eastM - west) / (east - west)) * CROSSING_MS : 0;
    // Half of it is where the cell is heaviest, half how the place itself drains.
    const cell = 0.5 + 0.5 * smoothNoise(cells, eastM / CELL_M, northM / CELL_M);
    const weak = 0.5 * cell + 0.5 * uniform(hashText(subject.asset), cells);
    hits.set(index, { answer, peakMs: FIRST_PEAK_MS + passedMs + answer.delayMs, weak });
    weakest.set(answer, Math.max(weakest.get(answer) ?? 0, weak));
  });
  // A storm of this size floods the weakest place of a city, whichever the seed made it.
  for (const [index, hit] of hits) {
    hits.set(index, { ...hit, weak: hit.weak / (weakest.get(hit.answer) || 1) });
  }
  return hits;
}

function disturb(
  model: CityModel,
  hit: Hit | undefined,
  { index, normal, sinceMs }: { index: number; normal: Reading; sinceMs: number },
): Reading {
  if (!hit) return normal;
  const wave = waveAt(hit.peakMs, hit.answer.halfWidthMs, sinceMs);
  if (wave === 0) return normal;
  const subject = model.subjects[index] as Subject;
  return withResult(normal, hit.answer.change(normal.result, wave, hit.weak, subject), subject);
}
