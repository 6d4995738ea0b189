import type { Datastream } from "@shuicheng/shared/contracts";
import type { LatestValue } from "@shuicheng/shared/protocol";
import { describe, expect, it } from "vitest";
import { findReading, formatRange, formatResult, sideOf, wordOf } from "./reading.ts";

const LATEST = { time: 1000, result: 12, quality: "good", stale: false, side: "H" } as const;

function aDatastream(change: Partial<Datastream> = {}): Datastream {
  return {
    id: "p",
    asset: "a",
    layer: "water",
    name: "",
    observedProperty: "pressure",
    resultType: "number",
    categories: [],
    unit: { name: "metre", symbol: "m", definition: "m" },
    range: { min: 0, max: 100 },
    limits: { H: 10 },
    expectedIntervalMs: 100,
    staleAfterMs: 300,
    decimals: 2,
    latest: LATEST,
    ...change,
  };
}

function followed(change: Partial<LatestValue> = {}): LatestValue {
  return { datastream: "p", ...LATEST, ...change };
}

describe("findReading", () => {
  it("takes the live value unless the stored one is newer", () => {
    expect(findReading(aDatastream(), followed({ time: 1001, result: 5 }), 1001)?.latest.result).toBe(5);
    expect(findReading(aDatastream(), followed({ time: 999, result: 5 }), 1001)?.latest.result).toBe(12);
    expect(findReading(aDatastream(), undefined, 1001)?.latest.result).toBe(12);
  });

  it("is nothing where nothing was observed", () => {
    expect(findReading(aDatastream({ latest: null }), undefined, 0)).toBeUndefined();
  });

  it("goes stale by the clock even when the server no longer says so", () => {
    expect(findReading(aDatastream(), undefined, 1300)?.isStale).toBe(false);
    expect(findReading(aDatastream(), undefined, 1301)?.isStale).toBe(true);
  });

  it("notices a value the instrument cannot produce", () => {
    expect(findReading(aDatastream(), followed({ result: 100.01 }), 1000)?.isOutOfRange).toBe(true);
    expect(findReading(aDatastream(), followed({ result: 100 }), 1000)?.isOutOfRange).toBe(false);
    expect(
      findReading(aDatastream({ range: { min: null, max: null } }), followed({ result: -9 }), 1000)
        ?.isOutOfRange,
    ).toBe(false);
  });
});

describe("wordOf", () => {
  it.each([
    ["bad", { quality: "bad", stale: true }],
    ["stale", { quality: "uncertain", stale: true }],
    ["uncertain", { quality: "uncertain" }],
    ["good", {}],
  ] as const)("says %s of %o", (word, change) => {
    expect(wordOf(findReading(aDatastream(), followed(change), 1000)!)).toBe(word);
  });
});

describe("sideOf", () => {
  it("puts a bad value beyond no limit", () => {
    expect(sideOf(findReading(aDatastream(), followed(), 1000)!)).toBe("H");
    expect(sideOf(findReading(aDatastream(), followed({ quality: "bad" }), 1000)!)).toBeNull();
  });
});

describe("formatResult", () => {
  const words = { yes: "是", no: "否" };

  it.each([
    [12.345, "12.35"],
    [true, "是"],
    [false, "否"],
    ["shut", "shut"],
    [undefined, "—"],
  ])("writes %s as %s", (result, text) => {
    expect(formatResult(result, { decimals: 2 }, words)).toBe(text);
  });
});

describe("formatRange", () => {
  it("leaves an open end out", () => {
    expect(formatRange({ min: 0, max: 100 }, 0, "m")).toBe("0–100\u00A0m");
    expect(formatRange({ min: null, max: 100 }, 0, "m")).toBe("–100\u00A0m");
  });
});
