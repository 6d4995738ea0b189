import type { Bucket, Observation } from "@shuicheng/shared/contracts";
import type { LatestValue } from "@shuicheng/shared/protocol";
import { describe, expect, it } from "vitest";
import {
  appendLive,
  buildTrend,
  summariseTrend,
  trendOfBuckets,
  trendOfObservations,
} from "./trend-series.ts";

const FRAME = { fromMs: 0, toMs: 1000, gapMs: 150, isBanded: false };

function observed(
  time: number,
  result: Observation["result"],
  quality: Observation["quality"] = "good",
): Observation {
  return { time, result, quality };
}

function live(time: number, result: number): LatestValue {
  return { datastream: "p", time, result, quality: "good", side: null, stale: false };
}

function sliceAt(start: number, end: number, n: number, mean: number | null): Bucket {
  return {
    start,
    end,
    n,
    min: mean === null ? null : mean - 1,
    max: mean === null ? null : mean + 1,
    mean,
    last: mean,
  };
}

describe("buildTrend", () => {
  it("takes for no gap what is no longer kept", () => {
    const points = trendOfObservations([observed(700, 1), observed(800, 2)]);
    expect(buildTrend(points, { ...FRAME, keptFromMs: 600 }).gaps).toEqual([{ fromMs: 800, toMs: 1000 }]);
    expect(buildTrend([], { ...FRAME, keptFromMs: 5_000 }).gaps).toEqual([]);
  });

  it("finds silence longer than the stale age, at both ends too", () => {
    const points = trendOfObservations([observed(400, 1), observed(450, 2), observed(601, 3)]);

    expect(buildTrend(points, FRAME).gaps).toEqual([
      { fromMs: 0, toMs: 400 },
      { fromMs: 450, toMs: 601 },
      { fromMs: 601, toMs: 1000 },
    ]);
  });

  it("takes a steady archive, coarser than the datastream promises, for a line, and a silence in it for a gap", () => {
    const every200 = [0, 200, 400, 600, 800, 1000].map((timeMs) => observed(timeMs, 1));
    const broken = [0, 200, 400, 600, 1200, 1400, 1600, 1800].map((timeMs) => observed(timeMs, 1));

    expect(buildTrend(trendOfObservations(every200), FRAME).gaps).toEqual([]);
    expect(buildTrend(trendOfObservations(broken), { ...FRAME, toMs: 1900 }).gaps).toEqual([
      { fromMs: 600, toMs: 1200 },
    ]);
  });

  it("still finds an hour of silence between an archive and what came live after", () => {
    const times = [0, 200, 400, 600, 1100, 1110, 1120, 1130, 1140, 1400];
    const points = trendOfObservations(times.map((timeMs) => observed(timeMs, 1)));

    expect(buildTrend(points, { ...FRAME, toMs: 1400 }).gaps).toEqual([
      { fromMs: 600, toMs: 1100 },
      { fromMs: 1140, toMs: 1400 },
    ]);
  });

  it("is one gap where nothing was seen", () => {
    expect(buildTrend([], FRAME).gaps).toEqual([{ fromMs: 0, toMs: 1000 }]);
  });

  it("counts a slice as seen over its whole width", () => {
    const points = trendOfBuckets([
      sliceAt(0, 400, 3, 5),
      sliceAt(400, 600, 0, null),
      sliceAt(600, 1000, 2, 7),
    ]);

    expect(points.map((point) => [point.timeMs, point.min, point.value, point.max])).toEqual([
      [200, 4, 5, 6],
      [800, 6, 7, 8],
    ]);
    expect(buildTrend(points, FRAME).gaps).toEqual([{ fromMs: 400, toMs: 600 }]);
  });
});

describe("trendOfObservations", () => {
  it("orders by time, breaks at bad values, numbers booleans and categories", () => {
    const points = trendOfObservations(
      [observed(3, "shut"), observed(1, true), observed(2, 9, "bad"), observed(4, "lost")],
      ["open", "shut"],
    );

    expect(points.map(({ timeMs, value }) => [timeMs, value])).toEqual([
      [1, 1],
      [2, null],
      [3, 1],
      [4, null],
    ]);
  });
});

describe("appendLive", () => {
  const trend = buildTrend(trendOfObservations([observed(100, 1), observed(900, 2)]), FRAME);
  const options = { gapMs: 150, categories: [] };

  it("appends a newer value and slides the range on", () => {
    const next = appendLive(trend, live(1200, 3), { ...options, nowMs: 1200 });

    expect([next.fromMs, next.toMs]).toEqual([200, 1200]);
    expect(next.points.map((point) => point.value)).toEqual([2, 3]);
  });

  it("takes the same value once", () => {
    const next = appendLive(trend, live(900, 2), { ...options, nowMs: 1000 });
    expect(next.points).toHaveLength(2);
  });

  it("moves a trend of long ago on with a replay", () => {
    const next = appendLive({ ...trend, isPast: true }, live(1500, 7), { ...options, nowMs: 99_000 });

    expect([next.isPast, next.fromMs, next.toMs]).toEqual([true, 501, 1501]);
    expect(next.points.map((point) => point.value)).toEqual([2, 7]);
  });

  it("keeps a trend of long ago until something new comes", () => {
    const past = { ...trend, isPast: true };

    expect(appendLive(past, live(900, 2), { ...options, nowMs: 99_000 })).toBe(past);
    const woken = appendLive(past, live(98_900, 5), { ...options, nowMs: 99_000 });
    expect([woken.isPast, woken.toMs, woken.points.length]).toEqual([false, 99_000, 1]);
  });
});

describe("summariseTrend", () => {
  it("answers lowest, highest and the last good value", () => {
    const trend = buildTrend(
      trendOfObservations([observed(1, 5), observed(2, -3), observed(3, 8, "bad")]),
      FRAME,
    );
    expect(summariseTrend(trend)).toMatchObject({ min: -3, max: 5, last: { timeMs: 2, value: -3 } });
  });

  it("answers none for an empty trend", () => {
    expect(summariseTrend(buildTrend([], FRAME))).toEqual({ min: null, max: null, last: null });
  });
});
