import {
  ecefToGeodetic,
  geodeticToEcef,
  geoidUndulationM,
  groundHeightM,
  openWorldGeoid,
} from "@shuicheng/shared/geo";
import type { TileFeature } from "@shuicheng/shared/tiles";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readInp } from "./inp/read-inp.ts";
import { buildNetworkAssets } from "./network-assets.ts";
import { buildNetworkFeatures } from "./network-features.ts";
import { placeNetwork } from "./placed-network.ts";
import { parseLayerId, parsePlace } from "./placement.ts";

/** A cross of four pipes, each drawn 10 long and stated 1,000 m long, one of them wrong; a tank on top. */
const CROSS = `[JUNCTIONS]
 M 40
 E 42
 W 38
 S 41
[RESERVOIRS]
 R 70
[TANKS]
 N 60 2 1 5 12
[PIPES]
 ME M E 1000 300 130
 MW M W 1000 300 130
 MS M S 90000 200 130
 MN M N 1000 200 130
[VALVES]
 VR M R 300 PRV 20
[OPTIONS]
 Units LPS
[COORDINATES]
 M 0 0
 E 10 0
 W -10 0
 S 0 -10
 N 0 10
 R 1 1
`;
const network = readInp(CROSS).network!;
const HERE = { lonDeg: 115.98, latDeg: 36.45, heightM: undefined, headingDeg: 0 };
const placed = placeNetwork(network, HERE, geoidUndulationM);
const pointOf = (id: string, of = placed) => of.nodes.find(({ node }) => node.id === id)!.point!;

describe("parsePlace", () => {
  it("reads longitude, latitude, height and heading", () => {
    expect(parsePlace("115.98,36.45")).toEqual(HERE);
    expect(parsePlace(" 115.98, 36.45, -3.5, 90 ")).toEqual({ ...HERE, heightM: -3.5, headingDeg: 90 });
  });

  it.each([undefined, "", "115.98", "115.98;36.45", "36.45,115.98", "115.98,36.45,", "a,b", "1,2,3,4,5"])(
    "refuses %s",
    (text) => {
      expect(() => parsePlace(text)).toThrow(expect.objectContaining({ code: "network/invalid-placement" }));
    },
  );
});

describe("parseLayerId", () => {
  it("takes the file's name unless another is given, and nothing that could leave the folder of tiles", () => {
    expect(parseLayerId(undefined, "Net3")).toBe("Net3");
    expect(parseLayerId("town", "Net3")).toBe("town");
    for (const id of ["..", ".hidden", "a/b", ""]) {
      expect(() => parseLayerId(id, "Net3")).toThrow(expect.objectContaining({ code: "registry/invalid" }));
    }
  });
});

describe("placeNetwork", () => {
  it("puts the middle of the drawing at the place and scales by the median pipe, not by the wrong one", () => {
    expect(placed.placement.scaleM).toBeCloseTo(100, 9);
    const middle = pointOf("M");
    expect(middle.lonDeg).toBeCloseTo(115.98, 9);
    expect(middle.latDeg).toBeCloseTo(36.45, 9);
    // 1,000 m east at 36.45° N: a degree of longitude is 89,537 m here (domain figures 6.3).
    expect((pointOf("E").lonDeg - 115.98) * 89_537).toBeCloseTo(1000, -1);
    expect(pointOf("N").latDeg).toBeGreaterThan(36.4589);
  });

  it("turns the drawing clockwise from north", () => {
    const turned = placeNetwork(network, { ...HERE, headingDeg: 90 }, geoidUndulationM);
    expect(pointOf("N", turned).lonDeg).toBeCloseTo(pointOf("E").lonDeg, 6);
    expect(pointOf("E", turned).latDeg).toBeCloseTo(pointOf("S").latDeg, 6);
  });

  it("buries pipes under the ground and stands tanks and reservoirs on it when heights have no datum", () => {
    const { lonDeg, latDeg, heightM } = pointOf("M");
    // 0.7 m of cover and half of the largest pipe, 300 mm.
    expect(heightM).toBeCloseTo(groundHeightM(lonDeg, latDeg) - 0.7 - 0.15, 6);
    const tank = pointOf("N");
    expect(tank.heightM).toBeCloseTo(groundHeightM(tank.lonDeg, tank.latDeg), 6);
    for (const { path, radiusM } of placed.links) {
      for (const point of path) {
        expect(groundHeightM(point.lonDeg, point.latDeg) - point.heightM - radiusM).toBeCloseTo(0.7, 6);
      }
    }
    expect(placed.findings.map((finding) => finding.code)).toEqual([
      "network/drawing-scaled",
      "network/heights-assumed",
    ]);
  });

  it("takes elevations as heights above the given one", () => {
    const given = placeNetwork(network, { ...HERE, heightM: -10 }, geoidUndulationM);
    expect(pointOf("M", given).heightM).toBe(30);
    expect(pointOf("R", given).heightM).toBe(60);
    const east = given.links.find(({ link }) => link.id === "ME")!;
    expect([east.path[0]!.heightM, east.path.at(-1)!.heightM]).toEqual([30, 32]);
    expect(given.assumedCoverM).toBeUndefined();
  });

  it("lies under the bare ellipsoid where no terrain is known, and says so", async () => {
    const geoid = await openWorldGeoid();
    const paris = placeNetwork(network, { ...HERE, lonDeg: 2.35, latDeg: 48.85 }, geoid);
    const { lonDeg, latDeg, heightM } = pointOf("M", paris);
    expect(heightM + geoid(lonDeg, latDeg)!).toBeCloseTo(-0.85, 6);
    expect(paris.findings.map((finding) => finding.code)).toContain("network/no-terrain");
  });

  it("refuses a drawing that would be wider than a province", () => {
    const wild = readInp(CROSS.replace(" E 10 0", " E 100000 0")).network!;
    expect(() => placeNetwork(wild, HERE, geoidUndulationM)).toThrow(
      expect.objectContaining({ code: "network/invalid-placement" }),
    );
  });

  it("keeps every step of a pipe short enough to follow the ground", () => {
    for (const { path } of placed.links) {
      for (const [index, point] of path.slice(1).entries()) {
        const before = path[index]!;
        expect(
          Math.hypot((point.lonDeg - before.lonDeg) * 89_537, (point.latDeg - before.latDeg) * 110_970),
        ).toBeLessThan(202);
      }
    }
  });
});

describe("buildNetworkAssets", () => {
  const built = buildNetworkAssets(placed, "town");

  it("names nodes and links apart and gives every attribute its unit", () => {
    expect(built.assets.map((asset) => asset.id).slice(0, 7)).toEqual([
      ...["town.node.M", "town.node.E", "town.node.W", "town.node.S", "town.node.R", "town.node.N"],
      "town.link.ME",
    ]);
    expect(built.assets.find((asset) => asset.id === "town.link.ME")).toMatchObject({
      class: "pipe",
      name: "ME",
      attributes: {
        from: { value: "town.node.M" },
        to: { value: "town.node.E" },
        length: { value: 1000, unit: "m" },
        diameter: { value: 300, unit: "mm" },
        roughness: { value: 130 },
        status: { value: "OPEN" },
        coverDepth: { value: 0.7, unit: "m" },
        depth: { value: 0.85, unit: "m" },
      },
    });
    expect(built.assets.find((asset) => asset.class === "valve")?.attributes).toMatchObject({
      setting: { value: 20, unit: "mH₂O" },
    });
  });

  it("puts a pipe's own place half-way along it", () => {
    const { lon, lat } = built.assets.find((asset) => asset.id === "town.link.ME")!.position!;
    expect(lon).toBeCloseTo((pointOf("M").lonDeg + pointOf("E").lonDeg) / 2, 7);
    expect(lat).toBeCloseTo(36.45, 6);
  });

  it("gives every node a pressure with unit, range and the limits of its class", () => {
    expect(built.datastreams).toHaveLength(6);
    expect(built.datastreams[0]).toMatchObject({
      id: "town.node.M.pressure",
      asset: "town.node.M",
      observedProperty: "pressure",
      unit: { symbol: "mH₂O", definition: "m[H2O]" },
      range: { min: -10.33 },
      limits: { LL: 0, L: 10 },
      expectedIntervalMs: 3_600_000,
      decimals: 2,
    });
    expect(built.datastreams.find((one) => one.asset === "town.node.N")?.limits).toEqual({ L: 1, H: 5 });
    expect(built.datastreams.find((one) => one.asset === "town.node.R")?.limits).toEqual({});
  });

  it("widens the range of a network with more head than an instrument's usual scale", () => {
    const high = readInp(CROSS.replace(" R 70", " R 900")).network!;
    const { datastreams } = buildNetworkAssets(placeNetwork(high, HERE, geoidUndulationM), "town");
    expect(datastreams[0]?.range?.max).toBe(860);
  });

  it("says which id would be too long", () => {
    const { findings } = buildNetworkAssets(placed, "x".repeat(115));
    expect(findings[0]).toMatchObject({ code: "network/id-too-long", severity: "error" });
  });
});

describe("buildNetworkFeatures", () => {
  it("draws each asset at its own place, in the order of the assets", () => {
    const indices = Uint32Array.from({ length: 11 }, (_, index) => 100 + index);
    const features = [...buildNetworkFeatures(placed, indices, geoidUndulationM)];
    const { assets } = buildNetworkAssets(placed, "town");
    expect(features.map((feature) => feature.featureIndex)).toEqual([...indices]);
    for (const [index, feature] of features.entries()) {
      const { lon, lat, heightM } = assets[index]!.position!;
      const ecef = geodeticToEcef({
        lonDeg: lon,
        latDeg: lat,
        ellipsoidalHeightM: heightM + geoidUndulationM(lon, lat)!,
      });
      const nearest = Math.min(...pointsOf(feature).map((enu) => distance(toEcef(enu), ecef)));
      // A tank's middle is half its height over its base, 2.5 m; a pipe's nearest point half a step away, 100 m.
      const isPipe = feature.shapes === undefined;
      const isStanding = assets[index]!.class === "tank" || assets[index]!.class === "reservoir";
      expect(nearest).toBeLessThan(isPipe ? 101 : isStanding ? 2.6 : 0.01);
    }
  });

  it("comes back to the ground it was put under", () => {
    fc.assert(
      fc.property(fc.constantFrom(...placed.nodes), ({ point }) => {
        const features = [...buildNetworkFeatures(placed, new Uint32Array(11), geoidUndulationM)];
        const enu = features[placed.nodes.findIndex((node) => node.point === point)]!;
        const { ellipsoidalHeightM, lonDeg, latDeg } = ecefToGeodetic(toEcef(enu.shapes![0]!.centreEnuM));
        const overGroundM =
          ellipsoidalHeightM - geoidUndulationM(lonDeg, latDeg)! - groundHeightM(lonDeg, latDeg);
        expect(overGroundM).toBeGreaterThan(-1);
        expect(overGroundM).toBeLessThan(3);
      }),
      { numRuns: 6 },
    );
  });
});

type Point = readonly [number, number, number];
const toEcef = ([x, y, z]: Point): Point => {
  const m = placed.placement.frame.enuToEcef;
  return [0, 1, 2].map(
    (row) => m[row]! * x + m[4 + row]! * y + m[8 + row]! * z + m[12 + row]!,
  ) as unknown as Point;
};
const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
const pointsOf = ({ shapes = [], tubes = [] }: TileFeature): Point[] => [
  ...shapes.map((shape) => shape.centreEnuM),
  ...tubes.flatMap((tube) => tube.pathEnuM),
];
