import { array, assert, double, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { trendOfBuckets, trendOfObservations } from "../trend-series.ts";
import { summariseWindow } from "./chart-statistics.ts";

const ALL = { fromMs: 0, toMs: 1e9 };
const pointsOf = (values: readonly number[]) =>
  trendOfObservations(values.map((result, time) => ({ time, result, quality: "good" as const })));

describe("summariseWindow", () => {
  it("reckons what a textbook does", () => {
    // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, sum of squares 32.
    expect(summariseWindow(pointsOf([2, 4, 4, 4, 5, 5, 7, 9]), ALL)).toEqual({
      ...{ n: 8, min: 2, max: 9, mean: 5, last: 9 },
      deviation: Math.sqrt(32 / 7),
    });
  });

  it("agrees with two passes", () => {
    const numbers = array(double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 50 });
    assert(
      property(numbers, (values) => {
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
        const { mean: own, deviation } = summariseWindow(pointsOf(values), ALL);
        expect(own).toBeCloseTo(mean, 6);
        expect(deviation).toBeCloseTo(Math.sqrt(squares / (values.length - 1)), 6);
      }),
    );
  });

  it("leaves bad values and what is outside of the window out", () => {
    const points = trendOfObservations([
      { time: 1, result: 100, quality: "good" },
      { time: 2, result: 7, quality: "uncertain" },
      { time: 3, result: 999, quality: "bad" },
      { time: 4, result: 100, quality: "good" },
    ]);
    expect(summariseWindow(points, { fromMs: 2, toMs: 3 })).toMatchObject({ n: 1, min: 7, max: 7, last: 7 });
  });

  it("weighs slices by what is in them, and does not make up a deviation", () => {
    const points = trendOfBuckets([
      { start: 0, end: 10, n: 3, min: 1, max: 3, mean: 2, last: 3 },
      { start: 10, end: 20, n: 0, min: null, max: null, mean: null, last: null },
      { start: 20, end: 30, n: 1, min: 10, max: 10, mean: 10, last: 10 },
    ]);
    expect(summariseWindow(points, ALL)).toEqual({
      n: 4,
      min: 1,
      max: 10,
      mean: 4,
      last: 10,
      deviation: null,
    });
  });

  it("says nothing of nothing", () => {
    expect(summariseWindow([], ALL)).toEqual({
      n: 0,
      min: null,
      max: null,
      mean: null,
      last: null,
      deviation: null,
    });
  });
});
