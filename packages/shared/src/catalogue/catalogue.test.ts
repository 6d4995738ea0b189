import { describe, expect, it } from "vitest";
import {
  findObservedProperty,
  MINIMUM_COVER_M,
  OBSERVED_PROPERTIES,
  PIPE_KINDS,
  PRESSURE_LIMITS_M,
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

  it("knows its own properties and no inherited ones", () => {
    expect(findObservedProperty("pressure")).toBe(OBSERVED_PROPERTIES.pressure);
    expect(findObservedProperty("toString")).toBeUndefined();
  });
});
