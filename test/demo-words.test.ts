import { expect, it } from "vitest";
import { buildCityFrame } from "../packages/server/src/demo/build/city-frame.ts";
import { CITY_LAYERS } from "../packages/server/src/demo/build/city-layer.ts";
import { draftCityLayer } from "../packages/server/src/demo/build/draft-city-layer.ts";
import { generateCity } from "../packages/server/src/demo/generate-city.ts";
import { formatAttribute } from "../packages/viewer/src/format/attribute.ts";
import { formatAttributeName } from "../packages/viewer/src/format/attribute-names.ts";

const HAN = /\p{Script=Han}/u;
/** What has a proper name keeps it. */
const PROPER_NAMES = new Set(["address", "owner", "roadName", "tunnel", "waterway", "receivingWater"]);

const city = generateCity({ seed: 3715, scale: 0.25 });
const frame = buildCityFrame();
const attributes = CITY_LAYERS.flatMap(({ id }) => draftCityLayer(id, city, frame)?.assets ?? []).flatMap(
  (asset) => Object.entries(asset.attributes ?? {}),
);

it("names every attribute of the demo city in both languages", () => {
  const all = new Set(attributes.map(([name]) => name));
  // The page lists compartment and compartmentEn as one.
  const names = [...all].filter((name) => !(name.endsWith("En") && all.has(name.slice(0, -2))));
  expect(names.length).toBeGreaterThan(80);
  expect(names.filter((name) => !HAN.test(formatAttributeName(name, "zh")))).toEqual([]);
  expect(names.filter((name) => formatAttributeName(name, "en") === name)).toEqual([]);
});

it("writes every value of the demo city but proper names without Chinese on the English page", () => {
  const words = { yes: "yes", no: "no", language: "en" } as const;
  const written = new Set(
    attributes
      .filter(([name]) => !PROPER_NAMES.has(name))
      .map(([name, attribute]) => `${name}: ${formatAttribute(name, attribute, words)}`),
  );
  expect(written.size).toBeGreaterThan(1_000);
  expect([...written].filter((text) => HAN.test(text))).toEqual([]);
});
