import type { Quality } from "@shuicheng/shared/contracts";
import { hashText, rounded } from "../model/index.ts";
import { CURVES, curveAt, outdoorTemperatureC } from "./daily-curves.ts";
import { type Oddity, pickOddities } from "./oddities.ts";
import { profileOf } from "./profiles.ts";
import { smoothNoise, uniform } from "./smooth-noise.ts";
import { normalBand, type Subject } from "./subject.ts";
import { filledPart, findWorkCycle, isRunning, type WorkCycle } from "./work-cycle.ts";

/** What an instrument shows. `result` as stored: booleans are 0 and 1, categories an index. */
export interface Reading {
  readonly result: number;
  readonly quality: Quality;
}

/** The quiet city: what each datastream shows at any moment. */
export interface CityModel {
  readonly subjects: readonly Subject[];
  /** Standing faults that every real city has a few of. */
  readonly oddities: ReadonlyMap<number, Oddity>;
  /** What datastream `index` shows; pure: the same moment, the same reading. Cost: about a microsecond. */
  readingAt(index: number, timeMs: number): Reading;
}

/** Neighbours this near agree, and what they agree on lasts about this long. */
const AGREE_WITHIN_M = 1_500;
const AGREE_FOR_MS = 2 * 3_600_000;
/** An instrument's own drift. */
const DRIFT_MS = 20 * 60_000;
/** A quiet value keeps this part of its normal band away from each limit. */
const MARGIN = 0.02;
/** Where neither limit nor range closes a band. */
const OPEN_BAND = 100;
/** Wet wells are pumped between these parts of their band. */
const PUMPED = { from: 0.12, to: 0.72 } as const;

/** How a datastream makes its number; rows of parallel arrays, since there are thousands of them. */
interface Columns {
  readonly curve: Uint8Array;
  readonly rest: Float32Array;
  readonly peak: Float32Array;
  readonly slow: Float32Array;
  readonly fine: Float32Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly hash: Uint32Array;
  readonly group: Uint32Array;
}

/**
 * Builds the quiet city.
 *
 * @param seed The city's own: clients that share it agree on what is normal.
 */
export function buildCityModel(subjects: readonly Subject[], seed: number): CityModel {
  const columns = buildColumns(subjects, seed);
  const oddities = pickOddities(subjects);
  const cycles = new Map<number, WorkCycle>();
  subjects.forEach((subject, index) => {
    const cycle = findWorkCycle(subject, hashText(subject.asset));
    if (cycle) cycles.set(index, cycle);
  });

  const quietResult = (index: number, timeMs: number): number => {
    const subject = subjects[index] as Subject;
    const cycle = cycles.get(index);
    if (subject.resultType === "boolean") return booleanAt(subject, cycle, timeMs);
    if (subject.resultType === "category") return 0;
    if (subject.observedProperty === "outdoorTemperature") {
      return rounded(outdoorTemperatureC(timeMs) + flicker(columns, index, timeMs) * 0.2, subject.decimals);
    }
    const value = cycle
      ? pumpedLevel(columns, index, cycle, timeMs)
      : numberAt(columns, subject, index, timeMs);
    return rounded(keepInside(columns, index, value), subject.decimals);
  };

  return {
    subjects,
    oddities,
    readingAt(index, timeMs) {
      const oddity = oddities.get(index);
      const result = oddity?.result ?? quietResult(index, timeMs);
      return { result, quality: oddity?.kind === "uncertain" ? "uncertain" : "good" };
    },
  };
}

function buildColumns(subjects: readonly Subject[], seed: number): Columns {
  const n = subjects.length;
  const columns: Columns = {
    curve: new Uint8Array(n),
    rest: new Float32Array(n),
    peak: new Float32Array(n),
    slow: new Float32Array(n),
    fine: new Float32Array(n),
    low: new Float64Array(n),
    high: new Float64Array(n),
    hash: new Uint32Array(n),
    group: new Uint32Array(n),
  };
  subjects.forEach((subject, i) => {
    const profile = profileOf(subject);
    const hash = hashText(subject.id) ^ seed;
    const group = hashText(`${subject.layerKind} ${subject.observedProperty} ${seed}`);
    const { low, high } = closedBand(subject);
    const [from, span] = frameOf(profile.of, subject, low, high);
    // Neighbours stand at a like place of the spread: a district has a pressure, not only a street.
    const own = uniform(hash, 7);
    const district = subject.at
      ? 0.5 + 0.5 * smoothNoise(group, subject.at[0] / AGREE_WITHIN_M, subject.at[1] / AGREE_WITHIN_M)
      : own;
    const part = 0.6 * district + 0.4 * own;
    const between = ([least, most]: readonly [number, number]) =>
      from + span * (least + (most - least) * part);
    columns.curve[i] = CURVES.indexOf(profile.curve);
    columns.rest[i] = between(profile.rest);
    columns.peak[i] = between(profile.peak);
    columns.slow[i] = Math.abs(span) * profile.slow;
    columns.fine[i] = Math.abs(span) * profile.fine;
    columns.low[i] = low;
    columns.high[i] = high;
    columns.hash[i] = hash;
    columns.group[i] = group;
  });
  return columns;
}

function closedBand(subject: Subject): { low: number; high: number } {
  const { low, high } = normalBand(subject);
  if (Number.isFinite(low)) return { low, high: Number.isFinite(high) ? high : low + OPEN_BAND };
  return Number.isFinite(high) ? { low: high - OPEN_BAND, high } : { low: 0, high: OPEN_BAND };
}

/** Zero and length of what a profile's parts are parts of. */
function frameOf(
  of: "band" | "high" | "low" | "range",
  { range }: Subject,
  low: number,
  high: number,
): readonly [from: number, span: number] {
  switch (of) {
    case "band":
      return [low, high - low];
    case "high":
      return [0, high];
    case "low":
      return [0, low > 0 ? low : high / 4];
    case "range":
      return [range.min ?? 0, (range.max ?? OPEN_BAND) - (range.min ?? 0)];
  }
}

function numberAt(columns: Columns, subject: Subject, i: number, timeMs: number): number {
  const rest = columns.rest[i] as number;
  const peak = columns.peak[i] as number;
  const wave = curveAt(CURVES[columns.curve[i] as number] ?? "flat", timeMs);
  const [x, y] = subject.at ?? [(columns.hash[i] as number) % 100_000, 0];
  const group = columns.group[i] as number;
  const slow = columns.slow[i] as number;
  const shared =
    slow === 0 ? 0 : smoothNoise(group, x / AGREE_WITHIN_M, y / AGREE_WITHIN_M, timeMs / AGREE_FOR_MS + 0.5);
  const own = slow === 0 ? 0 : smoothNoise(columns.hash[i] as number, timeMs / DRIFT_MS);
  return (
    rest +
    (peak - rest) * wave +
    slow * (0.8 * shared + 0.2 * own) +
    flicker(columns, i, timeMs) * (columns.fine[i] as number)
  );
}

function pumpedLevel(columns: Columns, i: number, cycle: WorkCycle, timeMs: number): number {
  const [low, high] = [columns.low[i] as number, columns.high[i] as number];
  const part = PUMPED.from + (PUMPED.to - PUMPED.from) * filledPart(cycle, timeMs);
  return low + (high - low) * (part + 0.003 * flicker(columns, i, timeMs));
}

/** Noise of the instrument itself, −1 to 1, new each second; the middle is likelier than the ends. */
function flicker(columns: Columns, i: number, timeMs: number): number {
  const second = Math.floor(timeMs / 1_000);
  const hash = columns.hash[i] as number;
  return uniform(hash, second, 1) + uniform(hash, second, 2) - 1;
}

/** A quiet city gives no reason to look: whatever the sum, it stays within the limits. */
function keepInside(columns: Columns, i: number, value: number): number {
  const [low, high] = [columns.low[i] as number, columns.high[i] as number];
  // Nothing rains and nothing stands on the road: zero is exact, not a margin above it.
  if (value === low) return value;
  const margin = MARGIN * (high - low);
  return Math.min(high - margin, Math.max(low + (low === 0 ? 0 : margin), value));
}

function booleanAt(subject: Subject, cycle: WorkCycle | undefined, timeMs: number): number {
  if (cycle) return isRunning(cycle, timeMs) ? 1 : 0;
  // What should be on is on; doors and intruders are what should not be.
  return subject.observedProperty === "online" || subject.observedProperty === "pumpRunning" ? 1 : 0;
}
