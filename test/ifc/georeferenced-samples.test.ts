import { ecefToGeodetic, transformPoint } from "@shuicheng/shared/geo";
import type { ConvertedModel } from "@shuicheng/shared/ifc";
import { describe, expect, it } from "vitest";
import { convertHere, HAS_IFC_SAMPLES, readSample } from "./convert-sample.ts";
import {
  ELLIPSOIDS,
  fromLambertConic,
  fromObliqueStereographic,
  fromTransverseMercator,
  type Place,
  shiftDatum,
} from "./published-geodesy.ts";

/** Coordinates in a plane → degrees, by the published formula of the file's CRS. */
type Formula = (eastM: number, northM: number) => Place;

const utm =
  (lonDeg: number, northM = 0): Formula =>
  (e, n) =>
    fromTransverseMercator(ELLIPSOIDS.GRS80, { lonDeg, scale: 0.9996, eastM: 500_000, northM }, e, n);

/** EPSG codes as the files name them; parameters from the EPSG registry. */
const FORMULAS = {
  "EPSG:25832": utm(9),
  "EPSG:3065": utm(15),
  "EPSG:7856": utm(153, 1e7),
  "EPSG:3878": (e, n) =>
    fromTransverseMercator(ELLIPSOIDS.GRS80, { lonDeg: 24, scale: 1, eastM: 24_500_000, northM: 0 }, e, n),
  "EPSG:31467": (e, n) =>
    shiftDatum(
      ELLIPSOIDS.Bessel1841,
      [598.1, 73.7, 418.2, 0.202, 0.045, -2.455, 6.7],
      fromTransverseMercator(
        ELLIPSOIDS.Bessel1841,
        { lonDeg: 9, scale: 1, eastM: 3_500_000, northM: 0 },
        e,
        n,
      ),
    ),
  "EPSG:9897": (e, n) =>
    shiftDatum(
      ELLIPSOIDS.International1924,
      [-189.6806, 18.3463, -42.7695, -0.33746, -3.09264, 2.53861, 0.4598],
      fromTransverseMercator(
        ELLIPSOIDS.International1924,
        { lonDeg: 6 + 1 / 6, latDeg: 49 + 5 / 6, scale: 1, eastM: 80_000, northM: 100_000 },
        e,
        n,
      ),
    ),
  "EPSG:28992": (e, n) =>
    shiftDatum(
      ELLIPSOIDS.Bessel1841,
      [565.417, 50.3319, 465.552, -0.398957, 0.343988, -1.8774, 4.0725],
      fromObliqueStereographic(
        ELLIPSOIDS.Bessel1841,
        {
          latDeg: 52.15616055555555,
          lonDeg: 5.38763888888889,
          ...{ scale: 0.9999079, eastM: 155_000, northM: 463_000 },
        },
        e,
        n,
      ),
    ),
  "EPSG:32119": (e, n) =>
    fromLambertConic(
      ELLIPSOIDS.GRS80,
      {
        latDeg: 33.75,
        lonDeg: -79,
        parallelsDeg: [36 + 1 / 6, 34 + 1 / 3],
        ...{ eastM: 609_601.22, northM: 0 },
      },
      e,
      n,
    ),
} as const satisfies Record<string, Formula>;

interface Sample {
  readonly rule: string;
  readonly crs: keyof typeof FORMULAS;
  /** Eastings, Northings, OrthogonalHeight of the file, in metres. */
  readonly originM: readonly [number, number, number];
  /** XAxisAbscissa, XAxisOrdinate of the file. */
  readonly xAxis: readonly [number, number];
  readonly finding?: string;
}

/** Read off the files by eye. */
const SAMPLES: Readonly<Record<string, Sample>> = {
  georef_utm: {
    ...{ rule: "map-conversion", crs: "EPSG:25832", finding: "ifc/map-scale" },
    ...{ originM: [458_657.3, 5_438_232.25, 113.7], xAxis: [0.270600445976, 0.962691746426] },
  },
  georef_gk: {
    ...{ rule: "map-conversion", crs: "EPSG:31467", finding: "ifc/map-scale" },
    ...{ originM: [3_458_715.92, 5_439_966.65, 113.7], xAxis: [0.270600445976, 0.962691746426] },
  },
  duplex_georeferenced: {
    ...{ rule: "property-set", crs: "EPSG:9897", finding: "ifc/georeferences-disagree" },
    ...{ originM: [76_670, 77_179, 293.700012207031], xAxis: [0.325568154457152, 0.945518575599318] },
  },
  georef_ifc4_blank_map_conversion: {
    ...{ rule: "map-conversion", crs: "EPSG:28992", finding: "ifc/map-unit" },
    ...{ originM: [149_626.315910581, 413_717.684216629, 0], xAxis: [1, 0] },
  },
  infra_mcon_1: {
    ...{ rule: "map-conversion", crs: "EPSG:3878" },
    ...{ originM: [24_525_000, 6_876_000, 0], xAxis: [1, 0] },
  },
  infra_earthworks_georef_12d: {
    ...{ rule: "survey-coordinates", crs: "EPSG:7856", finding: "ifc/blank-map-conversion" },
    ...{ originM: [0, 0, 0], xAxis: [1, 0] },
  },
  rail_linear_placement_signal: {
    ...{ rule: "survey-coordinates", crs: "EPSG:3065", finding: "ifc/blank-map-conversion" },
    ...{ originM: [0, 0, 0], xAxis: [1, 0] },
  },
  xbim_ifc4x3_test2: {
    ...{ rule: "survey-coordinates", crs: "EPSG:32119", finding: "ifc/blank-map-conversion" },
    ...{ originM: [0, 0, 0], xAxis: [1, 0] },
  },
};

const METRES_PER_DEG = 111_320;

/** Metres between two places that lie near each other. */
function metresBetween(a: Place, b: Place): number {
  const shrink = Math.cos((a.latDeg * Math.PI) / 180);
  return METRES_PER_DEG * Math.hypot((a.lonDeg - b.lonDeg) * shrink, a.latDeg - b.latDeg);
}

/** Where a point of the model has to be: map conversion by IFC's own formula, then the formula of the CRS. */
function expectedPlace({ originM, xAxis, crs }: Sample, [x, y]: readonly number[]): Place {
  const [abscissa, ordinate] = xAxis;
  const length = Math.hypot(abscissa, ordinate);
  const [a, o] = [abscissa / length, ordinate / length];
  return FORMULAS[crs](originM[0] + a * x! - o * y!, originM[1] + o * x! + a * y!);
}

/** Corners of what is drawn, at the height of its foot. */
function cornersOf({ extent }: ConvertedModel): [number, number, number][] {
  const { min, max } = extent!;
  return [min[0], max[0]].flatMap((x) =>
    [min[1], max[1]].map((y) => [x, y, min[2]] as [number, number, number]),
  );
}

describe.skipIf(!HAS_IFC_SAMPLES)("georeferenced samples", () => {
  it.each(Object.entries(SAMPLES))(
    "%s lands within 0.1 m of the published formulas",
    async (name, sample) => {
      const model = await convertHere(readSample(name));
      const { placement, findings } = model.health;
      expect(placement.rule).toBe(sample.rule);
      expect(placement.crs).toContain(sample.crs);
      if (sample.finding) expect(findings.map(({ code }) => code)).toContain(sample.finding);
      const anchor = { lonDeg: placement.lon!, latDeg: placement.lat! };
      expect(metresBetween(anchor, expectedPlace(sample, placement.anchorM))).toBeLessThan(0.01);
      expect(placement.heightM! - placement.anchorM[2]).toBeCloseTo(sample.originM[2], 6);
      for (const corner of cornersOf(model)) {
        const place = ecefToGeodetic(transformPoint(model.placed.modelToEcef, corner));
        expect(metresBetween(place, expectedPlace(sample, corner))).toBeLessThan(0.1);
      }
    },
  );

  it("georef_utm lands where its IfcSite says, which its author took from elsewhere", async () => {
    const { placement } = (await convertHere(readSample("georef_utm"))).health;
    const site = { latDeg: 49 + 5 / 60 + 43.9837 / 3600, lonDeg: 8 + 26 / 60 + 1.2473 / 3600 };
    expect(metresBetween({ lonDeg: placement.lon!, latDeg: placement.lat! }, site)).toBeLessThan(0.05);
  });

  it("georef_gk lands beside it, as near as the datum's seven parameters go", async () => {
    const { placement } = (await convertHere(readSample("georef_gk"))).health;
    const site = { latDeg: 49 + 5 / 60 + 43.9837 / 3600, lonDeg: 8 + 26 / 60 + 1.2473 / 3600 };
    expect(metresBetween({ lonDeg: placement.lon!, latDeg: placement.lat! }, site)).toBeLessThan(3);
    expect(placement.assumed.map(({ message }) => message).join(" ")).toContain("about 3 m");
  });

  it("the template of IFC2x3's property sets places nothing", async () => {
    const { placement } = (await convertHere(readSample("ifc2x3_geolocation_template"))).health;
    expect(placement).toMatchObject({ rule: "none", lon: null, lat: null });
  });

  it("a world coordinate system that the geometry has in it already is left out", async () => {
    const { health, extent } = await convertHere(readSample("infra_rumblestrip"), { crs: "EPSG:32616" });
    expect(health.findings.map(({ code }) => code)).toContain("ifc/doubled-world-frame");
    expect(health.placement.rule).toBe("survey-coordinates");
    expect(extent!.middle[0]).toBeGreaterThan(400_000);
  });

  it("a file without a CRS is placed by the one that a person names", async () => {
    const bytes = readSample("infra_drainage_system_1");
    const nowhere = await convertHere(bytes);
    expect(nowhere.health.placement).toMatchObject({ rule: "none", lon: null });
    expect(nowhere.bboxDeg).toBeUndefined();
    const { health } = await convertHere(bytes, { crs: "GK24FIN" });
    const [x, y] = health.placement.anchorM;
    const expected = FORMULAS["EPSG:3878"](x, y);
    const place = { lonDeg: health.placement.lon!, latDeg: health.placement.lat! };
    expect(metresBetween(place, expected)).toBeLessThan(0.01);
  });
});
