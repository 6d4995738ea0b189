import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clipLine, clipRing } from "./clip-shape.ts";

const BOX = [0, 0, 10, 10] as const;

describe("clipRing", () => {
  it("leaves a ring inside the box as it is", () => {
    expect([...clipRing(Float64Array.of(1, 1, 9, 1, 5, 9), BOX)]).toEqual([1, 1, 9, 1, 5, 9]);
  });

  it("cuts a square that covers a quarter of the box to that quarter", () => {
    const cut = clipRing(Float64Array.of(-5, -5, 5, -5, 5, 5, -5, 5), BOX);
    expect(areaOf(cut)).toBeCloseTo(25, 12);
  });

  it("answers the whole box for a ring around it, and nothing for one beside it", () => {
    expect(areaOf(clipRing(Float64Array.of(-99, -99, 99, -99, 99, 99, -99, 99), BOX))).toBeCloseTo(100, 9);
    expect(clipRing(Float64Array.of(20, 0, 30, 0, 30, 10), BOX)).toHaveLength(0);
  });

  it("never leaves the box, whatever the ring", () => {
    const at = fc.double({ min: -30, max: 40, noNaN: true });
    fc.assert(
      fc.property(fc.array(at, { minLength: 6, maxLength: 40 }), (numbers) => {
        const ring = Float64Array.from(numbers.slice(0, numbers.length - (numbers.length % 2)));
        for (const value of clipRing(ring, BOX)) {
          expect(value).toBeGreaterThanOrEqual(-1e-9);
          expect(value).toBeLessThanOrEqual(10 + 1e-9);
        }
      }),
    );
  });
});

describe("clipLine", () => {
  it("keeps the segments that may meet the box, in runs", () => {
    const path = Float64Array.of(-20, 5, -15, 5, 5, 5, 5, 30, 6, 40, 5, 30, 5, 8);
    expect(clipLine(path, BOX).map((run) => [...run])).toEqual([
      [-15, 5, 5, 5, 5, 30],
      [5, 30, 5, 8],
    ]);
  });

  it("answers no run for a line beside the box", () => {
    expect(clipLine(Float64Array.of(20, 0, 30, 10), BOX)).toEqual([]);
  });
});

function areaOf(ring: Float64Array): number {
  let twice = 0;
  const count = ring.length / 2;
  for (let i = 0; i < count; i++) {
    const j = (i + 1) % count;
    twice += (ring[2 * i] ?? 0) * (ring[2 * j + 1] ?? 0) - (ring[2 * j] ?? 0) * (ring[2 * i + 1] ?? 0);
  }
  return Math.abs(twice / 2);
}
