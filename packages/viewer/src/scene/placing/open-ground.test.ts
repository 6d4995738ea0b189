import { describe, expect, it } from "vitest";
import type { ScreenPosition } from "../scene-contract.ts";
import { findOpenGround } from "./open-ground.ts";

const SIZE = { widthPx: 800, heightPx: 600 };
/** Pixels are degrees here. */
const findGround = ({ xPx, yPx }: ScreenPosition) => ({ lonDeg: xPx, latDeg: yPx });

describe("findOpenGround", () => {
  it("takes the middle where nothing stands there", () => {
    const found = findOpenGround(SIZE, { isBuilt: () => false, findGround });
    expect(found).toEqual({ lonDeg: 400, latDeg: 300 });
  });

  it("goes beside a building in the middle, clear of its edge", () => {
    const isBuilt = ({ xPx, yPx }: ScreenPosition) => Math.abs(xPx - 400) < 50 && Math.abs(yPx - 300) < 50;
    const { lonDeg, latDeg } = findOpenGround(SIZE, { isBuilt, findGround }) ?? { lonDeg: 0, latDeg: 0 };
    expect(Math.max(Math.abs(lonDeg - 400), Math.abs(latDeg - 300))).toBeGreaterThanOrEqual(50 + 24);
    expect(Math.hypot(lonDeg - 400, latDeg - 300)).toBeLessThan(200);
  });

  it("finds nothing where all is built on, or sky", () => {
    expect(findOpenGround(SIZE, { isBuilt: () => true, findGround })).toBeNull();
    expect(findOpenGround(SIZE, { isBuilt: () => false, findGround: () => null })).toBeNull();
  });
});
