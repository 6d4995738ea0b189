import { distanceDeg, lengthDeg } from "../geometry/measure.ts";
import { readGeoJson } from "../geometry/read-geojson.ts";
import { isOfPattern, RELATIONS, relate } from "../geometry/relate.ts";
import { countPlaces, type Shape } from "../geometry/shape.ts";
import { type FilterValue, timeOf } from "./filter-values.ts";

/** A function of filters. */
export interface FilterFunction {
  /** How many arguments: least and most. */
  readonly arguments: readonly [number, number];
  /** Null where an argument is of another kind than the function takes, as OData has it. @param nowMs Time of the request. */
  apply(args: readonly FilterValue[], nowMs: number): FilterValue;
}

/** Pairs of places beyond this are not compared: some tenths of a second's work. */
const MAX_PLACE_PAIRS = 4_000_000;

const texts = (count: number, of: (...texts: string[]) => FilterValue): FilterFunction => ({
  arguments: [count, count],
  apply: (args) => (args.every((one) => typeof one === "string") ? of(...(args as string[])) : null),
});

const number = (of: (value: number) => number): FilterFunction => ({
  arguments: [1, 1],
  apply: ([value]) => (typeof value === "number" ? of(value) : null),
});

/** Of the start of an interval; in UTC, since a moment keeps no offset. */
const moment = (of: (date: Date) => FilterValue): FilterFunction => ({
  arguments: [1, 1],
  apply([value]) {
    const time = timeOf(value ?? null);
    return time ? of(new Date(time.startMs)) : null;
  },
});

const constant = (of: (nowMs: number) => FilterValue): FilterFunction => ({
  arguments: [0, 0],
  apply: (_args, nowMs) => of(nowMs),
});

const shapes = (of: (a: Shape, b: Shape) => FilterValue): FilterFunction => ({
  arguments: [2, 2],
  apply([first, second]) {
    const [a, b] = [shapeOf(first), shapeOf(second)];
    if (!a || !b || countPlaces(a) * countPlaces(b) > MAX_PLACE_PAIRS) return null;
    return of(a, b);
  },
});

const relation = (name: string) => shapes((a, b) => RELATIONS[name]?.(a, b) ?? null);

function shapeOf(value: FilterValue | undefined): Shape | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (value.kind === "shape") return value.shape;
  return value.kind === "json" ? readGeoJson(value.json) : undefined;
}

const timeAt = (timeMs: number): FilterValue => ({ kind: "time", startMs: timeMs, endMs: timeMs });
const isoOf = (date: Date) => date.toISOString();

/** OData rounds halves away from zero. */
const roundHalves = (value: number) => Math.sign(value) * Math.round(Math.abs(value));

/** The functions of OGC 18-088, table 24 (9.3.3.5.2). */
export const FILTER_FUNCTIONS: Readonly<Record<string, FilterFunction>> = Object.assign(Object.create(null), {
  substringof: texts(2, (part, whole) => whole.includes(part)),
  endswith: texts(2, (whole, part) => whole.endsWith(part)),
  startswith: texts(2, (whole, part) => whole.startsWith(part)),
  length: texts(1, (text) => text.length),
  indexof: texts(2, (whole, part) => whole.indexOf(part)),
  substring: {
    arguments: [2, 3],
    apply([text, start, length]) {
      if (typeof text !== "string" || typeof start !== "number") return null;
      if (length === undefined) return text.slice(Math.max(0, start));
      return typeof length === "number" ? text.slice(Math.max(0, start), Math.max(0, start + length)) : null;
    },
  },
  tolower: texts(1, (text) => text.toLowerCase()),
  toupper: texts(1, (text) => text.toUpperCase()),
  trim: texts(1, (text) => text.trim()),
  concat: texts(2, (first, second) => first + second),
  year: moment((date) => date.getUTCFullYear()),
  month: moment((date) => date.getUTCMonth() + 1),
  day: moment((date) => date.getUTCDate()),
  hour: moment((date) => date.getUTCHours()),
  minute: moment((date) => date.getUTCMinutes()),
  second: moment((date) => date.getUTCSeconds()),
  fractionalseconds: moment((date) => date.getUTCMilliseconds() / 1_000),
  date: moment((date) => isoOf(date).slice(0, 10)),
  time: moment((date) => isoOf(date).slice(11, 23)),
  totaloffsetminutes: moment(() => 0),
  now: constant(timeAt),
  mindatetime: constant(() => timeAt(-62_135_596_800_000)),
  maxdatetime: constant(() => timeAt(253_402_300_799_999)),
  round: number(roundHalves),
  floor: number(Math.floor),
  ceiling: number(Math.ceil),
  "geo.distance": shapes(distanceDeg),
  "geo.length": {
    arguments: [1, 1],
    apply([value]) {
      const shape = shapeOf(value);
      return shape ? lengthDeg(shape) : null;
    },
  },
  "geo.intersects": relation("intersects"),
  st_equals: relation("equals"),
  st_disjoint: relation("disjoint"),
  st_touches: relation("touches"),
  st_within: relation("within"),
  st_overlaps: relation("overlaps"),
  st_crosses: relation("crosses"),
  st_intersects: relation("intersects"),
  st_contains: relation("contains"),
  st_relate: {
    arguments: [3, 3],
    apply([first, second, pattern], nowMs) {
      const matrix = shapes((a, b) => relate(a, b)).apply([first ?? null, second ?? null], nowMs);
      return typeof matrix === "string" && typeof pattern === "string" ? isOfPattern(matrix, pattern) : null;
    },
  },
} satisfies Record<string, FilterFunction>);
