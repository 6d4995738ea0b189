import type { AssetInput } from "@shuicheng/shared/contracts";
import { describe, expect, it } from "vitest";
import { generateCity } from "../generate-city.ts";
import { buildCityFrame } from "./city-frame.ts";
import { CITY_LAYERS } from "./city-layer.ts";
import { draftCityLayer } from "./draft-city-layer.ts";

// The whole city: a name that is missed is missed somewhere in it.
const city = generateCity({ seed: 3715, scale: 1 });
const frame = buildCityFrame();
const assets = CITY_LAYERS.flatMap(({ id }) => draftCityLayer(id, city, frame)?.assets ?? []);

const isChinese = (text: unknown) => typeof text === "string" && /\p{Script=Han}/u.test(text);
const isEnglish = (text: unknown) => typeof text === "string" && /[A-Za-z]/.test(text) && !isChinese(text);
const lacking = (
  key: string,
  of: (asset: AssetInput) => unknown = (asset) => asset.attributes?.[key]?.value,
) =>
  assets
    .filter((asset) => isChinese(of(asset)) && !isEnglish(asset.attributes?.[`${key}En`]?.value))
    .map(({ id }) => id);

describe("the demo city in English", () => {
  it("has a name for every thing that has one in Chinese", () => {
    expect(lacking("name", ({ name }) => name)).toEqual([]);
  });

  it.each(["address", "roadName", "waterway", "receivingWater", "owner", "tunnel", "compartment"])(
    "says %s",
    (key) => {
      expect(assets.some((asset) => isChinese(asset.attributes?.[key]?.value))).toBe(true);
      expect(lacking(key)).toEqual([]);
    },
  );

  it("has a name for everything that the base map names", () => {
    const { areas, lines, places } = city.town.baseMap;
    const named = [...areas, ...lines, ...places].filter(({ name }) => isChinese(name));
    expect(named.length).toBeGreaterThan(200);
    expect(named.filter(({ nameEn }) => !isEnglish(nameEn))).toEqual([]);
  });
});
