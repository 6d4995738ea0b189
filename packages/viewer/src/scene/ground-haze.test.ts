import { describe, expect, it } from "vitest";
import { hazeRangeAt } from "./ground-haze.ts";

describe("hazeRangeAt", () => {
  it.each([-8, 2, 250, 2_500, 40_000, 249_000])(
    "ends before the horizon and starts behind what is looked at from %i m",
    (heightM) => {
      const { fromM, toM } = hazeRangeAt(heightM);
      const horizonM = Math.sqrt(2 * 6_371_000 * Math.max(heightM, 20));

      // The centre of an oblique view lies 1.75 heights away.
      expect(fromM).toBeGreaterThanOrEqual(heightM * 1.75);
      expect(toM).toBeGreaterThan(fromM);
      expect(toM).toBeLessThan(Math.max(horizonM, fromM * 3));
    },
  );

  it("has none for a globe seen from space", () => {
    expect(hazeRangeAt(12_000_000).fromM).toBeGreaterThan(1e8);
  });
});
