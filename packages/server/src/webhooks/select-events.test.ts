import { BAD_QUALITY_BIT, STALE_BIT } from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import { createEventSelector, statusesOf } from "./select-events.ts";
import { settingsOf } from "./webhook-row.ts";

const selector = (filters: object) =>
  createEventSelector(settingsOf({ name: "x", url: "http://x/", events: ["status"], ...filters }));
const at = (layer: string, asset: string, datastream: string) => ({
  ...{ layer, asset, datastream, resultType: "number" as const, categories: [] },
});
const [NORMAL, HIGH] = [1, 5];

describe("createEventSelector", () => {
  it.each([
    [{}, true, true, true],
    [{ layers: ["water"] }, true, true, false],
    [{ assets: ["a"] }, true, false, false],
    [{ datastreams: ["gas.b.p"] }, false, false, true],
    [{ layers: ["gas"], assets: ["a"] }, true, false, true],
    [{ layers: null, datastreams: ["none"] }, false, false, false],
  ])("looks where %j says", (filters, a, b, c) => {
    const { includesDatastream } = selector(filters);
    const places = [at("water", "a", "a.p"), at("water", "b", "b.p"), at("gas", "c", "gas.b.p")];
    expect(places.map(includesDatastream)).toEqual([a, b, c]);
  });

  it("tells of what enters or leaves the statuses that are asked for", () => {
    const { includesStatus } = selector({ statuses: ["high", "stale"] });
    const includes = (before: number, after: number) => includesStatus(at("water", "a", ""), before, after);
    expect(includes(NORMAL, HIGH)).toBe(true);
    expect(includes(HIGH, NORMAL)).toBe(true);
    expect(includes(NORMAL, 4)).toBe(false);
    expect(includes(NORMAL, NORMAL | STALE_BIT)).toBe(true);
    expect(includes(NORMAL, NORMAL | BAD_QUALITY_BIT)).toBe(false);
    expect(includes(HIGH, HIGH)).toBe(false);
    expect(selector({}).includesStatus(at("water", "a", ""), NORMAL, NORMAL | BAD_QUALITY_BIT)).toBe(true);
  });
});

describe("statusesOf", () => {
  it("says all that a byte says", () => {
    expect(statusesOf(0)).toEqual(["unknown"]);
    expect(statusesOf(HIGH | STALE_BIT | BAD_QUALITY_BIT)).toEqual(["high", "stale", "bad-quality"]);
  });
});
