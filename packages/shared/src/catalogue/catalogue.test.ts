import { describe, expect, it } from "vitest";
import {
  ASSET_CLASSES,
  findAssetClass,
  findMinimumServiceHeadM,
  findObservedProperty,
  MINIMUM_COVER_M,
  OBSERVED_PROPERTIES,
  PIPE_KINDS,
  PRESSURE_LIMITS_M,
  SENSOR_FIGURES,
  type SensorFigure,
} from "./index.ts";

describe("catalogue", () => {
  it("gives pipe kinds the standard's codes and colours (CJJ 61-2017, appendix B)", () => {
    // RGB of the appendix: 天蓝 0,255,255 · 褐 76,57,38 · 粉红 255,0,255 · 橘黄 255,128,0 · 大红 255,0,0 · 绿 0,255,0
    const rgbOf = ({ colourHex }: { colourHex: string }) =>
      [1, 3, 5].map((start) => Number.parseInt(colourHex.slice(start, start + 2), 16));
    expect(Object.values(PIPE_KINDS).map((kind) => [kind.code, ...rgbOf(kind)])).toEqual([
      ["JS", 0, 255, 255],
      ["PS", 76, 57, 38],
      ["PS", 76, 57, 38],
      ["RQ", 255, 0, 255],
      ["RL", 255, 128, 0],
      ["DL", 255, 0, 0],
      ["TX", 0, 255, 0],
    ]);
  });

  it("numbers subkinds once each within their class", () => {
    for (const code of new Set(Object.values(PIPE_KINDS).map((kind) => kind.code))) {
      const numbers = Object.values(PIPE_KINDS)
        .filter((kind) => kind.code === code)
        .flatMap((kind) => kind.subkinds.map((subkind) => subkind.number));
      expect(new Set(numbers).size).toBe(numbers.length);
    }
  });

  it("orders the pressure limits LL ≤ L ≤ H ≤ HH and says of each where it is from", () => {
    const { LL, L, H, HH } = PRESSURE_LIMITS_M;
    expect([LL.value, L.value, H.value, HH.value].toSorted((a, b) => a - b)).toEqual([
      LL.value,
      L.value,
      H.value,
      HH.value,
    ]);
    for (const figure of [LL, L, H, HH, MINIMUM_COVER_M.water]) expect(figure?.source).toMatch(/\w{4}/);
  });

  it("has words in both languages for every class and property, each its own in its language", () => {
    for (const table of [ASSET_CLASSES, OBSERVED_PROPERTIES]) {
      for (const language of ["zh", "en"] as const) {
        const words = Object.values(table).map((entry) => entry[language]);
        expect(words.every((word) => word.trim() !== "")).toBe(true);
        expect(new Set(words).size).toBe(words.length);
      }
    }
    expect(findAssetClass("manhole")).toEqual({ zh: "检查井", en: "Manhole" });
    expect(findAssetClass("constructor")).toBeUndefined();
  });

  it("orders the limits of every instrument within its scale and says where each figure is from", () => {
    for (const [key, { property, limits, range, expectedIntervalMs }] of Object.entries<SensorFigure>(
      SENSOR_FIGURES,
    )) {
      const { LL, L, H, HH } = limits.value;
      const given = [range.value.min, LL, L, H, HH, range.value.max].filter((one) => one !== undefined);
      expect(given, key).toEqual(given.toSorted((a, b) => Number(a) - Number(b)));
      expect(findObservedProperty(property), key).toBeDefined();
      for (const figure of [limits, range, expectedIntervalMs]) expect(figure.source, key).toMatch(/\w{4}/);
    }
  });

  it("asks for more head with each floor until buildings pump for themselves", () => {
    expect([0, 1, 2, 3, 6, 7, 33].map(findMinimumServiceHeadM)).toEqual([10, 10, 12, 16, 28, 28, 28]);
  });

  it("knows its own properties and no inherited ones", () => {
    expect(findObservedProperty("pressure")).toBe(OBSERVED_PROPERTIES.pressure);
    expect(findObservedProperty("toString")).toBeUndefined();
  });
});
