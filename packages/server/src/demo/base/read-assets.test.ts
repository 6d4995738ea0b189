import { readFileSync } from "node:fs";
import { GROUND_EXTENT_DEG } from "@shuicheng/shared/geo";
import { describe, expect, it } from "vitest";
import { isInRing } from "../model/plane-shapes.ts";
import { findTower } from "./lay-streets.ts";
import { DRAWN_FILES, type DrawnFile, readDrawnMap } from "./read-assets.ts";

type Position = [number, number];
interface Feature {
  type: string;
  properties: Record<string, unknown>;
  geometry: { type: string; coordinates: unknown };
}

const FOLDER = new URL("../../../../../assets/liaocheng/", import.meta.url);
const files = Object.fromEntries(
  DRAWN_FILES.map((file) => [file, JSON.parse(readFileSync(new URL(`${file}.geojson`, FOLDER), "utf8"))]),
) as Record<DrawnFile, { type: string; features: Feature[] }>;
const features = DRAWN_FILES.flatMap((file) => files[file].features.map((feature) => ({ file, feature })));

function positionsOf({ geometry: { type, coordinates } }: Feature): Position[] {
  if (type === "Point") return [coordinates as Position];
  return type === "LineString" ? (coordinates as Position[]) : (coordinates as Position[][]).flat();
}

function signedArea(ring: Position[]): number {
  return ring.slice(1).reduce((sum, [x, y], i) => sum + ring[i]![0] * y - x * ring[i]![1], 0);
}

describe("the hand-drawn map", () => {
  it("is GeoJSON of points, lines and areas inside the prefecture, named in both languages", () => {
    const { west, east, south, north } = GROUND_EXTENT_DEG;
    for (const { file, feature } of features) {
      expect(feature.type).toBe("Feature");
      expect(["Point", "LineString", "Polygon"]).toContain(feature.geometry.type);
      expect(feature.properties.name, file).toMatch(/\p{Script=Han}/u);
      expect(feature.properties.nameEn, file).toMatch(/^[\x20-\x7e–é’']+$/);
      for (const [lon, lat] of positionsOf(feature)) {
        expect(lon > west && lon < east && lat > south && lat < north, `${file} ${lon} ${lat}`).toBe(true);
      }
    }
  });

  it("has closed, right-handed rings without repeated corners", () => {
    for (const { file, feature } of features) {
      if (feature.geometry.type !== "Polygon") continue;
      for (const [i, ring] of (feature.geometry.coordinates as Position[][]).entries()) {
        const label = `${file} ${feature.properties.name} ring ${i}`;
        expect(ring.at(-1), label).toEqual(ring[0]);
        expect(signedArea(ring) > 0, label).toBe(i === 0);
        expect(new Set(ring.map(String)).size, label).toBe(ring.length - 1);
      }
    }
  });

  it("gives statutory codes to street offices and only local ids to functional zones", () => {
    const byKind = Map.groupBy(files.districts.features, ({ properties }) => properties.kind);
    const codes = byKind.get("street")!.map(({ properties }) => `${properties.code} ${properties.name}`);
    expect(codes).toEqual([
      "371502001 古楼街道",
      "371502002 柳园街道",
      "371502003 新区街道",
      "371502004 湖西街道",
      "371502005 道口铺街道",
      "371502006 闫寺街道",
      "371502008 北城街道",
      "371502009 东城街道",
      "371502010 蒋官屯街道",
      "371502011 李海务街道",
    ]);
    for (const { properties } of byKind.get("functional-zone")!) {
      expect(properties.code).toBeUndefined();
      expect(properties.id).toMatch(/^LC-[A-Z]+$/);
    }
    expect(byKind.get("county")).toHaveLength(8);
  });

  it("puts the ancient town into a hole of the lake and the tower into its middle", () => {
    const drawn = readDrawnMap();
    const lake = drawn.water.find(({ properties }) => properties.kind === "lake")!;
    const tower = findTower(drawn);
    expect(isInRing(tower, lake.points)).toBe(true);
    expect(lake.holes.filter((hole) => isInRing(tower, hole))).toHaveLength(1);
    expect(lake.holes).toHaveLength(5);
  });
});
