import { readFileSync } from "node:fs";
import { type PlanePoint, toPlane } from "../model/index.ts";

/** A feature of the hand-drawn map, in the plane. */
export interface DrawnFeature {
  readonly properties: Readonly<Record<string, string | number | boolean>>;
  /** Of points one, of lines all; of areas the outer ring, not closed. */
  readonly points: readonly PlanePoint[];
  /** Inner rings of areas, not closed. */
  readonly holes: readonly (readonly PlanePoint[])[];
}

const FOLDER = new URL("../../../../../assets/liaocheng/", import.meta.url);

/** Files of the hand-drawn map; SOURCES.md beside them says what each is worth. */
export const DRAWN_FILES = [
  "ancient-town",
  "districts",
  "green",
  "public-buildings",
  "roads",
  "transport",
  "water",
] as const;
export type DrawnFile = (typeof DRAWN_FILES)[number];

/** The hand-drawn map, file by file. */
export type DrawnMap = Readonly<Record<DrawnFile, readonly DrawnFeature[]>>;

/** Reads the hand-drawn map that comes with the program. */
export function readDrawnMap(): DrawnMap {
  return Object.fromEntries(DRAWN_FILES.map((file) => [file, readDrawn(file)])) as unknown as DrawnMap;
}

/** Text property of a feature. @throws {TypeError} if absent: the files are part of the program. */
export function textOf(feature: DrawnFeature, key: string): string {
  const value = feature.properties[key];
  if (typeof value !== "string") throw new TypeError(`hand-drawn feature without "${key}"`);
  return value;
}

/** Number property of a feature. @throws {TypeError} if absent. */
export function numberOf(feature: DrawnFeature, key: string): number {
  const value = feature.properties[key];
  if (typeof value !== "number") throw new TypeError(`hand-drawn feature without "${key}"`);
  return value;
}

type Degrees = readonly [lonDeg: number, latDeg: number];
interface DrawnJson {
  readonly features: readonly {
    readonly properties: DrawnFeature["properties"];
    readonly geometry:
      | { readonly type: "Point"; readonly coordinates: Degrees }
      | { readonly type: "LineString"; readonly coordinates: readonly Degrees[] }
      | { readonly type: "Polygon"; readonly coordinates: readonly (readonly Degrees[])[] };
  }[];
}

function readDrawn(file: DrawnFile): DrawnFeature[] {
  const text = readFileSync(new URL(`${file}.geojson`, FOLDER), "utf8");
  return (JSON.parse(text) as DrawnJson).features.map(({ properties, geometry }) => {
    if (geometry.type === "Point") return { properties, points: [plane(geometry.coordinates)], holes: [] };
    if (geometry.type === "LineString")
      return { properties, points: geometry.coordinates.map(plane), holes: [] };
    const [outer = [], ...holes] = geometry.coordinates.map((ring) => ring.slice(0, -1).map(plane));
    return { properties, points: outer, holes };
  });
}

function plane([lonDeg, latDeg]: Degrees): PlanePoint {
  return toPlane(lonDeg, latDeg);
}
