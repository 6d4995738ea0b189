import { LAYER_KINDS } from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import { buildFeatureFragmentShader, veilOf } from "./feature-shader.ts";

describe("buildFeatureFragmentShader", () => {
  it.each(LAYER_KINDS)("has finite colours in 0–1 for %s", (kind) => {
    const colours = [
      ...buildFeatureFragmentShader(kind).matchAll(/vec3\((\d\.\d+), (\d\.\d+), (\d\.\d+)\)/g),
    ];

    // Five severities, unknown, normal, stale, out of service, selected, ground.
    expect(colours).toHaveLength(11);
    for (const channel of colours.flatMap((colour) => colour.slice(1))) {
      expect(Number(channel)).toBeGreaterThanOrEqual(0);
      expect(Number(channel)).toBeLessThanOrEqual(1);
    }
  });

  it("puts critical red into linear light: #E5484D is 0.7835, 0.0648, 0.0742", () => {
    expect(buildFeatureFragmentShader("water")).toContain("vec3(0.78354, 0.06480, 0.07421)");
  });
});

describe("veilOf", () => {
  it("makes up for what see-through ground takes, up to the half", () => {
    expect(veilOf(0.4, 2_500).share).toBe(0.4);
    expect(veilOf(0.9, 2_500).share).toBe(0.5);
  });

  it("lifts an abnormal feature buried 10 m just to the ground: h / (H + h) of the way", () => {
    expect(veilOf(0.4, 90).lift).toBeCloseTo(0.1, 12);
  });

  it("changes nothing under opaque ground or below it", () => {
    expect(veilOf(1, 2_500)).toEqual({ share: 0, lift: 0 });
    expect(veilOf(0.4, -5)).toEqual({ share: 0, lift: 0 });
  });
});
