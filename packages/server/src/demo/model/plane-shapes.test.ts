import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlanePoint } from "./index.ts";
import {
  areRingsNear,
  counterClockwise,
  doCross,
  isInRing,
  pieceToPieceM,
  pointToPieceM,
  type Ring,
  ringAreaM2,
  ringCentre,
} from "./plane-shapes.ts";
import { indexRing } from "./ring-index.ts";

const box = (x: number, y: number, width: number, depth: number): Ring => [
  [x, y],
  [x + width, y],
  [x + width, y + depth],
  [x, y + depth],
];
const metres = fc.double({ min: -500, max: 500, noNaN: true });
const point = fc.tuple(metres, metres) as fc.Arbitrary<PlanePoint>;

describe("plane shapes", () => {
  it("measure areas by their turning sense and turn rings round", () => {
    expect(ringAreaM2(box(3, 4, 10, 5))).toBe(50);
    expect(ringAreaM2(box(3, 4, 10, 5).toReversed())).toBe(-50);
    expect(ringAreaM2(counterClockwise(box(3, 4, 10, 5).toReversed()))).toBe(50);
  });

  it("find the centre of an L by its area, not its corners", () => {
    const l: Ring = [
      [0, 0],
      [4, 0],
      [4, 1],
      [1, 1],
      [1, 4],
      [0, 4],
    ];
    // Two boxes: 4 m² at (2, 0.5) and 3 m² at (0.5, 2.5).
    expect(ringCentre(l)[0]).toBeCloseTo((4 * 2 + 3 * 0.5) / 7, 12);
    expect(ringCentre(l)[1]).toBeCloseTo((4 * 0.5 + 3 * 2.5) / 7, 12);
  });

  it("know how far pieces are from points and from each other", () => {
    expect(pointToPieceM([5, 3], [0, 0], [10, 0])).toBe(3);
    expect(pointToPieceM([13, 4], [0, 0], [10, 0])).toBe(5);
    expect(pieceToPieceM([0, 0], [10, 0], [12, -5], [12, 5])).toBe(2);
    expect(pieceToPieceM([0, 0], [10, 0], [5, -5], [5, 5])).toBe(0);
    expect(doCross([0, 0], [10, 0], [5, 1], [5, 5])).toBe(false);
  });

  it("see rings that overlap, hold each other or come near, and no others", () => {
    expect(areRingsNear(box(0, 0, 10, 10), box(5, 5, 10, 10), 0.1)).toBe(true);
    expect(areRingsNear(box(0, 0, 10, 10), box(4, 4, 1, 1), 0.1)).toBe(true);
    expect(areRingsNear(box(0, 0, 10, 10), box(-2, 4, 14, 1), 0.1)).toBe(true);
    expect(areRingsNear(box(0, 0, 10, 10), box(12, 0, 10, 10), 2.1)).toBe(true);
    expect(areRingsNear(box(0, 0, 10, 10), box(12, 0, 10, 10), 1.9)).toBe(false);
  });

  it("answer the same with an index as without", () => {
    const blob = Array.from({ length: 90 }, (_, i): PlanePoint => {
      const r = 300 + 90 * Math.sin(i * 1.7);
      return [r * Math.cos((i / 45) * Math.PI), r * Math.sin((i / 45) * Math.PI)];
    });
    const isIn = indexRing(blob);
    fc.assert(fc.property(point, (at) => isIn(at) === isInRing(at, blob)));
  });
});
