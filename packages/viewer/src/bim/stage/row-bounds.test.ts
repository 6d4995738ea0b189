import { Matrix4 } from "three";
import { describe, expect, it } from "vitest";
import { joinBoxes, placeBounds, uniteBounds } from "./row-bounds.ts";

const { NaN: none } = Number;
/** Rows 0 and 2 are drawn. */
const OWN = Float32Array.of(0, 0, 0, 1, 2, 3, none, none, none, none, none, none, -4, 5, 6, -3, 5, 7);

describe("placeBounds", () => {
  it("moves boxes along with their model, and keeps rows without any as they are", () => {
    const bounds = placeBounds(3, [OWN], new Matrix4().makeTranslation(10, 20, 0.25).toArray());
    expect([...bounds.subarray(0, 6)]).toEqual([10, 20, 0.25, 11, 22, 3.25]);
    expect([...bounds.subarray(6, 12)]).toEqual(Array(6).fill(none));
    expect(uniteBounds(bounds)).toEqual([6, 20, 0.25, 11, 25, 7.25]);
    expect(uniteBounds(bounds, [1])).toBeUndefined();
  });

  it("turns boxes with their model", () => {
    const bounds = placeBounds(3, [OWN], new Matrix4().makeRotationZ(Math.PI / 2).toArray());
    [-2, 0, 0, 0, 1, 3].forEach((value, k) => {
      expect(bounds[k]).toBeCloseTo(value, 12);
    });
  });

  it("holds every corner of a box that stands askew", () => {
    const askew = new Matrix4().makeRotationZ(0.7).setPosition(5, -3, 1);
    const bounds = placeBounds(3, [OWN], askew.toArray());
    for (const [x, y, z] of [
      [0, 0, 0],
      [1, 0, 0],
      [0, 2, 3],
      [1, 2, 3],
    ] as const) {
      const [cos, sin] = [Math.cos(0.7), Math.sin(0.7)];
      const corner = [cos * x - sin * y + 5, sin * x + cos * y - 3, z + 1];
      corner.forEach((value, k) => {
        expect(bounds[k]).toBeLessThanOrEqual(value + 1e-12);
        expect(bounds[3 + k]).toBeGreaterThanOrEqual(value - 1e-12);
      });
    }
  });

  it("is round all that the meshes of a model draw of a row", () => {
    const other = Float32Array.of(-1, 1, 1, 0.5, 1, 4);
    expect([...placeBounds(3, [OWN, other], new Matrix4().toArray()).subarray(0, 6)]).toEqual([
      -1, 0, 0, 1, 2, 4,
    ]);
    expect(joinBoxes([undefined, undefined])).toBeUndefined();
  });
});
