import { describe, expect, it } from "vitest";
import { findStand, nextFloor } from "./find-stand.ts";
import type { Triple } from "./stage-contract.ts";
import { type Stone, worldOf } from "./stone-world.suite.ts";
import { EYE_HEIGHT_M } from "./walk-step.ts";

/** A house of two storeys, 20 × 10 m, with two rooms on each: of 4 m and of 16 m. No ground round it. */
const HOUSE: readonly Stone[] = [
  ...[-0.3, 3, 6.3].map((z): Stone => [0, 0, z, 20, 10, z + 0.3]),
  ...[0, 3.3].flatMap((z): Stone[] => [
    [0, 0, z, 0.2, 10, z + 3],
    [19.8, 0, z, 20, 10, z + 3],
    [0, 0, z, 20, 0.2, z + 3],
    [0, 9.8, z, 20, 10, z + 3],
    [4, 0, z, 4.2, 10, z + 3],
  ]),
];
const house = worldOf(...HOUSE);
const BOX = [0, 0, -0.3, 20, 10, 6.6] as const;
const FAR: Triple = [-30, -30, 25];
const from = { eyeM: FAR, headingRad: 0, box: BOX, isBuilding: true };
const reach = (eye: Triple, headingRad: number) =>
  house.meet(eye, [Math.cos(headingRad), Math.sin(headingRad), 0])!.distanceM;

describe("findStand", () => {
  it("begins behind the wall that is looked at from outside, on the storey's floor, looking along the room", () => {
    const stand = findStand(house, {
      ...from,
      aim: { pointM: [0, 5, 4.5], normal: [-1, 0, 0] },
    })!;
    const [x, y, z] = stand.eyeM;
    expect(z).toBeCloseTo(3.3 + EYE_HEIGHT_M, 3);
    expect([x > 0.5 && x < 19.5, y > 0.5 && y < 9.5]).toEqual([true, true]);
    expect(reach(stand.eyeM, stand.headingRad)).toBeGreaterThan(1.5);
  });

  it("goes below the roof that is in the middle of the picture, onto the deck of what is no building", () => {
    const aim = { pointM: [10, 5, 6.6], normal: [0, 0, 1] } as const;
    expect(findStand(house, { ...from, aim })!.eyeM[2]).toBeCloseTo(3.3 + EYE_HEIGHT_M, 3);
    expect(findStand(house, { ...from, aim, isBuilding: false })!.eyeM).toEqual([10, 5, 6.6 + EYE_HEIGHT_M]);
  });

  it("stands on the floor that is seen through a cut", () => {
    const cut = worldOf(...HOUSE.filter(([, , z]) => z < 3));
    const aim = { pointM: [12, 5, 0], normal: [0, 0, 1] } as const;
    expect(findStand(cut, { ...from, aim })!.eyeM).toEqual([12, 5, EYE_HEIGHT_M]);
  });

  it("stays where the camera is free, and turns from a wall in front of it", () => {
    const eyeM: Triple = [19, 5, 1.6];
    expect(findStand(house, { ...from, eyeM, headingRad: Math.PI, aim: null })).toBeUndefined();
    const turned = findStand(house, { ...from, eyeM, headingRad: 0, aim: null })!;
    expect(turned.eyeM[0]).toBe(19);
    expect(reach(turned.eyeM, turned.headingRad)).toBeGreaterThan(10);
  });

  it("knows of no place where there is no floor, or no headroom", () => {
    expect(findStand(worldOf(), { ...from, aim: null })).toBeUndefined();
    const crawl = worldOf([0, 0, -0.3, 20, 10, 0], [0, 0, 1, 20, 10, 6.6]);
    const stand = findStand(crawl, { ...from, aim: { pointM: [10, 0, 0.5], normal: [0, -1, 0] } })!;
    expect(stand.eyeM[2]).toBeCloseTo(6.6 + EYE_HEIGHT_M, 3);
  });
});

describe("nextFloor", () => {
  const stand = (floorM: number): Triple => [12, 5, floorM + EYE_HEIGHT_M];

  it("goes up to the next storey, onto the roof, and no further", () => {
    expect(nextFloor(house, stand(0), 1)?.[2]).toBeCloseTo(3.3 + EYE_HEIGHT_M, 3);
    expect(nextFloor(house, stand(3.3), 1)?.[2]).toBeCloseTo(6.6 + EYE_HEIGHT_M, 3);
    expect(nextFloor(house, stand(6.6), 1)).toBeUndefined();
  });

  it("goes down past a table to the next storey's floor, and not below the lowest", () => {
    const furnished = worldOf(...HOUSE, [11, 4, 0, 13, 6, 0.75], [11, 4, 3.3, 13, 6, 4.05]);
    expect(nextFloor(furnished, stand(6.6), -1)?.[2]).toBeCloseTo(4.05 + EYE_HEIGHT_M, 3);
    expect(nextFloor(house, stand(3.3), -1)?.[2]).toBeCloseTo(EYE_HEIGHT_M, 3);
    expect(nextFloor(house, stand(0), -1)).toBeUndefined();
  });
});
