import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { invertPlanar, placePlanar } from "./planar-frame.ts";
import { curvatureSegment, joinSegments, type PlanarPoint } from "./planar-path.ts";

const ORIGIN: PlanarPoint = { x: 0, y: 0, headingRad: 0 };
const finite = (max: number) => fc.double({ min: -max, max, noNaN: true });

describe("curvatureSegment", () => {
  it("is exact on a line and an arc", () => {
    const line = curvatureSegment({ x: 1, y: 2, headingRad: Math.PI / 2 }, 10, () => 0, 1).at(10);
    expect([line.x, line.y]).toEqual([expect.closeTo(1, 12), expect.closeTo(12, 12)]);
    const arc = curvatureSegment(ORIGIN, 50 * Math.PI, () => -1 / 100, 1).at(50 * Math.PI);
    expect([arc.x, arc.y, arc.headingRad]).toEqual([
      expect.closeTo(100, 9),
      expect.closeTo(-100, 9),
      expect.closeTo(-Math.PI / 2, 12),
    ]);
  });

  it("follows a clothoid to its series", () => {
    // x = L − L⁵/(40 A⁴) + L⁹/(3456 A⁸) − L¹³/(599040 A¹²), y = L³/(6 A²) − L⁷/(336 A⁶) + L¹¹/(42240 A¹⁰) (Lipičnik, 1998), A = 200, L = 150.
    const [a2, length] = [40_000, 150];
    const { x, y } = curvatureSegment(ORIGIN, length, (run) => run / a2, 1).at(length);
    const series = length ** 9 / (3456 * a2 ** 4) - length ** 13 / (599_040 * a2 ** 6);
    expect(x).toBeCloseTo(length - length ** 5 / (40 * a2 ** 2) + series, 5);
    expect(y).toBeCloseTo(
      length ** 3 / (6 * a2) - length ** 7 / (336 * a2 ** 3) + length ** 11 / (42_240 * a2 ** 5),
      5,
    );
  });

  it("has samples whose chords stay within 5 mm", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 5_000, noNaN: true }), (radius) => {
        const arc = curvatureSegment(ORIGIN, radius, () => 1 / radius, 1);
        const step = arc.samples[1]!;
        expect(radius * (1 - Math.cos(step / radius / 2))).toBeLessThanOrEqual(0.00501);
        expect(arc.samples.at(-1)).toBe(arc.length);
      }),
    );
  });
});

describe("joinSegments", () => {
  it("goes on straight before the first and after the last", () => {
    const path = joinSegments([curvatureSegment({ x: 10, y: 0, headingRad: 0 }, 5, () => 0, 1)])!;
    expect([path.at(-3).x, path.at(2).x, path.at(9).x]).toEqual([7, 12, 19]);
  });

  it("is nothing without a length", () => {
    expect(joinSegments([curvatureSegment(ORIGIN, 0, () => 0, 1)])).toBeUndefined();
  });
});

describe("placePlanar", () => {
  it("is undone by the frame's inverse", () => {
    const frame = fc.record({ x: finite(1e6), y: finite(1e6), headingRad: finite(10) });
    fc.assert(
      fc.property(frame, frame, (where, point) => {
        const back = placePlanar(invertPlanar(where), placePlanar(where, point));
        expect(Math.abs(back.x - point.x)).toBeLessThan(1e-6);
        expect(Math.abs(back.y - point.y)).toBeLessThan(1e-6);
        expect(back.headingRad).toBeCloseTo(point.headingRad, 9);
      }),
    );
  });
});
