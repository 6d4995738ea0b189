import { ecefToGeodetic, enuToEcef, transformPoint } from "@shuicheng/shared/geo";
import { Cartesian3, Matrix4 } from "cesium";
import { describe, expect, it } from "vitest";
import type { ModelPose } from "../scene-contract.ts";
import { placingMatrix } from "./placing-matrix.ts";

const LIAOCHENG: ModelPose = {
  ...{ lonDeg: 115.98, latDeg: 36.45, ellipsoidalHeightM: 20 },
  ...{ headingDeg: 0, scale: 1, anchorM: [0, 0, 0] },
};

/** Where a point given in metres east, north and up of Liaocheng's place comes to. */
const carry = (to: ModelPose, point: readonly [number, number, number], from = LIAOCHENG) => {
  const before = transformPoint(enuToEcef(from), [...point] as [number, number, number]);
  const after = Matrix4.multiplyByPoint(
    placingMatrix({ from, to }),
    new Cartesian3(...before),
    new Cartesian3(),
  );
  return [after.x, after.y, after.z] as [number, number, number];
};
const inEnu = (at: ModelPose, point: [number, number, number]) => {
  const { x, y, z } = Matrix4.multiplyByPoint(
    Matrix4.inverse(Matrix4.fromArray([...enuToEcef(at)]), new Matrix4()),
    new Cartesian3(...point),
    new Cartesian3(),
  );
  return [x, y, z];
};

describe("placingMatrix", () => {
  it("leaves everything where it is for the same place", () => {
    const [x, y, z] = transformPoint(enuToEcef(LIAOCHENG), [12, -7, 3]);
    expect(carry(LIAOCHENG, [12, -7, 3])).toEqual([x, y, z].map((each) => expect.closeTo(each, 4)));
  });

  it("turns clockwise from north around the anchor", () => {
    const turned = { ...LIAOCHENG, headingDeg: 90 };
    const expected = [10, 0, 2].map((each) => expect.closeTo(each, 4));
    expect(inEnu(LIAOCHENG, carry(turned, [0, 10, 2]))).toEqual(expected);
  });

  it("puts the anchor to the new place and height, upright there", () => {
    const to = { ...LIAOCHENG, lonDeg: 10.5, latDeg: 59.9, ellipsoidalHeightM: 80 };
    const foot = ecefToGeodetic(carry(to, [0, 0, 0]));
    expect([foot.lonDeg, foot.latDeg, foot.ellipsoidalHeightM]).toEqual([
      expect.closeTo(10.5, 9),
      expect.closeTo(59.9, 9),
      expect.closeTo(80, 4),
    ]);
    expect(inEnu(to, carry(to, [0, 0, 9]))).toEqual([0, 0, 9].map((each) => expect.closeTo(each, 4)));
  });

  it("turns and scales around an anchor away from the origin", () => {
    const from = { ...LIAOCHENG, anchorM: [100, 200, 5] as const };
    const to = { ...from, headingDeg: 180, scale: 2 };
    // In Liaocheng's frame the anchor is the origin; a point 1 m east of it comes to 2 m west.
    expect(inEnu(LIAOCHENG, carry(to, [1, 0, 1], from))).toEqual(
      [-2, 0, 2].map((each) => expect.closeTo(each, 4)),
    );
  });
});
