import { describe, expect, it } from "vitest";
import { buildingShareOf, veilOf } from "./veil.ts";

describe("veilOf", () => {
  it("keeps the colours of what is buried while the ground is see-through, and sinks them towards opaque ground", () => {
    expect(veilOf(0.4, 2_500)).toMatchObject({ share: 0, isLifted: true });
    expect(veilOf(0.65, 2_500)).toMatchObject({ share: 0, isLifted: true });
    expect(veilOf(0.85, 2_500).share).toBeCloseTo(0.5, 9);
  });

  it("hides what is buried under opaque ground", () => {
    expect(veilOf(1, 2_500)).toMatchObject({ share: 1, isLifted: false });
  });

  it("shows pipes in their full hue to who looks into the ground", () => {
    expect([0.65, 0.5, 0.25, 0.1].map((opacity) => veilOf(opacity, 50).focus)).toEqual([0, 0, 1, 1]);
  });

  it("lifts and sinks nothing for an eye below the ground", () => {
    expect(veilOf(0.9, -5)).toEqual({ share: 0, isLifted: false, focus: 1 });
  });
});

describe("buildingShareOf", () => {
  it("keeps buildings whole over a ground that is a map, and x-rays them over one that is looked into", () => {
    expect(buildingShareOf(0.65, false)).toBe(1);
    expect(buildingShareOf(0.2, false)).toBe(0.2);
    expect(buildingShareOf(0.9, true)).toBe(0.2);
  });

  it("goes from one to the other without a jump", () => {
    let before = buildingShareOf(0, false);
    for (let opacity = 0; opacity <= 1; opacity += 0.01) {
      const share = buildingShareOf(opacity, false);
      expect(share - before).toBeGreaterThanOrEqual(0);
      expect(share - before).toBeLessThan(0.05);
      before = share;
    }
  });
});
