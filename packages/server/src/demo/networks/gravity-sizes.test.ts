import { findMinimumDrainSlope } from "@shuicheng/shared/catalogue";
import { describe, expect, it } from "vitest";
import {
  BOX_CULVERT,
  chooseDrain,
  designSlope,
  fullFlowM3S,
  roundDrain,
  slopeToCarry,
} from "./gravity-sizes.ts";

const wanted = {
  ...{ kind: "storm" as const, usableShare: 1, smallestMm: 400, largestOuterM: 1.8 },
  ...{ material: "concrete" as const, mayBeBox: false },
};

describe("fullFlowM3S", () => {
  it("agrees with Manning's formula worked out by hand", () => {
    // DN1000, n 0.013, 1 ‰: A 0.7854 m², R 0.25 m, v = 0.25^(2/3) · √0.001 / 0.013 = 0.9654 m/s.
    expect(fullFlowM3S(roundDrain(1000, "concrete"), 0.001)).toBeCloseTo(0.758, 3);
  });
});

describe("designSlope", () => {
  it.each([200, 300, 400, 600, 1000, 1500])("DN%i: at least the code's slope", (diameterMm) => {
    for (const kind of ["storm", "sewage"] as const) {
      for (const material of ["concrete", "plastic"] as const) {
        const least = findMinimumDrainSlope({ kind, diameterMm, wall: material }).value;
        expect(designSlope(kind, roundDrain(diameterMm, material))).toBeGreaterThanOrEqual(least);
      }
    }
  });
});

describe("chooseDrain", () => {
  it("takes the smallest that carries the flow", () => {
    const chosen = chooseDrain({ ...wanted, flowM3S: 0.5 });
    const smaller = roundDrain(chosen.diameterMm - 100, "concrete");
    expect(fullFlowM3S(chosen, designSlope("storm", chosen))).toBeGreaterThanOrEqual(0.5);
    expect(fullFlowM3S(smaller, designSlope("storm", smaller))).toBeLessThan(0.5);
  });

  it("takes a box culvert where no pipe is large enough and one may be built, else the largest pipe", () => {
    expect(chooseDrain({ ...wanted, flowM3S: 9, mayBeBox: true })).toEqual(BOX_CULVERT);
    expect(chooseDrain({ ...wanted, flowM3S: 9 }).diameterMm).toBe(1500);
    expect(chooseDrain({ ...wanted, flowM3S: 9, largestOuterM: 1 }).diameterMm).toBe(800);
  });

  it("refuses a street without room for the smallest", () => {
    expect(() => chooseDrain({ ...wanted, flowM3S: 0.1, largestOuterM: 0.3 })).toThrow(RangeError);
  });
});

describe("slopeToCarry", () => {
  it("steepens a drain that is too small, within what the ground allows", () => {
    const size = roundDrain(1200, "concrete");
    const least = designSlope("storm", size);
    const capacity = fullFlowM3S(size, least);
    expect(slopeToCarry("storm", size, capacity * 0.5)).toBe(least);
    const slope = slopeToCarry("storm", size, capacity * 1.3);
    expect(fullFlowM3S(size, slope)).toBeGreaterThanOrEqual(capacity * 1.3);
    expect(slopeToCarry("storm", size, 50)).toBeLessThanOrEqual(0.0015);
  });
});
