import { beforeAll, describe, expect, it } from "vitest";
import { evaluateLimits } from "../../twin/evaluate-limits.ts";
import { buildCityModel, type CityModel } from "./city-model.ts";
import { distanceM, type Subject } from "./subject.ts";
import { readQuarterCity } from "./subjects.suite.ts";

const HOUR_MS = 3_600_000;
/** Monday 23 November 2026, 0 h in the city. */
const MONDAY_MS = Date.UTC(2026, 10, 22, 16);
let subjects: Subject[];
let model: CityModel;

beforeAll(() => {
  subjects = readQuarterCity();
  model = buildCityModel(subjects, 1);
});

const indicesOf = (fits: (subject: Subject) => boolean) =>
  subjects.flatMap((subject, index) => (fits(subject) ? [index] : []));
const meanAt = (indices: readonly number[], timeMs: number) =>
  indices.reduce((sum, index) => sum + model.readingAt(index, timeMs).result, 0) / indices.length;

describe("buildCityModel", () => {
  it("leaves a quiet city quiet in every season and at every hour, within what instruments can show", () => {
    for (const day of [0, 5, 60, 130, 240]) {
      for (const hour of [0, 4, 8, 13, 18, 22]) {
        const timeMs = MONDAY_MS + (day * 24 + hour) * HOUR_MS;
        const abnormal = subjects.filter((subject, index) => {
          const { result } = model.readingAt(index, timeMs);
          expect(result, subject.id).toBeGreaterThanOrEqual(subject.range.min ?? Number.NEGATIVE_INFINITY);
          expect(result, subject.id).toBeLessThanOrEqual(subject.range.max ?? Number.POSITIVE_INFINITY);
          return evaluateLimits(result, subject.limits) !== 0;
        });
        expect(abnormal.length / subjects.length).toBeLessThanOrEqual(0.003);
      }
    }
  });

  it("has a few standing faults, and good quality otherwise", () => {
    const kinds = [...model.oddities.values()].map(({ kind }) => kind).toSorted();
    expect(kinds).toEqual(["low-battery", "silent", "silent", "uncertain"]);
    const doubtful = subjects.filter((_one, index) => model.readingAt(index, MONDAY_MS).quality !== "good");
    expect(doubtful).toHaveLength(1);
  });

  it.each([
    ["water is drawn at 7 and hardly at 3", "flow", "water", 7, 3],
    ["sewage follows at 9", "flow", "sewage", 9, 4],
    ["kitchens cook at 18", "flow", "gas", 18, 3],
    ["roads are full at 8", "trafficVolume", "facilities", 8, 3],
    ["power is wanted in the evening", "current", "power", 19, 3],
  ])("%s", (_title, property, kind, high, low) => {
    const indices = indicesOf((one) => one.observedProperty === property && one.layerKind === kind);
    const at = (hour: number) => meanAt(indices, MONDAY_MS + hour * HOUR_MS);
    expect(at(high)).toBeGreaterThan(2 * at(low));
  });

  it("lets pressure fall and traffic slow when demand is high", () => {
    for (const property of ["pressure", "trafficSpeed"]) {
      const indices = indicesOf((one) => one.observedProperty === property && one.unit !== "MPa");
      const at = (hour: number) => meanAt(indices, MONDAY_MS + hour * HOUR_MS);
      expect(at(8)).toBeLessThan(at(3));
    }
  });

  it("heats more when it is colder", () => {
    const supply = indicesOf((one) => one.observedProperty === "supplyTemperature");
    const winter = MONDAY_MS + 60 * 24 * HOUR_MS;
    const autumn = MONDAY_MS - 40 * 24 * HOUR_MS;
    expect(meanAt(supply, winter)).toBeGreaterThan(meanAt(supply, autumn) + 3);
  });

  it("empties a wet well while its pump runs", () => {
    const level = indicesOf(
      (one) => one.observedProperty === "level" && one.assetClass === "pump-station",
    )[0]!;
    const pump = subjects.findIndex(
      ({ asset, observedProperty }) => asset === subjects[level]!.asset && observedProperty === "pumpRunning",
    );
    const steps = Array.from({ length: 240 }, (_one, i) => MONDAY_MS + i * 30_000);
    const falls = steps.slice(1).filter((timeMs, i) => {
      const before = model.readingAt(level, steps[i]!).result;
      return model.readingAt(level, timeMs).result < before - 0.03;
    });
    expect(falls.length).toBeGreaterThan(10);
    const running = falls.filter((timeMs) => model.readingAt(pump, timeMs).result === 1);
    expect(running.length / falls.length).toBeGreaterThan(0.9);
  });

  it("makes neighbours agree more than strangers", () => {
    const pressures = indicesOf((one) => one.observedProperty === "pressure" && one.layerKind === "water");
    const series = new Map(
      pressures.map((index) => [
        index,
        // Day after day at the same hour: what is left is not the daily curve.
        Array.from(
          { length: 60 },
          (_one, day) => model.readingAt(index, MONDAY_MS + day * 24 * HOUR_MS).result,
        ),
      ]),
    );
    const near: number[] = [];
    const far: number[] = [];
    for (const a of pressures) {
      for (const b of pressures) {
        if (b <= a) continue;
        const apart = distanceM(subjects[a]!, subjects[b]!.at ?? [0, 0]);
        if (apart < 250) near.push(correlation(series.get(a)!, series.get(b)!));
        else if (apart > 3_000) far.push(correlation(series.get(a)!, series.get(b)!));
      }
    }
    expect(near.length).toBeGreaterThan(20);
    expect(far.length).toBeGreaterThan(20);
    expect(mean(near)).toBeGreaterThan(0.5);
    expect(Math.abs(mean(far))).toBeLessThan(0.25);
  });

  it("says the same again, whatever else is in the city", () => {
    const alone = buildCityModel(subjects.slice(100, 120), 1);
    for (let i = 0; i < 20; i++) {
      for (const timeMs of [MONDAY_MS, MONDAY_MS + 12_345_678])
        expect(alone.readingAt(i, timeMs).result).toBe(model.readingAt(100 + i, timeMs).result);
    }
  });
});

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Pearson's r. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const product = mean(a.map((value, i) => (value - meanA) * (b[i]! - meanB)));
  const spread = (values: readonly number[], middle: number) =>
    Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
  return product / (spread(a, meanA) * spread(b, meanB));
}
