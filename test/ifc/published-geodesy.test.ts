import { describe, expect, it } from "vitest";
import {
  ELLIPSOIDS,
  fromLambertConic,
  fromObliqueStereographic,
  fromTransverseMercator,
} from "./published-geodesy.ts";

/** What checks others is checked by the worked examples of its own publication. */
describe("the published formulas", () => {
  it("give the example of the Oblique Stereographic, Amersfoort / RD New", () => {
    const origin = {
      latDeg: 52 + 9 / 60 + 22.178 / 3600,
      lonDeg: 5 + 23 / 60 + 15.5 / 3600,
      ...{ scale: 0.9999079, eastM: 155_000, northM: 463_000 },
    };
    const { latDeg, lonDeg } = fromObliqueStereographic(
      ELLIPSOIDS.Bessel1841,
      origin,
      196_105.283,
      557_057.739,
    );
    expect(latDeg).toBeCloseTo(53, 7);
    expect(lonDeg).toBeCloseTo(6, 7);
  });

  it("give the example of the Transverse Mercator, OSGB36 / British National Grid", () => {
    const airy = { a: 6_377_563.396, inverseFlattening: 299.32496 };
    const origin = { latDeg: 49, lonDeg: -2, scale: 0.9996012717, eastM: 400_000, northM: -100_000 };
    const { latDeg, lonDeg } = fromTransverseMercator(airy, origin, 577_274.99, 69_740.5);
    // The example gives centimetres.
    expect(latDeg).toBeCloseTo(50.5, 6);
    expect(lonDeg).toBeCloseTo(0.5, 6);
  });

  it("give the example of the Lambert Conic Conformal, NAD27 / Texas South Central", () => {
    const clarke = { a: 20_925_832.16, inverseFlattening: 294.9787 };
    const origin = {
      latDeg: 27 + 50 / 60,
      lonDeg: -99,
      parallelsDeg: [28 + 23 / 60, 30 + 17 / 60] as [number, number],
      ...{ eastM: 2_000_000, northM: 0 },
    };
    const { latDeg, lonDeg } = fromLambertConic(clarke, origin, 2_963_503.91, 254_759.8);
    expect(latDeg).toBeCloseTo(28.5, 7);
    expect(lonDeg).toBeCloseTo(-96, 7);
  });
});
