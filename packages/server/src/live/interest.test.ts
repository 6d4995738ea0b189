import { cellAt } from "@shuicheng/shared/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsOf, findBboxFault } from "./interest.ts";

describe("cellsOf", () => {
  it("[LV3] covers every place within the bbox", () => {
    const box = fc.record({
      west: fc.double({ min: 115, max: 116, noNaN: true }),
      south: fc.double({ min: 36, max: 37, noNaN: true }),
      width: fc.double({ min: 0, max: 0.3, noNaN: true }),
      height: fc.double({ min: 0, max: 0.3, noNaN: true }),
      x: fc.double({ min: 0, max: 1, noNaN: true }),
      y: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(box, ({ west, south, width, height, x, y }) => {
        const cells = cellsOf([west, south, west + width, south + height]);
        expect(cells?.has(cellAt(west + x * width, south + y * height))).toBe(true);
      }),
    );
  });

  it("takes a bbox too wide for cells as the whole layer", () => {
    expect(cellsOf([-180, -90, 180, 90])).toBeUndefined();
  });
});

describe("findBboxFault", () => {
  it.each([
    [[1, 1, 0, 2], /west, south, east, north/],
    [[0, 0, 999, 1], /leaves the world/],
    [[0, Number.NaN, 1, 1], /not finite/],
  ])("names what is wrong with %j", (bbox, message) => {
    expect(findBboxFault(bbox as [number, number, number, number])).toMatch(message);
  });
});
