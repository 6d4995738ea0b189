import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distanceDeg, lengthDeg } from "./measure.ts";
import { readGeoJson } from "./read-geojson.ts";
import { readWkt } from "./read-wkt.ts";
import { RELATIONS, relate } from "./relate.ts";
import { EMPTY_SHAPE, type Shape } from "./shape.ts";

const of = (wkt: string): Shape => {
  const shape = readWkt(wkt);
  if ("message" in shape) throw new TypeError(`${shape.message} at ${shape.at}`);
  return shape;
};
const SQUARE = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0))";
const RING = "POLYGON((0 0, 4 0, 4 4, 0 4, 0 0),(1 1, 3 1, 3 3, 1 3, 1 1))";

describe("relate", () => {
  // The matrices of ISO 19125-1's own examples and of PostGIS' ST_Relate for the same shapes.
  it.each([
    [SQUARE, SQUARE, "2FFF1FFF2"],
    [SQUARE, "POLYGON((2 2, 6 2, 6 6, 2 6, 2 2))", "212101212"],
    [SQUARE, "POLYGON((1 1, 2 1, 2 2, 1 2, 1 1))", "212FF1FF2"],
    [SQUARE, "POLYGON((4 0, 8 0, 8 4, 4 4, 4 0))", "FF2F11212"],
    [SQUARE, "POLYGON((4 4, 8 4, 8 8, 4 8, 4 4))", "FF2F01212"],
    [SQUARE, "POLYGON((9 9, 10 9, 10 10, 9 9))", "FF2FF1212"],
    [SQUARE, "POINT(2 2)", "0F2FF1FF2"],
    [SQUARE, "POINT(4 2)", "FF20F1FF2"],
    [SQUARE, "LINESTRING(-1 2, 5 2)", "1F20F1102"],
    [RING, "POINT(2 2)", "FF2FF10F2"],
    [RING, "POLYGON((1 1, 3 1, 3 3, 1 3, 1 1))", "FF2F112F2"],
    ["LINESTRING(0 0, 2 2)", "LINESTRING(0 2, 2 0)", "0F1FF0102"],
    ["LINESTRING(0 0, 2 0)", "LINESTRING(1 0, 3 0)", "1010F0102"],
    ["LINESTRING(0 0, 2 0)", "LINESTRING(2 0, 3 0)", "FF1F00102"],
    ["POINT(1 1)", "POINT(1 1)", "0FFFFFFF2"],
    ["POINT(1 1)", "POINT(1 2)", "FF0FFF0F2"],
  ])("%s and %s: %s", (a, b, matrix) => {
    expect(relate(of(a), of(b))).toBe(matrix);
    const turned = [0, 3, 6, 1, 4, 7, 2, 5, 8].map((at) => matrix[at]).join("");
    expect(relate(of(b), of(a))).toBe(turned);
  });

  it("holds what relations mean for any two triangles and lines", () => {
    const place = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }));
    const triangle = fc
      .tuple(place, place, place)
      .filter(([a, b, c]) => (b[0] - a[0]) * (c[1] - a[1]) !== (b[1] - a[1]) * (c[0] - a[0]))
      .map(([a, b, c]): Shape => ({ ...EMPTY_SHAPE, polygons: [[[a, b, c, a]]] }));
    const line = fc
      .tuple(place, place)
      .filter(([a, b]) => a[0] !== b[0] || a[1] !== b[1])
      .map((path): Shape => ({ ...EMPTY_SHAPE, lines: [path] }));
    const point = place.map((at): Shape => ({ ...EMPTY_SHAPE, points: [at] }));
    const shape = fc.oneof(triangle, line, point);
    fc.assert(
      fc.property(shape, shape, (a, b) => {
        const is = (name: string, one = a, two = b) => RELATIONS[name]!(one, two);
        expect(is("disjoint")).toBe(!is("intersects"));
        expect(is("intersects")).toBe(is("intersects", b, a));
        expect(is("within")).toBe(is("contains", b, a));
        expect(is("equals", a, a)).toBe(true);
        // A pair that meets does so in exactly one of these ways.
        const ways = ["touches", "crosses", "overlaps", "within", "contains"].filter((way) => is(way));
        if (!is("intersects")) expect(ways).toEqual([]);
        else if (is("equals")) expect(ways).toEqual(["within", "contains"]);
        else expect(ways).toHaveLength(1);
        expect(distanceDeg(a, b) === 0).toBe(is("intersects"));
      }),
      { numRuns: 500 },
    );
  });
});

describe("measures", () => {
  it("are in degrees", () => {
    expect(distanceDeg(of("POINT(8 54.1)"), of("POINT(8 54)"))).toBeCloseTo(0.1, 12);
    expect(distanceDeg(of(SQUARE), of("POINT(7 8)"))).toBe(5);
    expect(lengthDeg(of("LINESTRING(5 52, 5 53)"))).toBe(1);
    expect(lengthDeg(of(SQUARE))).toBe(0);
  });
});

describe("readWkt", () => {
  it("reads what it is written in", () => {
    expect(of("SRID=4326;Point Z(116 36.5 30)")).toEqual({ ...EMPTY_SHAPE, points: [[116, 36.5]] });
    expect(of("MULTIPOINT((1 2),(3 4))")).toEqual(of("MULTIPOINT(1 2,3 4)"));
    expect(of("GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1))").lines).toHaveLength(1);
    expect(of("LINESTRING EMPTY")).toEqual(EMPTY_SHAPE);
  });

  it.each([
    ["POINT(1)", 7],
    ["POINT(1 2", 9],
    ["CIRCLE(1 2)", 0],
    ["POLYGON((0 0, 1 0, 1 1, 2 2))", 8],
    ["POINT(1 2) x", 11],
    ["POINT(1 2, 3 4)", 5],
  ])("refuses %s at character %i", (wkt, at) => {
    expect(readWkt(wkt)).toMatchObject({ at });
  });

  it("never throws", () => {
    const letters = fc.constantFrom(..."POINTLESRGYMUZ()0123., -e=;");
    fc.assert(
      fc.property(fc.string({ unit: letters }), (wkt) => void readWkt(wkt)),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => void readGeoJson(value)),
      { numRuns: 500 },
    );
  });
});

describe("readGeoJson", () => {
  it("reads geometries and features", () => {
    const geometry = { type: "Point", coordinates: [116, 36.5, 30] };
    expect(readGeoJson(geometry)).toEqual({ ...EMPTY_SHAPE, points: [[116, 36.5]] });
    expect(readGeoJson({ type: "Feature", geometry, properties: {} })).toEqual(readGeoJson(geometry));
    expect(readGeoJson({ type: "Polygon", coordinates: [[[0, 0]]] })).toBeUndefined();
  });
});
