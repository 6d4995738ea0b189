import type { BaseMap, MapArea, MapLine } from "@shuicheng/shared/contracts";

/** West, south, east, north, WGS84 degrees. */
export type BoundsDeg = readonly [west: number, south: number, east: number, north: number];

/** A shape of the base map with its box. Coordinates are WGS84 degrees, longitude and latitude in turn. */
export interface PreparedArea {
  readonly kind: MapArea["kind"];
  readonly use: string | undefined;
  readonly rings: readonly Float64Array[];
  readonly bounds: BoundsDeg;
}
export interface PreparedLine {
  readonly kind: MapLine["kind"];
  readonly roadClass: MapLine["roadClass"];
  readonly widthM: number;
  readonly path: Float64Array;
  readonly bounds: BoundsDeg;
}

/** The base map made ready for drawing tile by tile. */
export interface PreparedMap {
  readonly bounds: BoundsDeg;
  /** Shapes whose box meets `bounds`, in drawing order: the map's own order within a kind. */
  findAreas(bounds: BoundsDeg): PreparedArea[];
  findLines(bounds: BoundsDeg): PreparedLine[];
}

/** Cells along a side of the index: at 10 km a cell is 150 m, about what a street-level tile shows. */
const CELLS = 64;

/** Indexes the base map. Undefined where it holds no shape. */
export function prepareMap(map: BaseMap): PreparedMap | undefined {
  const areas = map.areas.map(prepareArea);
  const lines = map.lines.map(prepareLine);
  const bounds = joinAll([...areas, ...lines].map((shape) => shape.bounds));
  if (!bounds) return undefined;
  return { bounds, findAreas: createFinder(areas, bounds), findLines: createFinder(lines, bounds) };
}

function prepareArea({ kind, use, rings }: MapArea): PreparedArea {
  const flat = rings.map(flatten);
  return { kind, use, rings: flat, bounds: boundsOf(flat[0] ?? new Float64Array(0)) };
}

function prepareLine({ kind, roadClass, widthM, path }: MapLine): PreparedLine {
  const flat = flatten(path);
  return { kind, roadClass, widthM, path: flat, bounds: boundsOf(flat) };
}

const flatten = (path: readonly (readonly [number, number])[]) => Float64Array.from(path.flat());

function boundsOf(path: Float64Array): BoundsDeg {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < path.length; i += 2) {
    const lon = path[i] as number;
    const lat = path[i + 1] as number;
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}

function joinAll(boxes: readonly BoundsDeg[]): BoundsDeg | undefined {
  const known = boxes.filter(([west, , east]) => west <= east);
  if (known.length === 0) return undefined;
  return known.reduce((a, b) => [
    Math.min(a[0], b[0]),
    Math.min(a[1], b[1]),
    Math.max(a[2], b[2]),
    Math.max(a[3], b[3]),
  ]);
}

/** A grid over the map: each cell lists the shapes whose box touches it. */
function createFinder<Shape extends { readonly bounds: BoundsDeg }>(
  shapes: readonly Shape[],
  whole: BoundsDeg,
): (bounds: BoundsDeg) => Shape[] {
  const [west, south, east, north] = whole;
  const cellOf = (value: number, from: number, to: number) =>
    Math.min(CELLS - 1, Math.max(0, Math.floor(((value - from) / (to - from || 1)) * CELLS)));
  const cellsOf = (box: BoundsDeg, visit: (cell: number) => void) => {
    const lastColumn = cellOf(box[2], west, east);
    const lastRow = cellOf(box[3], south, north);
    for (let row = cellOf(box[1], south, north); row <= lastRow; row++) {
      for (let column = cellOf(box[0], west, east); column <= lastColumn; column++)
        visit(row * CELLS + column);
    }
  };
  const cells = new Map<number, number[]>();
  shapes.forEach(({ bounds }, index) => {
    if (bounds[0] > bounds[2]) return;
    cellsOf(bounds, (cell) => {
      const members = cells.get(cell);
      if (members) members.push(index);
      else cells.set(cell, [index]);
    });
  });
  return (bounds) => {
    if (!doMeet(bounds, whole)) return [];
    const found = new Set<number>();
    cellsOf(bounds, (cell) => {
      for (const index of cells.get(cell) ?? []) {
        if (doMeet((shapes[index] as Shape).bounds, bounds)) found.add(index);
      }
    });
    return [...found].sort((a, b) => a - b).map((index) => shapes[index] as Shape);
  };
}

function doMeet(a: BoundsDeg, b: BoundsDeg): boolean {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}
