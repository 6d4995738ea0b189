import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ecefToGeodetic, geodeticToEcef } from "./ecef.ts";

describe("geodeticToEcef", () => {
  it("puts the equator at the semi-major and the pole at the semi-minor axis", () => {
    expect(geodeticToEcef({ lonDeg: 0, latDeg: 0, ellipsoidalHeightM: 0 })).toEqual([6_378_137, 0, 0]);
    const [, , zM] = geodeticToEcef({ lonDeg: 0, latDeg: 90, ellipsoidalHeightM: 0 });
    expect(zM).toBeCloseTo(6_356_752.314_245, 5); // WGS84 semi-minor axis
  });

  it("is undone by ecefToGeodetic to a micrometre", () => {
    const place = fc.record({
      lonDeg: fc.double({ min: -179.999, max: 180, noNaN: true }),
      latDeg: fc.double({ min: -89.999, max: 89.999, noNaN: true }),
      ellipsoidalHeightM: fc.double({ min: -10_000, max: 100_000, noNaN: true }),
    });
    fc.assert(
      fc.property(place, (geodetic) => {
        const back = ecefToGeodetic(geodeticToEcef(geodetic));
        expect(back.latDeg).toBeCloseTo(geodetic.latDeg, 11);
        expect(back.lonDeg).toBeCloseTo(geodetic.lonDeg, 10);
        expect(back.ellipsoidalHeightM).toBeCloseTo(geodetic.ellipsoidalHeightM, 6);
      }),
    );
  });

  it("holds at the poles", () => {
    const back = ecefToGeodetic(geodeticToEcef({ lonDeg: 0, latDeg: -90, ellipsoidalHeightM: 12 }));
    expect(back.latDeg).toBeCloseTo(-90, 11);
    expect(back.ellipsoidalHeightM).toBeCloseTo(12, 6);
  });
});
