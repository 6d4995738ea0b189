import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeShareLink, encodeShareLink, type SharedView } from "./share-link.ts";

const decimals = (min: number, max: number, digits: number) =>
  fc
    .integer({ min: Math.ceil(min * 10 ** digits), max: Math.floor(max * 10 ** digits) })
    .map((n) => Number((n / 10 ** digits).toFixed(digits)) + 0);
const percent = fc.integer({ min: 0, max: 100 });
const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 5 });

const views: fc.Arbitrary<SharedView> = fc.record(
  {
    camera: fc.record({
      lonDeg: decimals(-180, 180, 6),
      latDeg: decimals(-90, 90, 6),
      heightM: decimals(-900, 1e7, 1),
      headingDeg: decimals(0, 359.9, 1),
      pitchDeg: decimals(-90, 90, 1),
    }),
    hiddenLayers: names,
    layerOpacityPercent: fc.array(fc.tuple(name, percent), { minLength: 1 }).map((pairs) => new Map(pairs)),
    switchedClasses: fc.array(fc.tuple(name, names), { minLength: 1 }).map((pairs) => new Map(pairs)),
    hiddenStoreys: fc
      .array(fc.tuple(name, fc.uniqueArray(fc.nat(65_535), { minLength: 1, maxLength: 5 })), { minLength: 1 })
      .map((pairs) => new Map(pairs)),
    selection: fc.record({ layer: name, featureIndex: fc.nat() }),
    language: fc.constantFrom("zh", "en"),
    theme: fc.constantFrom("night", "day"),
    underground: fc.record({
      groundOpacityPercent: percent,
      isBelowGround: fc.boolean(),
      depthM: decimals(-12, 0, 1),
    }),
  },
  { requiredKeys: [] },
);

describe("share link", () => {
  it("gives back every view it wrote, whatever the names are", () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(decodeShareLink(`#${encodeShareLink(view)}`)).toEqual({ view, unreadable: [] });
      }),
    );
  });

  it("writes what may stand in an address as it is", () => {
    const written = encodeShareLink({
      camera: { lonDeg: 115.965, latDeg: 36.447, heightM: 1900, headingDeg: 359.96, pitchDeg: -31 },
      hiddenLayers: ["gas", "Net3"],
      switchedClasses: new Map([["gas", ["valve-chamber", "检查井"]]]),
    });

    expect(written).toBe(
      "v=1&c=115.965,36.447,1900,0,-31&h=gas,Net3&k=gas:valve-chamber;%E6%A3%80%E6%9F%A5%E4%BA%95",
    );
  });

  it.each(["", "#", "#scene", "#c=1,2,3,4,5"])("takes %j for no link of ours", (fragment) => {
    expect(decodeShareLink(fragment)).toBeUndefined();
  });

  it.each([
    ["v=2&t=day", ["v"], {}],
    ["v=1&c=200,36,1,0,0&t=day", ["c"], { theme: "day" }],
    ["v=1&c=115,36,1e3,0,0", ["c"], {}],
    ["v=1&s=gas&l=fr&l2=x", ["s", "l"], {}],
    ["v=1&o=water:101", ["o"], {}],
    ["v=1&h=%E0%A4%A", ["h"], {}],
    ["v=1&u=50,1,-13&t=night", ["u"], { theme: "night" }],
  ])("leaves out what it cannot read in %j and names it", (fragment, unreadable, view) => {
    expect(decodeShareLink(fragment)).toEqual({ view, unreadable });
  });

  it("never throws and never reads nonsense as a place", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `v=1&c=${text}&h=${text}&s=${text}`),
        ),
        (text) => {
          const camera = decodeShareLink(text)?.view.camera;
          expect(camera === undefined || Math.abs(camera.latDeg) <= 90).toBe(true);
        },
      ),
    );
  });
});
