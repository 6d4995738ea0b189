import { describe, expect, it } from "vitest";
import { comparisonOf, formatLimits, listAlarmStates, listLimits } from "./limits.ts";

describe("formatLimits", () => {
  it("reads from low to high with the datastream's decimals", () => {
    expect(formatLimits({ H: 60, L: 10 }, 2)).toBe("L 10.00 • H 60.00");
    expect(formatLimits({ HH: 25, H: 10 }, 0)).toBe("H 10 • HH 25");
  });

  it("is empty where no limit is set", () => {
    expect(formatLimits({}, 2)).toBe("");
    expect(listLimits({})).toEqual([]);
  });
});

describe("listAlarmStates", () => {
  it("says which state is beyond the limits: intrusion when it is so, a device when it is not online", () => {
    expect(listAlarmStates({ H: 0 })).toEqual([true]);
    expect(listAlarmStates({ L: 1 })).toEqual([false]);
    expect(listAlarmStates({ HH: 0.5, L: 0 })).toEqual([true]);
    expect(listAlarmStates({ H: 1 })).toEqual([]);
    expect(listAlarmStates({})).toEqual([]);
  });
});

describe("comparisonOf", () => {
  it("points the way the value went", () => {
    expect([comparisonOf("HH"), comparisonOf("H"), comparisonOf("L"), comparisonOf("LL")]).toEqual([
      ">",
      ">",
      "<",
      "<",
    ]);
  });
});
