import { describe, expect, it } from "vitest";
import { pickScale } from "./scale.ts";

describe("pickScale", () => {
  it.each([
    [1, 100, 100],
    [1, 120, 100],
    [4.1, 120, 200],
    [4.17, 120, 500],
    [0.01, 120, 1],
  ])("at %d m per pixel and %d px shows %d m", (metresPerPixel, maxWidthPx, lengthM) => {
    const scale = pickScale(metresPerPixel, maxWidthPx);
    expect(scale?.lengthM).toBeCloseTo(lengthM, 9);
    expect(scale?.widthPx).toBeLessThanOrEqual(maxWidthPx * 1.000001);
  });

  it.each([0, Number.NaN, Number.POSITIVE_INFINITY, -1])("has none for %d", (metresPerPixel) => {
    expect(pickScale(metresPerPixel, 120)).toBeUndefined();
  });
});
