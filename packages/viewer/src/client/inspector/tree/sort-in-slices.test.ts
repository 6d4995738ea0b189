import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runAtOnce } from "../run-in-slices.ts";
import { sortInSlices } from "./sort-in-slices.ts";

const byTens = (a: number, b: number) => Math.floor(a / 10) - Math.floor(b / 10);

describe("sortInSlices", () => {
  it("sorts as Array.sort does, alike ones as they came", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(200), { maxLength: 300 }),
        fc.integer({ min: 1, max: 40 }),
        (some, times) => {
          const items = Array.from({ length: times }, () => some).flat();
          expect(runAtOnce(sortInSlices(items, byTens))).toEqual(items.toSorted(byTens));
        },
      ),
      { numRuns: 50 },
    );
  });

  it("stops between pieces of a long list and leaves it as it was", () => {
    const items = Array.from({ length: 10_000 }, (_, i) => (i * 7919) % 10_000);
    const before = [...items];
    const sorting = sortInSlices(items, (a, b) => a - b);
    let steps = 0;
    for (let step = sorting.next(); !step.done; step = sorting.next()) steps++;
    expect(steps).toBeGreaterThan(5);
    expect(items).toEqual(before);
  });
});
