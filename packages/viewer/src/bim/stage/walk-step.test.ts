import { describe, expect, it } from "vitest";
import type { Triple } from "./stage-contract.ts";
import { type Stone, worldOf } from "./stone-world.suite.ts";
import { EYE_HEIGHT_M, stepWalk, type WalkWorld } from "./walk-step.ts";

const FLOOR: Stone = [-50, -50, -1, 50, 50, 0];
const STAND = { ahead: 0, right: 0, up: 0, isRunning: false };
const AHEAD = { ...STAND, ahead: 1 };
/** Walks for some seconds, 50 steps each. Heading 0 is along x. */
function walk(world: WalkWorld, from: Triple, wish: typeof STAND, seconds: number, headingRad = 0): Triple {
  let eye = from;
  for (let step = 0; step < seconds * 50; step++) eye = stepWalk(world, eye, headingRad, wish, 0.02);
  return eye;
}
const close = (eye: Triple, expected: readonly number[], digits = 3) =>
  expected.forEach((value, k) => void expect(eye[k]!).toBeCloseTo(value, digits));

describe("stepWalk", () => {
  it("falls onto the floor and stands there with the eyes at their height", () => {
    close(walk(worldOf(FLOOR), [0, 0, 9], STAND, 3), [0, 0, EYE_HEIGHT_M]);
  });

  it("stays in the air where nothing is underfoot", () => {
    close(walk(worldOf(), [0, 0, 9], AHEAD, 1), [2.2, 0, 9]);
  });

  it("walks 2.2 m a second, four times that at a run, to the right of where it looks", () => {
    const eye: Triple = [0, 0, EYE_HEIGHT_M];
    close(walk(worldOf(FLOOR), eye, AHEAD, 1), [2.2, 0, EYE_HEIGHT_M]);
    close(walk(worldOf(FLOOR), eye, { ...AHEAD, isRunning: true }, 1), [8.8, 0, EYE_HEIGHT_M]);
    close(walk(worldOf(FLOOR), eye, { ...STAND, right: 1 }, 1), [0, -2.2, EYE_HEIGHT_M]);
    close(walk(worldOf(FLOOR), eye, AHEAD, 1, Math.PI / 2), [0, 2.2, EYE_HEIGHT_M]);
  });

  it("goes up a stair of steps of 0.175 m, to the landing", () => {
    const steps = Array.from({ length: 16 }, (_, k): Stone => [1 + 0.28 * k, -1, 0, 7, 1, 0.175 * (k + 1)]);
    close(walk(worldOf(FLOOR, ...steps), [0, 0, EYE_HEIGHT_M], AHEAD, 3), [6.6, 0, 2.8 + EYE_HEIGHT_M]);
  });

  it("stops before a wall and a table, and slides along the wall", () => {
    const wall: Stone = [3, -50, 0, 3.2, 50, 3];
    const [x] = walk(worldOf(FLOOR, wall), [0, 0, EYE_HEIGHT_M], AHEAD, 4);
    expect(x).toBeCloseTo(2.75, 3);
    const table: Stone = [3, -1, 0.7, 4, 1, 0.74];
    const legs: Stone = [3, -1, 0, 3.1, 1, 0.7];
    expect(walk(worldOf(FLOOR, table, legs), [0, 0, EYE_HEIGHT_M], AHEAD, 4)[0]).toBeLessThan(2.8);
    const [slidX, slidY] = walk(worldOf(FLOOR, wall), [2.75, 0, EYE_HEIGHT_M], AHEAD, 2, Math.PI / 4);
    expect(slidX).toBeCloseTo(2.75, 2);
    expect(slidY).toBeCloseTo(4.4 * Math.SQRT1_2, 1);
  });

  it("goes down from a ledge, and floats through the floor above while that is asked for", () => {
    const ledge: Stone = [-50, -50, 0, 2, 50, 1];
    close(walk(worldOf(FLOOR, ledge), [0, 0, 1 + EYE_HEIGHT_M], AHEAD, 2), [4.4, 0, EYE_HEIGHT_M]);
    const slab: Stone = [-50, -50, 2.7, 50, 50, 3];
    const risen = walk(worldOf(FLOOR, slab), [0, 0, EYE_HEIGHT_M], { ...STAND, up: 1 }, 1.5);
    expect(risen[2]).toBeCloseTo(EYE_HEIGHT_M + 3.3, 3);
    close(walk(worldOf(FLOOR, slab), risen, STAND, 1), [0, 0, 3 + EYE_HEIGHT_M]);
  });
});
