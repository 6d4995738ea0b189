import type { PlanePoint, Road, RoadClass } from "../model/index.ts";
import type { StreetName } from "./road-names.ts";

/** Distance between the samples of a line, metres along its family's axis. */
const SAMPLE_M = 20;

/**
 * The course of a possible road: for each place along its family's axis (east for east-west roads, north for
 * north-south ones), how far to the side it lies. So a road never turns back, and its slope bounds its angle.
 */
export interface Course {
  readonly startM: number;
  readonly offsetsM: Float64Array;
}

/** A possible road between two places of its course. What stays of it is decided where roads are joined. */
export interface RoadLine {
  readonly family: Road["family"];
  readonly roadClass: RoadClass;
  /** Drawn roads have names; the others get theirs when they are known to exist. */
  readonly words?: StreetName;
  readonly course: Course;
  readonly fromM: number;
  readonly toM: number;
  /** Drawn by hand: crosses rivers by bridges and may end at the edge of the town. */
  readonly isDrawn: boolean;
  /** No piece of it is left out for variety. */
  readonly isWhole?: boolean;
  /** Answers whether the road may lie at a place of its range. Drawn roads may everywhere. */
  readonly isFree?: (point: PlanePoint) => boolean;
}

/** A course from an offset at each place along the axis, from `fromM` to `toM`. */
export function courseOf(fromM: number, toM: number, offsetM: (alongM: number) => number): Course {
  const count = Math.ceil((toM - fromM) / SAMPLE_M) + 1;
  return {
    startM: fromM,
    offsetsM: Float64Array.from({ length: count }, (_, i) => offsetM(fromM + i * SAMPLE_M)),
  };
}

/** A smooth course through drawn points: piecewise cubic (Hermite, slopes by neighbours), level beyond the ends. */
export function courseThrough(points: readonly PlanePoint[], fromM: number, toM: number): Course {
  const slopes = points.map((point, i) => {
    const before = points[i - 1] ?? point;
    const after = points[i + 1] ?? point;
    return (after[1] - before[1]) / (after[0] - before[0]);
  });
  return courseOf(fromM, toM, (alongM) => {
    const right = points.findIndex(([x]) => x >= alongM);
    const b = points[right];
    if (b === undefined) return points.at(-1)?.[1] ?? 0;
    const a = points[right - 1];
    if (a === undefined) return b[1];
    return hermite(a, b, slopes[right - 1] ?? 0, slopes[right] ?? 0, alongM);
  });
}

/** How far to the side a course lies at a place along the axis, metres. Level beyond its ends. */
export function offsetAt(course: Course, alongM: number): number {
  const { startM, offsetsM } = course;
  const place = Math.min(Math.max((alongM - startM) / SAMPLE_M, 0), offsetsM.length - 1);
  const index = Math.min(Math.floor(place), offsetsM.length - 2);
  const left = offsetsM[index] ?? 0;
  return left + (place - index) * ((offsetsM[index + 1] ?? left) - left);
}

/** The point of a line at a place along its axis. */
export function pointAt(line: Pick<RoadLine, "family" | "course">, alongM: number): PlanePoint {
  const offsetM = offsetAt(line.course, alongM);
  return line.family === "east-west" ? [alongM, offsetM] : [offsetM, alongM];
}

/** Coordinate of a point along the family's axis. */
export function alongOf(family: Road["family"], point: PlanePoint): number {
  return family === "east-west" ? point[0] : point[1];
}

/**
 * Where an east-west and a north-south course cross. Repeated substitution: slopes below tan 25° make it contract
 * to less than a quarter with each step.
 */
export function crossingOf(eastWest: Course, northSouth: Course, startEastM: number): PlanePoint {
  let east = startEastM;
  let north = offsetAt(eastWest, east);
  for (let step = 0; step < 24; step++) {
    east = offsetAt(northSouth, north);
    north = offsetAt(eastWest, east);
  }
  return [east, north];
}

function hermite(a: PlanePoint, b: PlanePoint, slopeA: number, slopeB: number, alongM: number): number {
  const width = b[0] - a[0];
  const t = (alongM - a[0]) / width;
  const u = 1 - t;
  return (
    (1 + 2 * t) * u * u * a[1] +
    t * u * u * width * slopeA +
    t * t * (3 - 2 * t) * b[1] -
    t * t * u * width * slopeB
  );
}
