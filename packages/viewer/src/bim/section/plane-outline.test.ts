import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Triple } from "../stage/stage-contract.ts";
import { dotTriples, unitOf } from "../triangles/triple.ts";
import { axesOf } from "./cut-plane.ts";
import { alongLine, outlineInBox } from "./plane-outline.ts";

const unit = fc
  .tuple(
    ...([0, 1, 2].map(() => fc.double({ min: -1, max: 1, noNaN: true })) as [
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
      fc.Arbitrary<number>,
    ]),
  )
  .filter((each) => Math.hypot(...each) > 0.1)
  .map((each) => unitOf(each) as Triple);

describe("axesOf", () => {
  it("is right-handed with the normal, and upright on a wall", () => {
    fc.assert(
      fc.property(unit, (normal) => {
        const { u, v } = axesOf(normal);
        for (const each of [u, v]) expect(Math.hypot(...each)).toBeCloseTo(1, 5);
        expect(dotTriples(u, v)).toBeCloseTo(0, 5);
        const across: Triple = [
          u[1] * v[2] - u[2] * v[1],
          u[2] * v[0] - u[0] * v[2],
          u[0] * v[1] - u[1] * v[0],
        ];
        expect(dotTriples(across, normal)).toBeCloseTo(1, 5);
      }),
    );
    expect(axesOf([0, 1, 0]).v[2]).toBeCloseTo(1, 9);
  });
});

describe("outlineInBox", () => {
  it("is the rectangle of a level plane", () => {
    const outline = outlineInBox({ normal: [0, 0, -1], offsetM: 1 }, [0, 0, 0], [4, 2, 3]);
    expect(outline.length).toBe(4);
    expect(new Set(outline.map((point) => point.join()))).toEqual(
      new Set(["0,0,1", "4,0,1", "4,2,1", "0,2,1"]),
    );
  });

  it("has three to six corners, each on the plane, in or on the box; none where the plane passes by", () => {
    fc.assert(
      fc.property(unit, fc.double({ min: -3, max: 3, noNaN: true }), (normal, offsetM) => {
        const outline = outlineInBox({ normal, offsetM }, [-1, -1, -1], [1, 1, 1]);
        const reachM = Math.abs(normal[0]) + Math.abs(normal[1]) + Math.abs(normal[2]);
        if (Math.abs(offsetM) > reachM) expect(outline).toEqual([]);
        else if (Math.abs(offsetM) < reachM - 1e-6) expect([3, 4, 5, 6]).toContain(outline.length);
        for (const point of outline) {
          expect(dotTriples(normal, point) + offsetM).toBeCloseTo(0, 9);
          expect(Math.max(...point.map(Math.abs))).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });
});

describe("alongLine", () => {
  it("is where a ray that crosses the line crosses it; nowhere along it", () => {
    expect(alongLine([1, 0, 0], [0, 0, 1], { originM: [1, -5, 7], direction: [0, 1, 0] })).toBeCloseTo(7, 12);
    expect(alongLine([0, 0, 0], [0, 0, 1], { originM: [1, 0, 0], direction: [0, 0, -1] })).toBeUndefined();
  });
});
