import { describe, expect, it } from "vitest";
import { buildEnuFrame, ecefToGeodetic, transformPoint } from "../../geo/index.ts";
import { scanStep } from "../step/index.ts";
import { type DrawnExtent, type PlaceOptions, placeModel } from "./place-model.ts";
import { readGeoreference } from "./read-georeference.ts";

/** Liaocheng: ground at 32 m in this test, the geoid 12 m below the ellipsoid. */
const OPTIONS: PlaceOptions = {
  geoid: () => -12,
  groundHeightM: (lonDeg) => (lonDeg > 115 && lonDeg < 117 ? 32 : undefined),
};
const HOUSE: DrawnExtent = { min: [-10, -10, -3], max: [20, 10, 9], middle: [5, 0, 0] };
const METRES = { metresPerUnit: 1, radiansPerUnit: 1 };

/** What the records say, read from a file in metres whose context is `#10`, with true north 30° right of y. */
function georeferenceOf(records: string, units = METRES) {
  const text = `ISO-10303-21;HEADER;FILE_DESCRIPTION((''),'2;1');FILE_NAME('','',(''),(''),'','','');FILE_SCHEMA(('IFC4'));ENDSEC;DATA;
#10=IFCGEOMETRICREPRESENTATIONCONTEXT($,'Model',3,1.E-5,#11,#14);
#11=IFCAXIS2PLACEMENT3D(#12,$,$);
#12=IFCCARTESIANPOINT((0.,0.,0.));
#14=IFCDIRECTION((0.5,0.8660254037844386));
#15=IFCLOCALPLACEMENT($,#11);
#20=IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.);
${records}
ENDSEC;END-ISO-10303-21;`;
  return readGeoreference(scanStep(new TextEncoder().encode(text)), units);
}

/** Eastings and northings of a place in Liaocheng in EPSG:4548 (CM 117° E). */
const LIAOCHENG = "408600.,4035400.";
const CRS = "#1=IFCPROJECTEDCRS('EPSG:4548',$,'CGCS2000','1985',$,$,#20);";
const SITE = (latDeg: number, elevation = "$") =>
  `#3=IFCSITE('x',$,$,$,$,#15,$,$,.ELEMENT.,(${latDeg},30,0),(116,0,0,0),${elevation},$,$);`;
const codesOf = (placed: ReturnType<typeof placeModel>) => placed.findings.map(({ code }) => code);

describe("placeModel", () => {
  it("turns a model in a projected CRS by the grid's convergence", () => {
    const georeference = georeferenceOf(`${CRS}#2=IFCMAPCONVERSION(#10,#1,${LIAOCHENG},32.,1.,0.,1.);`);
    const { placement, modelToEcef } = placeModel(georeference, HOUSE, OPTIONS);
    const { lon, lat, heightM, headingDeg, rule } = placement;
    expect([rule, heightM]).toEqual(["map-conversion", 32]);
    // Convergence of a transverse Mercator: (λ − λ0) sin φ, to a thousandth of a degree here (Snyder 1987, p. 61).
    expect(headingDeg - 360).toBeCloseTo((lon! - 117) * Math.sin((lat! * Math.PI) / 180), 2);
    const enu = buildEnuFrame({ lonDeg: lon!, latDeg: lat!, ellipsoidalHeightM: 20 });
    const [east, north, up] = transformPoint(enu.ecefToEnu, transformPoint(modelToEcef, [0, 100, 5]));
    expect((Math.atan2(east, north) * 180) / Math.PI).toBeCloseTo(headingDeg - 360, 4);
    expect(up).toBeCloseTo(5, 2);
    // Scale 1 on the central meridian, 1 + (E − 500 km)² / 2R² off it; a grid metre is that much less on the ground.
    expect(placement.scale).toBeCloseTo(1 - 91_400 ** 2 / (2 * 6_371_000 ** 2) + 20 / 6_371_000, 6);
  });

  it("knows a doubled georeference and takes it once", () => {
    const georeference = georeferenceOf(`${CRS}#2=IFCMAPCONVERSION(#10,#1,${LIAOCHENG},0.,1.,0.,1.);`);
    const surveyed: DrawnExtent = {
      min: [408_590, 4_035_390, 30],
      max: [408_620, 4_035_410, 42],
      middle: [408_605, 4_035_400, 32],
    };
    const placed = placeModel(georeference, surveyed, OPTIONS);
    expect(codesOf(placed)).toEqual(["ifc/doubled-georeference"]);
    expect(placed.placement).toMatchObject({ rule: "survey-coordinates", anchorM: [408_605, 4_035_400, 30] });
    const local = placeModel(georeference, { ...HOUSE, middle: [5, 0, 2] }, OPTIONS);
    const [a, b] = [placed, local].map(({ placement }) => placement);
    expect(Math.abs(a!.lon! - b!.lon!)).toBeLessThan(0.0002);
    expect(Math.abs(a!.lat! - b!.lat!)).toBeLessThan(0.0002);
  });

  it("reports a blank map conversion, and goes on to IfcSite where the geometry is local", () => {
    const records = `${CRS}#2=IFCMAPCONVERSION(#10,#1,0.,0.,0.,1.,0.,1.);${SITE(36)}`;
    const placed = placeModel(georeferenceOf(records), HOUSE, OPTIONS);
    expect(placed.placement.rule).toBe("site");
    expect(placed.findings).toMatchObject([
      { code: "ifc/blank-map-conversion", severity: "warning", ref: "#2" },
    ]);
  });

  it("places by IfcSite with true north, on the ground where no elevation is given", () => {
    const { placement, modelToEcef } = placeModel(georeferenceOf(SITE(36)), HOUSE, OPTIONS);
    expect(placement).toMatchObject({ rule: "site", lon: 116, lat: 36.5, heightM: 32, headingDeg: 330 });
    expect(placement.assumed.map(({ code }) => code)).toContain("site-on-ground");
    const { ecefToEnu } = buildEnuFrame({ lonDeg: 116, latDeg: 36.5, ellipsoidalHeightM: 20 });
    // True north is 30° right of the model's y, so y points 30° left of north.
    const [east, north] = transformPoint(ecefToEnu, transformPoint(modelToEcef, [0, 100, 0]));
    expect(east).toBeCloseTo(-50, 6);
    expect(north).toBeCloseTo(86.602540378, 6);
    expect(placeModel(georeferenceOf(SITE(36, "45.5")), HOUSE, OPTIONS).placement.heightM).toBe(45.5);
  });

  it("reads angles of a compound measure whose sign stands only once", () => {
    const west = "#3=IFCSITE('x',$,$,$,$,#15,$,$,.ELEMENT.,(-33,51,30),(-70,-30,0,-500000),0.,$,$);";
    const { lat, lon } = placeModel(georeferenceOf(west), HOUSE, OPTIONS).placement;
    expect(lat).toBeCloseTo(-(33 + 51 / 60 + 30 / 3600), 10);
    expect(lon).toBeCloseTo(-(70.5 + 0.5 / 3600), 10);
  });

  it("puts by hand before all, at the given height and heading, or on the ground as true north says", () => {
    const georeference = georeferenceOf(SITE(36));
    const place = { lonDeg: 115.98, latDeg: 36.45 };
    const onGround = placeModel(georeference, HOUSE, { ...OPTIONS, place }).placement;
    expect(onGround).toMatchObject({
      rule: "by-hand",
      lon: 115.98,
      lat: 36.45,
      heightM: 32,
      headingDeg: 330,
    });
    const told = { ...place, heightM: -8, headingDeg: 90, scale: 2 };
    const { placement, modelToEcef } = placeModel(georeference, HOUSE, { ...OPTIONS, place: told });
    expect(placement).toMatchObject({ heightM: -8, headingDeg: 90, scale: 2 });
    const { ecefToEnu } = buildEnuFrame({ lonDeg: 115.98, latDeg: 36.45, ellipsoidalHeightM: -20 });
    const [east, north, up] = transformPoint(ecefToEnu, transformPoint(modelToEcef, [0, 10, 1]));
    expect([east, north, up].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([20, -0 + 0, 2]);
  });

  it("stands a model whose zero is elsewhere on its foot", () => {
    const tower: DrawnExtent = { min: [0, 0, 120], max: [10, 10, 180], middle: [5, 5, 150] };
    const place = { lonDeg: 115.98, latDeg: 36.45 };
    const { placement, modelToEcef } = placeModel(georeferenceOf(""), tower, { ...OPTIONS, place });
    expect(placement.heightM).toBe(32 - 120);
    const foot = ecefToGeodetic(transformPoint(modelToEcef, [0, 0, 120]));
    expect(foot.ellipsoidalHeightM).toBeCloseTo(20, 4);
  });

  it("says that a model without any statement stands nowhere, and that survey coordinates need a CRS", () => {
    const lost = placeModel(georeferenceOf(""), HOUSE, OPTIONS);
    expect(lost.placement).toMatchObject({ rule: "none", lon: null, lat: null, heightM: null });
    const far: DrawnExtent = { min: [4e5, 4e6, 0], max: [4e5, 4e6, 9], middle: [4e5, 4e6, 0] };
    expect(placeModel(georeferenceOf(""), far, OPTIONS).findings).toMatchObject([
      { code: "ifc/no-georeference", message: expect.stringContaining("look surveyed") },
    ]);
  });

  it("takes the CRS that a person names for the file's, and refuses one that it does not know", () => {
    const records = `#1=IFCPROJECTEDCRS('Stadtnetz 1927',$,$,$,$,$,#20);#2=IFCMAPCONVERSION(#10,#1,${LIAOCHENG},0.,1.,0.,1.);`;
    const unknown = placeModel(georeferenceOf(records), HOUSE, OPTIONS);
    expect(codesOf(unknown)).toEqual(["ifc/unknown-crs", "ifc/no-georeference"]);
    const known = placeModel(georeferenceOf(records), HOUSE, { ...OPTIONS, crs: "EPSG:4548" });
    expect(known.placement).toMatchObject({
      rule: "map-conversion",
      crs: expect.stringContaining("EPSG:4548"),
    });
    expect(() => placeModel(georeferenceOf(""), HOUSE, { ...OPTIONS, crs: "EPSG:1" })).toThrow(
      expect.objectContaining({ code: "model/invalid-placement" }),
    );
  });

  it.each([
    // Project in millimetres, map in metres: right, inverse, left out, nonsense.
    ["0.001", [], 1],
    ["1000.", ["ifc/map-scale"], 1],
    ["$", ["ifc/map-scale"], 1],
    ["25.4", ["ifc/map-scale"], 1],
    ["0.0009996", [], 0.9996],
  ])("tells a scale of %s that converts millimetres from one of the survey", (scale, codes, survey) => {
    const records = `${CRS}#2=IFCMAPCONVERSION(#10,#1,${LIAOCHENG},0.,1.,0.,${scale});`;
    const reference = georeferenceOf(`${CRS}#2=IFCMAPCONVERSION(#10,#1,${LIAOCHENG},0.,1.,0.,1.);`);
    const placed = placeModel(georeferenceOf(records, { ...METRES, metresPerUnit: 0.001 }), HOUSE, OPTIONS);
    expect(codesOf(placed)).toEqual(codes);
    const plain = placeModel(reference, HOUSE, OPTIONS).placement;
    expect(placed.placement.scale / plain.scale).toBeCloseTo(survey, 8);
    expect(placed.placement.lon).toBeCloseTo(plain.lon!, 9);
  });

  it("scales axes apart by IfcMapConversionScaled", () => {
    const records = `${CRS}#2=IFCMAPCONVERSIONSCALED(#10,#1,${LIAOCHENG},0.,1.,0.,1.,2.,3.,4.);`;
    const { placement, modelToEcef } = placeModel(georeferenceOf(records), HOUSE, OPTIONS);
    const { lon, lat } = placement;
    const { ecefToEnu } = buildEnuFrame({ lonDeg: lon!, latDeg: lat!, ellipsoidalHeightM: -12 });
    const [far, high] = [[100, 0, 0] as const, [0, 0, 10] as const].map((point) =>
      transformPoint(ecefToEnu, transformPoint(modelToEcef, point)),
    );
    expect(Math.hypot(far![0], far![1])).toBeCloseTo(200, 1);
    expect(high![2]).toBeCloseTo(40, 3);
  });

  it("moves the model by a world coordinate system that is not the identity", () => {
    const records = `${CRS}#2=IFCMAPCONVERSION(#10,#1,${LIAOCHENG},0.,1.,0.,1.);`;
    const georeference = georeferenceOf(records);
    const worldFrame = [0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 1000, 0, 0, 1];
    const moved = placeModel({ ...georeference, worldFrame }, HOUSE, OPTIONS);
    const plain = placeModel(georeference, HOUSE, OPTIONS);
    const [a, b] = [moved, plain].map(({ modelToEcef }, index) =>
      transformPoint(modelToEcef, index === 0 ? [0, -7, 0] : [1007, 0, 0]),
    );
    expect(Math.hypot(...a!.map((value, k) => value - b![k]!))).toBeLessThan(0.1);
  });
});
