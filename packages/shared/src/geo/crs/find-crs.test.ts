import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crsByNumber } from "./crs-definitions.ts";
import { findCrs } from "./find-crs.ts";
import { openProjectedCrs } from "./projected-crs.ts";

describe("findCrs", () => {
  it.each([
    ["EPSG:4549", "EPSG:4549"],
    ["epsg 25832", "EPSG:25832"],
    ["urn:ogc:def:crs:EPSG::28992", "EPSG:28992"],
    ["32650", "EPSG:32650"],
    ["CGCS2000 / 3-degree Gauss-Kruger CM 117E", "EPSG:4548"],
    ["CGCS2000 / 3-degree Gauss-Kruger zone 39", "EPSG:4527"],
    ["CGCS2000_3_Degree_GK_CM_120E", "EPSG:4549"],
    ["CGCS2000_3_Degree_GK_Zone_40", "EPSG:4528"],
    ["CGCS2000 / Gauss-Kruger CM 117E", "EPSG:4509"],
    ["CGCS2000 / Gauss-Kruger zone 20", "EPSG:4498"],
    ["2000国家大地坐标系，三度带，中央子午线 117", "EPSG:4548"],
    ["国家2000坐标系 3度带 第39带", "EPSG:4527"],
    ["ETRS89 / UTM zone 32N", "EPSG:25832"],
    ["ETRS_1989_UTM_Zone_32N", "EPSG:25832"],
    ["DHDN_3_Degree_Gauss_Zone_3", "EPSG:31467"],
    ["WGS 84 / UTM zone 50N", "EPSG:32650"],
    ["UTM Zone 50S", "EPSG:32750"],
    ["NAD83 / UTM zone 17N", "EPSG:26917"],
    ["MGA2020 Zone 56 and AHD", "EPSG:7856"],
    ["GDA94 / MGA zone 55", "EPSG:28355"],
    ["DHDN / 3-Degree Gauss-Krueger Zone 3", "EPSG:31467"],
    ["MGI / Austria GK M34", "EPSG:31259"],
    ["MGI / Austria GK East", "EPSG:31256"],
    ["ETRS89 / GK24FIN", "EPSG:3878"],
    ["Amersfoort / RD New", "EPSG:28992"],
  ])("reads %s as %s", (text, code) => {
    expect(findCrs(text)?.code).toBe(code);
  });

  it.each(["", "local grid", "EPSG:2437", "Beijing 1954 / 3-degree Gauss-Kruger CM 117E", "UTM zone 77N"])(
    "knows nothing of %j",
    (text) => {
      expect(findCrs(text)).toBeUndefined();
    },
  );

  it("answers each name that it gives to a CRS with that CRS", () => {
    const numbers = [4491, 4501, 4502, 4512, 4513, 4533, 4534, 4554, 32601, 32760, 25838, 26910, 28358, 7846];
    for (const number of numbers) {
      const crs = crsByNumber(number);
      expect(findCrs(crs?.name ?? "")?.code, crs?.name).toBe(`EPSG:${number}`);
    }
  });
});

describe("openProjectedCrs", () => {
  it("takes any place of a zone there and back to half a centimetre, whatever its datum", () => {
    const numbers = fc.constantFrom(
      4547,
      4527,
      32650,
      32750,
      25832,
      31467,
      31258,
      2169,
      28992,
      27700,
      2056,
      2154,
    );
    fc.assert(
      fc.property(
        numbers,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (number, u, v) => {
          const crs = crsByNumber(number)!;
          const grid = openProjectedCrs(crs);
          const [west, south, east, north] = crs.areaDeg;
          const place = { lonDeg: west + u * (east - west), latDeg: south + v * (north - south) };
          const back = grid.toLonLat(grid.fromLonLat(place))!;
          expect(back.lonDeg).toBeCloseTo(place.lonDeg, 7);
          expect(back.latDeg).toBeCloseTo(place.latDeg, 7);
        },
      ),
    );
  });

  it("puts the central meridian at the false easting: 117° E in zone 39 at 39,500,000 m", () => {
    const zone = openProjectedCrs(crsByNumber(4527)!);
    const middle = openProjectedCrs(crsByNumber(4548)!);
    expect(zone.fromLonLat({ lonDeg: 117, latDeg: 36 }).eastM).toBeCloseTo(39_500_000, 4);
    expect(middle.fromLonLat({ lonDeg: 117, latDeg: 36 }).eastM).toBeCloseTo(500_000, 4);
  });

  it("tells what lies outside its zone, on no place or on one of another", () => {
    const grid = openProjectedCrs(crsByNumber(4548)!);
    expect(grid.isInside({ eastM: 400_000, northM: 4_030_000 })).toBe(true);
    expect(grid.isInside({ eastM: 0, northM: 0 })).toBe(false);
    expect(grid.isInside({ eastM: 39_400_000, northM: 4_030_000 })).toBe(false);
    expect(grid.isInside({ eastM: Number.NaN, northM: 4_030_000 })).toBe(false);
    expect(grid.toLonLat({ eastM: Number.POSITIVE_INFINITY, northM: 0 })).toBeUndefined();
  });
});
