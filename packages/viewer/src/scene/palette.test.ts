import { LAYER_KINDS } from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import { SEVERITY_COLOURS_OF, tokens } from "../app/tokens.ts";
import {
  BUILDING_COLOURS,
  buildLayerPalette,
  contrastOf,
  GROUND_COLOURS,
  mix,
  parseHex,
  type Rgb,
  toLinear,
} from "./palette.ts";

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

describe("contrast on the ground", () => {
  it("gives black on white 21 : 1 (WCAG 2.2)", () => {
    expect(contrastOf([0, 0, 0], [1, 1, 1])).toBeCloseTo(21, 9);
  });

  it.each(["night", "day"] as const)("lets alarms stand out from ground and walls by %s", (theme) => {
    for (const severity of ["medium", "high", "critical"] as const) {
      const colour = parseHex(SEVERITY_COLOURS_OF[theme][severity]);
      expect(contrastOf(colour, GROUND_COLOURS[theme])).toBeGreaterThan(3);
    }
  });

  it.each(["night", "day"] as const)("draws pipes in use stronger than abandoned ones by %s", (theme) => {
    for (const kind of ["water", "storm", "sewage", "gas", "heating", "power", "telecom"] as const) {
      const { normal, abandoned } = buildLayerPalette(kind, theme);
      const ground = GROUND_COLOURS[theme];
      expect(contrastOf(normal, ground)).toBeGreaterThan(1.7);
      expect(spread(abandoned)).toBeLessThan(spread(normal) * 0.6);
    }
  });

  it.each(["night", "day"] as const)("tells roofs, walls and their feet apart by %s", (theme) => {
    const { roof, wall, shade } = BUILDING_COLOURS[theme];
    expect(contrastOf(roof, wall)).toBeGreaterThan(1.2);
    expect(contrastOf(wall, shade)).toBeGreaterThan(1.3);
  });
});

/** Distance between the strongest and the weakest channel: 0 is grey. */
function spread(colour: Rgb): number {
  return Math.max(...colour) - Math.min(...colour);
}
