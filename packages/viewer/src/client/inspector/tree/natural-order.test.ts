import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareNatural } from "./natural-order.ts";

describe("compareNatural", () => {
  it("reads numbers as numbers, sets case aside and puts Han after Latin by pronunciation", () => {
    const names = [
      "P-10",
      "P-2",
      "p-1",
      "泵2",
      "阀1",
      "P-2b",
      "Wall:200:99",
      "Wall:200:100",
      "007x",
      "12x",
      "12y",
      "安全阀",
    ];
    expect(names.sort(compareNatural)).toEqual([
      "007x",
      "12x",
      "12y",
      "p-1",
      "P-2",
      "P-2b",
      "P-10",
      "Wall:200:99",
      "Wall:200:100",
      "安全阀",
      "泵2",
      "阀1",
    ]);
  });

  it("is an order: turned round it is turned round, and it holds from one to the next", () => {
    const name = fc.string({ unit: fc.constantFrom("0", "1", "9", "a", "B", "-", "泵"), maxLength: 6 });
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        const sign = (x: string, y: string) => Math.sign(compareNatural(x, y));
        expect(sign(a, b) + sign(b, a)).toBe(0);
        if (sign(a, b) <= 0 && sign(b, c) <= 0) expect(sign(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });
});
