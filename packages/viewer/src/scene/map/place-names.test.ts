import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findNameRun, isBesideSelection, type NameWish, placeNames } from "./place-names.ts";

const NOBODY: ReadonlySet<string> = new Set();
const wish = (key: string, xPx: number, rank = 3, yPx = 100): NameWish<string> => ({
  name: key,
  key,
  rank,
  box: { xPx, yPx, widthPx: 60, heightPx: 14, turnRad: 0 },
});
const keysOf = (placed: readonly NameWish<string>[]) => placed.map(({ key }) => key);

describe("placeNames", () => {
  it("sets the smaller rank where two would lie on each other", () => {
    expect(keysOf(placeNames([wish("street", 100, 4), wish("lake", 120, 2)], NOBODY, 60))).toEqual(["lake"]);
  });

  it("keeps the name that stood there before among equals", () => {
    const both = [wish("a", 100), wish("b", 120)];
    expect(keysOf(placeNames(both, NOBODY, 60))).toEqual(["a"]);
    expect(keysOf(placeNames(both, new Set(["b"]), 60))).toEqual(["b"]);
  });

  it("lets turned names pass beside each other that level ones would not", () => {
    const turn = (one: NameWish<string>) => ({ ...one, box: { ...one.box, turnRad: Math.PI / 2 } });
    expect(placeNames([wish("a", 100), wish("b", 140)], NOBODY, 60)).toHaveLength(1);
    expect(placeNames([turn(wish("a", 100)), turn(wish("b", 140))], NOBODY, 60)).toHaveLength(2);
  });

  it("sets no more than asked, and never two whose middles lie in one another", () => {
    const wishes = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 600 }), fc.nat(4)),
      {
        maxLength: 80,
      },
    );
    fc.assert(
      fc.property(wishes, (places) => {
        const placed = placeNames(
          places.map(([x, y, rank], index) => wish(String(index), x, rank, y)),
          NOBODY,
          20,
        );
        expect(placed.length).toBeLessThanOrEqual(20);
        for (const a of placed) {
          for (const b of placed) {
            if (a.key >= b.key) continue;
            expect(Math.hypot(a.box.xPx - b.box.xPx, a.box.yPx - b.box.yPx)).toBeGreaterThan(14);
          }
        }
      }),
    );
  });
});

describe("findNameRun", () => {
  const at = (xPx: number, yPx: number) => ({ xPx, yPx });

  it("puts the name in the middle of a straight line", () => {
    expect(findNameRun([at(0, 50), at(100, 50), at(200, 50)], 80)).toEqual({ xPx: 100, yPx: 50, turnRad: 0 });
  });

  it("reads from left to right also where the line runs to the left", () => {
    const run = findNameRun([at(200, 0), at(0, 200)], 80);
    expect(run?.turnRad).toBeCloseTo(-Math.PI / 4, 12);
  });

  it("takes the longest stretch between bends and what is off the picture", () => {
    const line = [at(0, 0), at(60, 0), at(60, 200), null, at(300, 300), at(420, 300)];
    expect(findNameRun(line, 70)).toMatchObject({ xPx: 60, yPx: 100 });
  });

  it("finds none where no stretch has room", () => {
    expect(findNameRun([at(0, 0), at(60, 0), at(60, 60)], 70)).toBeUndefined();
    expect(findNameRun([null, null], 10)).toBeUndefined();
  });
});

describe("isBesideSelection", () => {
  const at = { xPx: 300, yPx: 200 };
  const box = (xPx: number, yPx: number, turnRad = 0) => ({ xPx, yPx, widthPx: 80, heightPx: 14, turnRad });

  it("keeps names from under the ring and the label to its right", () => {
    expect(isBesideSelection(box(300, 205), at)).toBe(true);
    expect(isBesideSelection(box(420, 190), at)).toBe(true);
  });

  it("lets names stand above, below and to the left", () => {
    expect(isBesideSelection(box(300, 160), at)).toBe(false);
    expect(isBesideSelection(box(300, 240), at)).toBe(false);
    expect(isBesideSelection(box(230, 200), at)).toBe(false);
    // Upright beside the ring it is narrow, but reaches down to it from above.
    expect(isBesideSelection(box(300, 150, Math.PI / 2), at)).toBe(true);
    expect(isBesideSelection(box(260, 200, Math.PI / 2), at)).toBe(false);
  });
});
