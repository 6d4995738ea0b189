import type { PlanePoint, Road, RoadClass } from "../model/index.ts";
import type { Bounds } from "../model/plane-shapes.ts";
import { type DrawnFeature, type DrawnMap, textOf } from "./read-assets.ts";
import { alongOf, type Course, courseThrough, offsetAt, type RoadLine } from "./road-line.ts";

/** Main roads of the hand-drawn map, and the frame they make for the streets between them. */
export interface MainRoads {
  readonly lines: readonly RoadLine[];
  /** Courses that run through the whole town, south to north and west to east, roads or not at a given place. */
  readonly frames: Readonly<Record<Road["family"], readonly Frame[]>>;
}

/** A course through the whole town, with the places where a drawn road lies on it. */
export interface Frame {
  readonly course: Course;
  /** From–to along the axis, metres, in order. */
  readonly roads: readonly (readonly [fromM: number, toM: number])[];
}

/** Courses reach this far beyond the town's edge. */
const MARGIN_M = 600;

/** Reads the main roads that touch the town. */
export function readMainRoads(drawn: DrawnMap, extent: Bounds): MainRoads {
  const lines: RoadLine[] = [];
  const frames: Record<Road["family"], Frame[]> = { "east-west": [], "north-south": [] };
  for (const family of ["east-west", "north-south"] as const) {
    const ofFamily = drawn.roads.filter((feature) => feature.properties.family === family);
    const groups = Map.groupBy(ofFamily, (feature) => feature.properties.frame ?? textOf(feature, "name"));
    for (const [key, features] of groups) {
      const course = courseOfGroup(features, family, extent);
      lines.push(...features.map((feature) => lineOf(feature, family, course)));
      if (features[0]?.properties.frame === key) {
        frames[family].push({ course, roads: features.map((feature) => rangeOf(feature, family)) });
      }
    }
    const middleM = family === "east-west" ? extent.west + extent.east : extent.south + extent.north;
    frames[family].sort((a, b) => offsetAt(a.course, middleM / 2) - offsetAt(b.course, middleM / 2));
  }
  return { lines, frames };
}

function courseOfGroup(features: readonly DrawnFeature[], family: Road["family"], extent: Bounds): Course {
  const points = features
    .flatMap((feature) => feature.points)
    .map(([east, north]): PlanePoint => (family === "east-west" ? [east, north] : [north, east]))
    .sort((a, b) => a[0] - b[0])
    .filter((point, i, all) => i === 0 || point[0] - (all[i - 1]?.[0] ?? 0) > 20);
  return family === "east-west"
    ? courseThrough(points, extent.west - MARGIN_M, extent.east + MARGIN_M)
    : courseThrough(points, extent.south - MARGIN_M, extent.north + MARGIN_M);
}

function lineOf(feature: DrawnFeature, family: Road["family"], course: Course): RoadLine {
  const [fromM, toM] = rangeOf(feature, family);
  return {
    family,
    roadClass: textOf(feature, "class") as RoadClass,
    words: { name: textOf(feature, "name"), nameEn: textOf(feature, "nameEn") },
    course,
    fromM,
    toM,
    isDrawn: true,
  };
}

function rangeOf(feature: DrawnFeature, family: Road["family"]): readonly [number, number] {
  const along = feature.points.map((point) => alongOf(family, point));
  return [Math.min(...along), Math.max(...along)];
}
