import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { heightInPicture, lineShifts, planTiles, readPiece } from "./picture-tiles.ts";

describe("pieces of a picture", () => {
  it("cover each pixel once, none larger than asked", () => {
    const side = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(side, side, fc.integer({ min: 1, max: 40 }), (widthPx, heightPx, tilePx) => {
        const covered = new Uint8Array(widthPx * heightPx);
        for (const tile of planTiles(widthPx, heightPx, tilePx)) {
          expect(Math.max(tile.widthPx, tile.heightPx)).toBeLessThanOrEqual(tilePx);
          for (let y = tile.y; y < tile.y + tile.heightPx; y++)
            for (let x = tile.x; x < tile.x + tile.widthPx; x++) covered[y * widthPx + x]!++;
        }
        expect(covered.every((count) => count === 1)).toBe(true);
      }),
    );
  });

  it("are read from below, without their margin, with colours as they were before opacity", () => {
    // 4 × 4 with a margin of 1: lower row 1, 2, upper row 3 (half see-through), 4 (not there).
    const buffer = new Uint8Array(4 * 16);
    const put = (x: number, y: number, pixel: readonly number[]) => buffer.set(pixel, 4 * (4 * y + x));
    put(1, 1, [1, 0, 0, 255]);
    put(2, 1, [2, 0, 0, 255]);
    put(1, 2, [60, 30, 0, 128]);
    const piece = readPiece(buffer, 4, { widthPx: 2, heightPx: 2 }, 1);
    expect([...piece]).toEqual([120, 60, 0, 128, 0, 0, 0, 0, 1, 0, 0, 255, 2, 0, 0, 255]);
  });
});

describe("lines of a picture", () => {
  it("are drawn once where they are a pixel thick, and along both axes where they are thicker", () => {
    expect(lineShifts(1)).toEqual([[0, 0]]);
    expect(lineShifts(0.4)).toEqual([[0, 0]]);
    expect(lineShifts(3)).toHaveLength(5);
    for (const width of [2, 3, 4, 5]) {
      const shifts = lineShifts(width);
      for (const axis of [0, 1] as const) {
        const along = shifts.filter((shift) => shift[1 - axis] === 0).map((shift) => shift[axis]);
        const other = width % 2 === 0 ? along.filter((at) => at !== 0) : along;
        expect(new Set(other).size).toBe(width);
        expect(Math.max(...other) - Math.min(...other)).toBe(width - 1);
      }
    }
  });
});

describe("what a picture shows", () => {
  it("is never less than the canvas does", () => {
    expect(heightInPicture(10, 1.5, 1.5)).toBe(10);
    expect(heightInPicture(10, 1.5, 3)).toBe(10);
    expect(heightInPicture(10, 1.5, 1)).toBe(15);
  });
});
