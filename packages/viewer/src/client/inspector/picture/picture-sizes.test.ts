import { describe, expect, it } from "vitest";
import { isSound, metresPerPxAt, pictureSizeOf, scaleOnPaper } from "./picture-sizes.ts";

const CANVAS = { widthPx: 1220, heightPx: 850, pixelRatio: 1.5 };
const OWN = { widthPx: 4000, heightPx: 1000 };

describe("sizes of pictures", () => {
  it("are what the canvas has, or what was chosen, with words as large as on the screen", () => {
    expect(pictureSizeOf("screen", OWN, CANVAS)).toEqual({
      ...{ widthPx: 1830, heightPx: 1275, pixelRatio: 1.5, paper: undefined },
    });
    expect(pictureSizeOf("uhd", OWN, CANVAS)).toMatchObject({ widthPx: 3840, heightPx: 2160 });
    expect(pictureSizeOf("uhd", OWN, CANVAS).pixelRatio).toBeCloseTo(2160 / 850, 6);
    expect(pictureSizeOf("own", OWN, CANVAS)).toMatchObject({ ...OWN, pixelRatio: 1000 / 850 });
  });

  it("are those of paper at its resolution, whatever the screen is", () => {
    expect(pictureSizeOf("a3-300", OWN, CANVAS)).toMatchObject({
      widthPx: 4961,
      heightPx: 3508,
      pixelRatio: 3.125,
    });
    expect(pictureSizeOf("a4-150", OWN, CANVAS)).toMatchObject({ widthPx: 1754, heightPx: 1240 });
  });

  it("have a scale on paper: at 1 : 100 an A4 sheet spans 29.7 m", () => {
    const { widthPx, pixelRatio } = pictureSizeOf("a4-300", OWN, CANVAS);
    expect((widthPx / pixelRatio) * metresPerPxAt(100)).toBeCloseTo(29.7, 1);
    expect(scaleOnPaper(metresPerPxAt(137))).toBeCloseTo(137, 9);
  });

  it("end where no browser holds them", () => {
    expect(isSound({ widthPx: 14_043, heightPx: 9933 })).toBe(true);
    expect(isSound({ widthPx: 16_384, heightPx: 16_384 })).toBe(false);
    expect(isSound({ widthPx: 20_000, heightPx: 100 })).toBe(false);
    expect(isSound({ widthPx: 63, heightPx: 100 })).toBe(false);
    expect(isSound({ widthPx: 100.5, heightPx: 100 })).toBe(false);
  });
});
