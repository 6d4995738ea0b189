import { describe, expect, it } from "vitest";
import { CAMERA_PRESETS } from "../client/view-store.ts";
import { findCrossing, framePreset } from "./camera-presets.ts";
import { SMALL_MAP } from "./fixture/small-map.ts";

describe("findCrossing", () => {
  it("finds where two main roads share a point, and the way one of them goes", () => {
    expect(findCrossing(SMALL_MAP, { lonDeg: 115.985, latDeg: 36.45 })).toEqual({
      lonDeg: 115.98,
      latDeg: 36.45,
      roadHeadingDeg: expect.closeTo(0, 9),
    });
  });

  it("finds none where roads do not meet", () => {
    expect(
      findCrossing({ ...SMALL_MAP, lines: SMALL_MAP.lines.slice(0, 1) }, { lonDeg: 116, latDeg: 36 }),
    ).toBeUndefined();
  });
});

describe("framePreset", () => {
  it.each(CAMERA_PRESETS)("frames %s with a map and without", (preset) => {
    for (const map of [SMALL_MAP, null]) {
      const { lonDeg, latDeg, headingDeg, pitchDeg, rangeM } = framePreset(preset, map);
      expect(Math.hypot(lonDeg - 115.98, latDeg - 36.45)).toBeLessThan(0.05);
      expect(headingDeg).toBeGreaterThanOrEqual(0);
      expect(headingDeg).toBeLessThan(360);
      expect(pitchDeg).toBeLessThan(0);
      expect(rangeM).toBeGreaterThan(20);
    }
  });

  it("looks north-west over lake and ancient town, and straight down on the plan", () => {
    expect(framePreset("old-town", null)).toMatchObject({ lonDeg: 115.965, latDeg: 36.447 });
    expect(framePreset("top", null).pitchDeg).toBe(-90);
  });
});
