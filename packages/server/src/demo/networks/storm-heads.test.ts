import { describe, expect, it } from "vitest";
import { findPumped } from "./storm-heads.ts";

/** A drain of two pieces of 500 m to an outlet at node 2, ground at 30 m. */
const nodes = [30, 30, 30].map((groundM) => ({ at: [0, 0] as const, groundM }));
const pieces = [0, 1].map((from) => ({
  ...{ from, to: from + 1, lengthM: 500, path: [], roadClass: "local" as const },
}));
const full = { flowM3S: 1, fullFlowM3S: 1, slope: 0.001 };
const isPumped = (levelM: number, loads = [full, full]) =>
  findPumped({ nodes, pieces }, loads, [{ node: 2, levelM }])[0];

describe("findPumped", () => {
  it("lets a drain flow out by itself while friction and the water outside leave the streets dry", () => {
    // 1 m of friction over 1,000 m, 0.2 m of freeboard.
    expect(isPumped(28.79)).toBe(false);
    expect(isPumped(28.81)).toBe(true);
  });

  it("counts friction by the square of the flow", () => {
    const half = { ...full, flowM3S: 0.5 };
    expect(isPumped(29.5, [half, half])).toBe(false);
    expect(isPumped(29.6, [half, half])).toBe(true);
    const overfull = { ...full, flowM3S: 2 };
    expect(isPumped(27.2, [full, overfull])).toBe(false);
    expect(isPumped(27.4, [full, overfull])).toBe(true);
  });

  it("pumps where the water outside stands as high as the bank", () => {
    expect(findPumped({ nodes, pieces: [] }, [], [{ node: 0, levelM: 29.9 }])).toEqual([true]);
  });

  it("judges each outlet by its own catchment", () => {
    const outlets = [
      { node: 1, levelM: 29.9 },
      { node: 2, levelM: 29 },
    ];
    const apart = [{ ...pieces[0]!, to: 2 }];
    expect(findPumped({ nodes, pieces: apart }, [full], outlets)).toEqual([true, false]);
  });
});
