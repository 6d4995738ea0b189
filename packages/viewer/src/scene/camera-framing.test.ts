import { describe, expect, it } from "vitest";
import {
  flattestPitchDeg,
  frameBounds,
  HOME_FRAME,
  joinBounds,
  OBLIQUE_PITCH_DEG,
} from "./camera-framing.ts";

const FOVY_RAD = Math.PI / 3;
/** Net3 at Liaocheng: 8.3 × 7 km. */
const NET3: [number, number, number, number] = [115.934, 36.419, 116.026, 36.481];

describe("frameBounds", () => {
  it.each([16 / 9, 1.3, 0.6])("has every corner on the picture at an aspect of %f", (aspect) => {
    const { rangeM } = frameBounds(NET3, FOVY_RAD, aspect);
    const halfWidthM = ((116.026 - 115.934) / 2) * 111_000 * Math.cos((36.45 * Math.PI) / 180);
    const halfDepthM = ((36.481 - 36.419) / 2) * 111_000;
    const pitchRad = (35 * Math.PI) / 180;
    for (const [east, north] of [
      [halfWidthM, halfDepthM],
      [halfWidthM, -halfDepthM],
    ] as const) {
      const alongM = rangeM + north * Math.cos(pitchRad);
      const upM = north * Math.sin(pitchRad);
      expect(Math.abs(upM / alongM)).toBeLessThan(Math.tan(FOVY_RAD / 2));
      expect(east / alongM).toBeLessThan(Math.tan(FOVY_RAD / 2) * aspect);
    }
  });

  it("looks at the middle of the box", () => {
    expect(frameBounds(NET3, FOVY_RAD, 1.3)).toMatchObject({
      lonDeg: expect.closeTo(115.98, 9),
      latDeg: expect.closeTo(36.45, 9),
      pitchDeg: OBLIQUE_PITCH_DEG,
    });
  });

  it("keeps some distance to a box without extent", () => {
    expect(frameBounds([116, 36, 116, 36], FOVY_RAD, 1).rangeM).toBe(400);
  });
});

describe("HOME_FRAME", () => {
  it("has the eye 2.5 km up", () => {
    expect(HOME_FRAME.rangeM * Math.sin((35 * Math.PI) / 180)).toBeCloseTo(2_500, 6);
  });
});

describe("flattestPitchDeg", () => {
  it("leaves the pitch free near the ground and ends straight down", () => {
    expect(flattestPitchDeg(5_000)).toBe(0);
    expect(flattestPitchDeg(100_000)).toBe(OBLIQUE_PITCH_DEG);
    expect(flattestPitchDeg(1_000_000)).toBeLessThan(-60);
    expect(flattestPitchDeg(12_000_000)).toBe(-90);
  });
});

describe("joinBounds", () => {
  it("spans all boxes, and is nothing of none", () => {
    expect(joinBounds([])).toBeUndefined();
    expect(
      joinBounds([
        [115, 36, 116, 37],
        [114, 36.5, 115.5, 38],
      ]),
    ).toEqual([114, 36, 116, 38]);
  });
});
