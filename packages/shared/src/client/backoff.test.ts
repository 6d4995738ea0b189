import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { backoffMs } from "./backoff.ts";

describe("backoffMs", () => {
  it("doubles from half a second to five", () => {
    expect([1, 2, 3, 4, 5, 50].map((attempt) => backoffMs(attempt, 0))).toEqual([
      500, 1000, 2000, 4000, 5000, 5000,
    ]);
  });

  it("is shortened at random by up to a half and never more", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, random) => {
          const fullMs = backoffMs(n, 0);
          const pauseMs = backoffMs(n, random);
          expect(pauseMs).toBeGreaterThanOrEqual(fullMs / 2);
          expect(pauseMs).toBeLessThanOrEqual(fullMs);
        },
      ),
    );
  });
});
