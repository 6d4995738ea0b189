import { describe, expect, it } from "vitest";
import { farGlobeShare } from "./far-globe.ts";

describe("farGlobeShare", () => {
  it("is nothing wherever a city is looked at, from below the ground to the height of a province", () => {
    for (const heightM of [-12, 0, 5_000, 250_000]) expect(farGlobeShare(heightM)).toBe(0);
  });

  it("grows to the whole picture from far away", () => {
    expect(farGlobeShare(475_000)).toBeCloseTo(0.5, 9);
    expect(farGlobeShare(700_000)).toBe(1);
    expect(farGlobeShare(1.2e7)).toBe(1);
  });
});
