import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shareOut } from "./share-out.ts";

describe("shareOut", () => {
  it("shares by weight", () => {
    const claims = [
      { share: 3, measures: 1, sites: 1_000 },
      { share: 1, measures: 2, sites: 1_000 },
    ];
    expect(shareOut(500, claims)).toEqual([300, 100]);
  });

  it("never goes beyond the sites, and gives all while there is room", () => {
    const claim = fc.record({
      share: fc.integer({ min: 0, max: 300 }),
      measures: fc.integer({ min: 1, max: 7 }),
      sites: fc.integer({ min: 0, max: 500 }),
    });
    fc.assert(
      fc.property(
        fc.array(claim, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 0, max: 3_000 }),
        (claims, wanted) => {
          const devices = shareOut(wanted, claims);
          const given = devices.reduce((sum, count, i) => sum + count * claims[i]!.measures, 0);
          const room = claims.reduce((sum, one) => sum + (one.share > 0 ? one.sites * one.measures : 0), 0);
          devices.forEach((count, i) => {
            expect(count).toBeLessThanOrEqual(claims[i]!.share > 0 ? claims[i]!.sites : 0);
          });
          expect(given).toBeLessThan(wanted + 7);
          // Everybody with room gets one more before anything is left over.
          if (room >= wanted + 7 * claims.length) expect(given).toBeGreaterThan(wanted - 7 * claims.length);
          if (room <= wanted) expect(given).toBe(room);
        },
      ),
    );
  });
});
