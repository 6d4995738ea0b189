import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMoved, movedBy, NO_OFFSET, readOffsets, wrapDegrees, writeOffsets } from "./model-offset.ts";

const thousandth = (max: number) => fc.integer({ min: -max * 1000, max: max * 1000 }).map((n) => n / 1000);
const offset = fc.record({
  moveM: fc.tuple(thousandth(900_000), thousandth(900_000), thousandth(900)),
  turnDeg: thousandth(180),
});

describe("readOffsets", () => {
  it("reads what was written, whatever the models are called", () => {
    const name = fc.string({ unit: fc.constantFrom(..."ab:;,% é"), minLength: 1 });
    fc.assert(
      fc.property(fc.array(fc.tuple(name, offset.filter(isMoved)), { minLength: 1 }), (pairs) => {
        const offsets = new Map(pairs);
        expect(readOffsets(writeOffsets(offsets)!)).toEqual(offsets);
      }),
    );
  });

  it.each([
    "",
    "a",
    "a,1,2,3",
    "a,1,2,x,0",
    ",1,2,3,4",
    "a,1e9,0,0,0",
    "a,1,2,3,400",
    "a,1,2,,4",
    "%,1,2,3,4",
  ])("refuses %s", (text) => void expect(readOffsets(text)).toBeUndefined());

  it("writes nothing of models that nobody moved", () => {
    expect(writeOffsets(new Map([["a", NO_OFFSET]]))).toBeUndefined();
  });
});

describe("movedBy", () => {
  it("adds the way between the points to what is moved already", () => {
    expect(movedBy({ moveM: [1, 0, 0], turnDeg: 30 }, [0, 0, 0], [2, 3, 4])).toEqual({
      ...{ moveM: [3, 3, 4], turnDeg: 30 },
    });
  });
});

describe("wrapDegrees", () => {
  it.each([
    [0, 0],
    [190, -170],
    [-190, 170],
    [720, 0],
  ])("takes %d to %d", (deg, wrapped) => void expect(wrapDegrees(deg)).toBe(wrapped));
});
