import { EMPTY_SHAPE, joinShapes, type LonLat, type Shape } from "./shape.ts";

/** Deeper collections than this are nobody's. */
const MAX_DEPTH = 8;

/**
 * Reads Well-Known Text (ISO 19125-1, 7.2), e.g. `POLYGON ((30 10, 40 40, 20 40, 30 10))`; longitude first, degrees,
 * WGS84. Heights and measures are read over.
 *
 * @returns The shape, or what is wrong and at which character.
 */
export function readWkt(wkt: string): Shape | { readonly message: string; readonly at: number } {
  const scan = new Scan(wkt);
  try {
    scan.take(/^\s*SRID\s*=\s*\d+\s*;/i);
    const shape = readShape(scan, 0);
    scan.skip();
    if (scan.at < wkt.length) throw scan.wrong("nothing may follow the geometry");
    return shape;
  } catch (error) {
    if (error instanceof WktError) return { message: error.message, at: error.at };
    throw error;
  }
}

class WktError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

class Scan {
  readonly text: string;
  at = 0;
  constructor(text: string) {
    this.text = text;
  }
  skip(): void {
    this.take(/^\s+/);
  }
  take(pattern: RegExp): string | undefined {
    const [found] = pattern.exec(this.text.slice(this.at)) ?? [];
    if (found !== undefined) this.at += found.length;
    return found;
  }
  expect(mark: string): void {
    this.skip();
    if (this.text[this.at] !== mark) throw this.wrong(`'${mark}' is expected`);
    this.at++;
  }
  has(mark: string): boolean {
    this.skip();
    if (this.text[this.at] !== mark) return false;
    this.at++;
    return true;
  }
  wrong(message: string): WktError {
    return new WktError(message, this.at);
  }
}

function readShape(scan: Scan, depth: number): Shape {
  scan.skip();
  const start = scan.at;
  const kind = scan.take(/^[A-Za-z]+/)?.toUpperCase();
  scan.skip();
  scan.take(/^(ZM|Z|M)\b/i);
  scan.skip();
  if (kind !== undefined && scan.take(/^EMPTY\b/i) !== undefined) return EMPTY_SHAPE;
  switch (kind) {
    case "POINT": {
      const [place] = readPath(scan, 1);
      return { ...EMPTY_SHAPE, points: [place as LonLat] };
    }
    case "MULTIPOINT":
      return { ...EMPTY_SHAPE, points: readList(scan, readLoosePlace) };
    case "LINESTRING":
      return { ...EMPTY_SHAPE, lines: [readPath(scan, 2)] };
    case "MULTILINESTRING":
      return { ...EMPTY_SHAPE, lines: readList(scan, (one) => readPath(one, 2)) };
    case "POLYGON":
      return { ...EMPTY_SHAPE, polygons: [readList(scan, readRing)] };
    case "MULTIPOLYGON":
      return { ...EMPTY_SHAPE, polygons: readList(scan, (one) => readList(one, readRing)) };
    case "GEOMETRYCOLLECTION":
      if (depth >= MAX_DEPTH) throw scan.wrong("collections are nested too deeply");
      return joinShapes(readList(scan, (one) => readShape(one, depth + 1)));
    default:
      scan.at = start;
      throw scan.wrong(
        "a geometry is expected: POINT, LINESTRING, POLYGON, MULTIPOINT, MULTILINESTRING, MULTIPOLYGON or GEOMETRYCOLLECTION",
      );
  }
}

function readList<T>(scan: Scan, readOne: (scan: Scan) => T): T[] {
  scan.expect("(");
  const list = [readOne(scan)];
  while (scan.has(",")) list.push(readOne(scan));
  scan.expect(")");
  return list;
}

function readPath(scan: Scan, least: number): LonLat[] {
  const start = scan.at;
  const path = readList(scan, readPlace);
  if (path.length >= least && (least > 1 || path.length === 1)) return path;
  throw new WktError(least > 1 ? `at least ${least} places are expected` : "one place is expected", start);
}

function readRing(scan: Scan): LonLat[] {
  scan.skip();
  const start = scan.at;
  const ring = readPath(scan, 4);
  const first = ring[0] as LonLat;
  const last = ring[ring.length - 1] as LonLat;
  if (first[0] !== last[0] || first[1] !== last[1]) throw new WktError("a ring ends where it begins", start);
  return ring;
}

/** MULTIPOINT is written both with and without inner parentheses. */
function readLoosePlace(scan: Scan): LonLat {
  if (!scan.has("(")) return readPlace(scan);
  const place = readPlace(scan);
  scan.expect(")");
  return place;
}

function readPlace(scan: Scan): LonLat {
  const numbers: number[] = [];
  for (;;) {
    scan.skip();
    const number = scan.take(/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?/);
    if (number === undefined) break;
    numbers.push(Number(number));
  }
  if (numbers.length < 2 || numbers.length > 4 || !numbers.every(Number.isFinite))
    throw scan.wrong("a place is two numbers: longitude, latitude");
  return [numbers[0] as number, numbers[1] as number];
}
