import { LAYER_KINDS } from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import { tokens } from "../app/tokens.ts";
import { buildLayerPalette, mix, parseHex, type Rgb, toLinear } from "./palette.ts";

describe("parseHex", () => {
  it("reads the channels in order", () => {
    expect(parseHex("#FF8000")).toEqual([1, 128 / 255, 0]);
  });
});

describe("toLinear", () => {
  it("follows IEC 61966-2-1: 0.5 sRGB is 0.2140 of the light", () => {
    const [r, g, b] = toLinear([0, 0.5, 1]);

    expect(r).toBe(0);
    expect(g).toBeCloseTo(0.21404, 5);
    expect(b).toBe(1);
  });

  it("is straight near black", () => {
    expect(toLinear([0.04, 0, 0])[0]).toBeCloseTo(0.04 / 12.92, 12);
  });
});

describe("mix", () => {
  it("lays a share of the second over the first", () => {
    expect(mix([0, 0, 1], [1, 0, 0], 0.25)).toEqual([0.25, 0, 0.75]);
  });
});

describe("buildLayerPalette", () => {
  it("keeps every status colour as the tokens say, whatever the layer's kind", () => {
    for (const kind of LAYER_KINDS) {
      const [advisory, low, medium, high, critical] = buildLayerPalette(kind).abnormal;
      const { status } = tokens;
      expect([advisory, low, medium, high, critical]).toEqual(
        [status.advisory, status.low, status.medium, status.high, status.critical].map(parseHex),
      );
    }
  });

  it("draws normal water at 55 % of its hue over the page", () => {
    // #35C5DD over #0E1216: 14 + (53 − 14) × 0.55 = 35.45, 18 + 179 × 0.55 = 116.45, 22 + 199 × 0.55 = 131.45
    expect(buildLayerPalette("water").normal.map((channel) => channel * 255)).toEqual([
      expect.closeTo(35.45, 6),
      expect.closeTo(116.45, 6),
      expect.closeTo(131.45, 6),
    ]);
  });

  it("leaves less hue in unknown than in normal, and next to none in stale", () => {
    for (const kind of LAYER_KINDS) {
      const { normal, unknown, stale } = buildLayerPalette(kind);
      expect(spread(unknown)).toBeLessThan(spread(normal));
      expect(spread(stale)).toBeLessThan(0.08);
    }
  });
});

/** Distance between the strongest and the weakest channel: 0 is grey. */
function spread(colour: Rgb): number {
  return Math.max(...colour) - Math.min(...colour);
}
