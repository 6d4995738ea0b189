import fc from "fast-check";
import { Matrix4, Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { turnedBy } from "../../client/inspector/federation/model-offset.ts";
import type { ModelFrame } from "../model/inspected-model.ts";
import { changeOrigin } from "./change-origin.ts";
import { findOffset, moveByHand, placeBeside } from "./place-beside.ts";
import type { StagedModel } from "./stage-contract.ts";

const UNPLACED = { modelToEcef: undefined, crs: undefined, rule: "none", geoidM: 0 };
const frameAt = (...originM: [number, number, number]): ModelFrame => ({ ...UNPLACED, originM });
/** Stands on the earth `xM` along ECEF x. */
const placedAt = (xM: number, ...originM: [number, number, number]): ModelFrame => ({
  ...{ originM, crs: undefined, rule: "site", geoidM: 0 },
  modelToEcef: new Matrix4().makeTranslation(6_378_137 + xM, 0, 0).toArray(),
});
const metre = fc.double({ min: -1000, max: 1000, noNaN: true });
const offset = fc.record({
  moveM: fc.tuple(metre, metre, metre),
  turnDeg: fc.double({ min: -179, max: 179, noNaN: true }),
});
const expectAlike = (a: Matrix4, b: Matrix4, digits = 6): void =>
  a.elements.forEach((value, at) => void expect(value).toBeCloseTo(b.elements[at]!, digits));

describe("placeBeside", () => {
  it("goes by the files' coordinates where nothing places either, and says when only one is placed", () => {
    const [a, b] = [frameAt(10, 20, 0), frameAt(13, 20, 5)];
    expect(placeBeside(a, b).by).toBe("file");
    expect(new Vector3().applyMatrix4(placeBeside(a, b).matrix).toArray()).toEqual([3, 0, 5]);
    expect(placeBeside(a, placedAt(0, 0, 0, 0)).by).toBe("own-origin");
  });

  it("goes by the earth where both are placed otherwise, and by the files where both give one place", () => {
    const { matrix, by } = placeBeside(placedAt(0, 1, 0, 0), placedAt(700, 1, 0, 0));
    expect([by, new Vector3().applyMatrix4(matrix).x]).toEqual(["earth", expect.closeTo(700, 6)]);
    expect(placeBeside(placedAt(0, 1, 0, 0), placedAt(0.01, 4, 0, 0)).by).toBe("file");
  });
});

describe("findOffset", () => {
  it("finds the offset that a hand made, wherever the model stood", () => {
    fc.assert(
      fc.property(offset, offset, (before, made) => {
        const place = moveByHand(new Matrix4(), before);
        const found = findOffset(place, moveByHand(place, made));
        expectAlike(moveByHand(place, found), moveByHand(place, made));
      }),
    );
  });
});

describe("turnedBy", () => {
  it("keeps the point that was matched first, and turns the second into line", () => {
    const points = fc.tuple(metre, metre, metre);
    fc.assert(
      fc.property(offset, points, points, points, (before, pivot, from, to) => {
        fc.pre([from, to].every((point) => Math.hypot(point[0] - pivot[0], point[1] - pivot[1]) > 1));
        const place = new Matrix4().makeTranslation(5, 6, 7);
        const stood = moveByHand(place, before);
        const middle = new Vector3().setFromMatrixPosition(stood).toArray();
        const after = moveByHand(place, turnedBy(before, middle, pivot, from, to)).multiply(stood.invert());
        const kept = new Vector3(...pivot).applyMatrix4(after);
        kept.toArray().forEach((value, k) => void expect(value).toBeCloseTo(pivot[k]!, 5));
        const turned = new Vector3(...from).applyMatrix4(after);
        const headings = [turned, new Vector3(...to)].map(({ x, y }) =>
          Math.atan2(y - pivot[1], x - pivot[0]),
        );
        expect(Math.cos(headings[0]! - headings[1]!)).toBeCloseTo(1, 6);
      }),
    );
  });
});

describe("changeOrigin", () => {
  it("leaves models to each other, and the eye to them, as they were", () => {
    fc.assert(
      fc.property(offset, offset, (one, other) => {
        const frames = [frameAt(0, 0, 0), frameAt(40, 0, 3), frameAt(0, 70, 0)];
        const offsets = [undefined, one, other];
        const models = new Map(
          frames.map((frame, at) => {
            const place = placeBeside(frames[0]!, frame).matrix;
            const toStage = (offsets[at] ? moveByHand(place, offsets[at]) : place).toArray();
            return [`m${at}`, { id: `m${at}`, model: { frame }, toStage } as unknown as StagedModel];
          }),
        );
        const view = { eyeM: [1, 2, 3], targetM: [4, 5, 6], projection: "perspective", heightM: 2 } as const;
        const changed = changeOrigin(models, "m1", view)!;
        const back = new Matrix4().fromArray(models.get("m1")!.toStage as number[]);
        for (const [id, at] of [["m0", 0] as const, ["m2", 2] as const]) {
          const place = placeBeside(frames[1]!, frames[at]!).matrix;
          const moved = changed.offsets.get(id);
          const inNext = moved ? moveByHand(place, moved) : place;
          // What is less than can be typed is no offset.
          expectAlike(
            back.clone().multiply(inNext),
            new Matrix4().fromArray(models.get(id)!.toStage as number[]),
            2,
          );
        }
        new Vector3(...changed.view.eyeM)
          .applyMatrix4(back)
          .toArray()
          .forEach((value, k) => void expect(value).toBeCloseTo(view.eyeM[k]!, 6));
      }),
    );
  });
});
