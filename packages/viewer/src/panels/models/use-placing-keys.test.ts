import { describe, expect, it } from "vitest";
import { pressOn } from "./use-placing-keys.ts";

const DRAFT = { lonDeg: 115.98, latDeg: 36.45, heightM: 30, headingDeg: 350, scale: 1 };
const NORTH = { headingDeg: 0, groundHeightM: 32 };
const press = (
  key: string,
  shiftKey = false,
  draft: typeof DRAFT | (Omit<typeof DRAFT, "heightM"> & { heightM: null }) = DRAFT,
  view = NORTH,
) => pressOn(draft, { key, shiftKey }, view);

describe("pressOn", () => {
  it("moves a metre, with Shift ten, away from the eye and to its sides", () => {
    expect(press("ArrowUp")).toEqual({ lonDeg: 115.98, latDeg: expect.closeTo(36.45 + 1 / 111_132, 9) });
    expect(press("ArrowUp", true)!.latDeg! - 36.45).toBeCloseTo(10 / 111_132, 9);
    const east = press("ArrowUp", false, DRAFT, { ...NORTH, headingDeg: 90 })!;
    expect(east.lonDeg!).toBeGreaterThan(115.98);
    expect(east.latDeg!).toBeCloseTo(36.45, 9);
  });

  it("turns past north, with Shift in larger steps, whatever Shift makes of the key", () => {
    expect(press("]")).toEqual({ headingDeg: 351 });
    expect(press("}", true)).toEqual({ headingDeg: 5 });
    expect(press("[")).toEqual({ headingDeg: 349 });
  });

  it("raises and lowers, from the ground where the model stands on it", () => {
    expect(press("PageUp")).toEqual({ heightM: 30.1 });
    expect(press("PageDown", true)).toEqual({ heightM: 29 });
    expect(press("PageUp", false, { ...DRAFT, heightM: null })).toEqual({ heightM: 32.1 });
  });

  it("leaves other keys alone", () => {
    expect(press("m")).toBeUndefined();
    expect(press("Tab")).toBeUndefined();
  });
});
