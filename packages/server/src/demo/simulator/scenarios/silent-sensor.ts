import type { CityModel } from "../city-model.ts";
import { distanceM, type Subject } from "../subject.ts";
import { pickPlace } from "./pick-place.ts";
import { MINUTE_MS, type Phase, type Scenario, type ScenarioBuilder } from "./scenario.ts";

const BACK_MS = 40 * MINUTE_MS;
const DURATION_MS = 45 * MINUTE_MS;
/** Datastreams behind one gateway. */
const BEHIND_GATEWAY = 30;
/** Rarer reporters would not be missed before the gateway is back. */
const LONGEST_INTERVAL_MS = 5 * MINUTE_MS;

/** A link that goes bad brings its last values doubtful. */
const LAST_GASP_MS = 30_000;

const PHASES: readonly Phase[] = [
  {
    fromMs: 0,
    zh: "网关链路变差，末次数据存疑；一台仪表数值卡死",
    en: "A link goes bad; one instrument freezes",
  },
  { fromMs: LAST_GASP_MS, zh: "采集网关离线", en: "The gateway is silent" },
  { fromMs: 3 * MINUTE_MS, zh: "超过三个周期，数据过期", en: "Three intervals are over; values are stale" },
  { fromMs: BACK_MS, zh: "网关恢复", en: "The gateway is back" },
];

const reportsOften = (one: Subject) =>
  one.resultType === "number" && one.expectedIntervalMs <= LONGEST_INTERVAL_MS && one.at !== null;

/** Among so many of the nearest the one is picked whose standing still is seen best. */
const FREEZE_AMONG = 60;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;
/** How often it is looked at in a week; prime, so that no rhythm of the city is always met at the same moment. */
const LOOKS = 997;

/** How often in a week it shows another value than ten minutes before. */
function livelinessOf(model: CityModel, index: number): number {
  let changes = 0;
  for (let look = 0; look < LOOKS; look++) {
    const timeMs = (look * WEEK_MS) / LOOKS;
    const before = model.readingAt(index, timeMs).result;
    if (model.readingAt(index, timeMs + 10 * MINUTE_MS).result !== before) changes++;
  }
  return changes;
}

/** A gateway stops reporting and one instrument repeats its last value for ever; time line in the README. */
export const planSilentSensor: ScenarioBuilder = (model, seed): Scenario => {
  const place = pickPlace(model, {
    ...{ kind: "silent-sensor", seed, wanted: "numeric datastreams that report each 5 minutes or oftener" },
    ...{ fits: reportsOften, offsetM: 0, neighbours: { least: 5, withinM: 500 } },
  });
  const nearest = model.subjects
    .flatMap((subject, index) =>
      reportsOften(subject) ? [{ index, awayM: distanceM(subject, place.at), subject }] : [],
    )
    .sort((a, b) => a.awayM - b.awayM || a.index - b.index);
  const silent = new Set(nearest.slice(0, BEHIND_GATEWAY).map(({ index }) => index));
  const frozen = nearest
    .slice(BEHIND_GATEWAY, BEHIND_GATEWAY + FREEZE_AMONG)
    .map(({ index }) => ({ index, liveliness: livelinessOf(model, index) }))
    .reduce<{ index: number; liveliness: number } | undefined>(
      (best, one) => (best && best.liveliness >= one.liveliness ? best : one),
      undefined,
    )?.index;
  return {
    ...{ kind: "silent-sensor", seed, place, phases: PHASES, durationMs: DURATION_MS },
    affected: [...silent, ...(frozen === undefined ? [] : [frozen])].toSorted((a, b) => a - b),
    disturb(index, normal, { sinceMs, startedAtMs }) {
      if (sinceMs < 0 || sinceMs >= BACK_MS) return normal;
      if (silent.has(index)) return sinceMs < LAST_GASP_MS ? { ...normal, quality: "uncertain" } : undefined;
      return index === frozen ? model.readingAt(index, startedAtMs) : normal;
    },
  };
};
