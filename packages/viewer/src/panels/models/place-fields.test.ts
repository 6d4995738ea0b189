import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PLACE_LIMITS, readPlaceFields, writePlaceFields } from "./place-fields.ts";

const within = (name: keyof typeof PLACE_LIMITS) => {
  const { min, max } = PLACE_LIMITS[name];
  return fc.double({ min, max, noNaN: true });
};

describe("writePlaceFields", () => {
  it("is read back to the millimetre", () => {
    const places = fc.record({
      lon: within("lon"),
      lat: within("lat"),
      heightM: within("heightM"),
      headingDeg: within("headingDeg"),
      scale: fc.double({ min: 0.01, max: 1_000, noNaN: true }),
    });
    fc.assert(
      fc.property(places, (place) => {
        const read = readPlaceFields(writePlaceFields(place));
        expect(read).toEqual({
          lon: expect.closeTo(place.lon, 7),
          lat: expect.closeTo(place.lat, 7),
          heightM: expect.closeTo(place.heightM, 2),
          headingDeg: expect.closeTo(place.headingDeg, 3),
          scale: expect.closeTo(place.scale, 7),
        });
      }),
    );
  });

  it("leaves empty what is not known", () => {
    expect(writePlaceFields({ lon: null, lat: null, heightM: null, headingDeg: 0, scale: 1 })).toEqual({
      lon: "",
      lat: "",
      heightM: "",
      headingDeg: "0",
      scale: "1",
    });
  });
});

describe("readPlaceFields", () => {
  const fields = { lon: "115.98", lat: "36.45", heightM: "", headingDeg: "", scale: "" };

  it("leaves to the server what a person leaves empty", () => {
    expect(readPlaceFields(fields)).toEqual({ lon: 115.98, lat: 36.45 });
  });

  it("takes the minus sign that the page itself writes", () => {
    expect(readPlaceFields({ ...fields, heightM: "−3.5" })).toEqual({
      lon: 115.98,
      lat: 36.45,
      heightM: -3.5,
    });
  });

  it.each([
    ["lon", ""],
    ["lon", "181"],
    ["lat", "36°27′"],
    ["heightM", "20000"],
    ["scale", "0"],
    ["headingDeg", "NaN"],
  ] as const)("names the field %s that holds %j", (name, text) => {
    expect(readPlaceFields({ ...fields, [name]: text })).toBe(name);
  });
});
