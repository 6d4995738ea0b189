import type { MapLine } from "@shuicheng/shared/contracts";
import { clipLine, clipRing } from "./clip-shape.ts";
import type { MapColours } from "./map-colours.ts";
import type { BoundsDeg, PreparedArea, PreparedLine, PreparedMap } from "./prepare-map.ts";

/** A canvas to draw on: of the page or of a worker. */
export type TileContext = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Which piece of ground, and how many pixels its picture has along each side. */
export interface MapTile {
  readonly bounds: BoundsDeg;
  readonly sizePx: number;
}

/**
 * Where a pixel covers more than this there is only ground: lines of least width would run together to a smudge, which
 * stands for the whole city until nearer tiles have come.
 */
const DETAIL_UNTIL_M = 100;

type RoadClass = NonNullable<MapLine["roadClass"]>;

/**
 * How a class of road is drawn: never thinner than `leastPx`, and not at all where a pixel covers more than `untilM`.
 * Narrow first, so that wide roads lie over narrow ones.
 */
const ROAD_STYLES: readonly (readonly [
  roadClass: RoadClass,
  style: { readonly leastPx: number; readonly untilM: number },
])[] = [
  ["lane", { leastPx: 0.5, untilM: 6 }],
  ["local", { leastPx: 0.7, untilM: 16 }],
  ["collector", { leastPx: 1, untilM: 50 }],
  ["arterial", { leastPx: 1.5, untilM: DETAIL_UNTIL_M }],
  ["highway", { leastPx: 2, untilM: DETAIL_UNTIL_M }],
];

/** Pixels around the tile that are drawn too: strokes reach in from there. */
const MARGIN_PX = 24;
/** A road's edge is drawn where the road itself is at least this wide. */
const CASING_FROM_PX = 2.2;
/** Lane marks are painted where a pixel covers less than this. */
const MARKS_BELOW_M = 0.45;
/**
 * Degrees → the canvas' own units. A unit is a pixel's height; a pixel is wider than that, since a tile of equal angles
 * is narrower on the ground than it is high: in these units a road is as wide in every direction.
 */
interface Grid {
  readonly xPxPerDeg: number;
  readonly yPxPerDeg: number;
  /** Pixels across for one unit. */
  readonly stretch: number;
  readonly metresPerPx: number;
  readonly xOf: (lonDeg: number) => number;
  readonly yOf: (latDeg: number) => number;
  readonly bounds: BoundsDeg;
}

/**
 * Draws a tile, **upside down**: its first row is the southernmost, as WebGL keeps textures, because a browser
 * ignores the flip for an `ImageBitmap`. There are no letters in it.
 */
export function drawMapTile(
  context: TileContext,
  map: PreparedMap,
  tile: MapTile,
  colours: MapColours,
): void {
  const { sizePx } = tile;
  const grid = buildGrid(tile);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, sizePx, sizePx);
  if (grid.metresPerPx > DETAIL_UNTIL_M) return;
  context.setTransform(grid.stretch, 0, 0, 1, 0, 0);
  context.lineJoin = "round";
  context.lineCap = "butt";
  const areas = map.findAreas(grid.bounds);
  const lines = map.findLines(grid.bounds);
  drawLand(context, areas, grid, colours);
  drawWater(context, areas, lines, grid, colours);
  drawRailways(context, lines, grid, colours);
  drawRoads(context, lines, grid, colours);
  drawBoundaries(context, areas, grid, colours);
}

function buildGrid({ bounds: [west, south, east, north], sizePx }: MapTile): Grid {
  const stretch = (north - south) / (east - west) / Math.cos(((south + north) / 2) * RAD);
  const xPxPerDeg = sizePx / (east - west) / stretch;
  const yPxPerDeg = sizePx / (north - south);
  const [marginLon, marginLat] = [MARGIN_PX / xPxPerDeg, MARGIN_PX / yPxPerDeg];
  return {
    xPxPerDeg,
    yPxPerDeg,
    stretch,
    metresPerPx: METRES_PER_DEG_LAT / yPxPerDeg,
    xOf: (lonDeg) => (lonDeg - west) * xPxPerDeg,
    yOf: (latDeg) => (latDeg - south) * yPxPerDeg,
    bounds: [west - marginLon, south - marginLat, east + marginLon, north + marginLat],
  };
}

/** Mean of the WGS84 ellipsoid: a map's line widths bear a third of a per cent. */
const METRES_PER_DEG_LAT = 111_000;
const RAD = Math.PI / 180;

function drawLand(
  context: TileContext,
  areas: readonly PreparedArea[],
  grid: Grid,
  colours: MapColours,
): void {
  for (const area of areas) {
    if (area.kind === "block") fillArea(context, area, grid, blockColour(area.use, colours));
  }
  for (const area of areas) if (area.kind === "green") fillArea(context, area, grid, colours.green);
  for (const area of areas) if (area.kind === "plaza") fillArea(context, area, grid, colours.plaza);
}

function blockColour(use: string | undefined, colours: MapColours): string {
  if (use === "industrial" || use === "utility" || use === "station") return colours.workBlock;
  return use === undefined || use === "residential" ? colours.block : colours.publicBlock;
}

/** Bank, water, shore line: the bank's half over the water is covered by the water itself. */
function drawWater(
  context: TileContext,
  areas: readonly PreparedArea[],
  lines: readonly PreparedLine[],
  grid: Grid,
  colours: MapColours,
): void {
  const waters = areas.filter(({ kind }) => kind === "water");
  const rivers = lines.filter(({ kind }) => kind === "river");
  const bankPx = Math.min(Math.max(12 / grid.metresPerPx, 2), MARGIN_PX);
  const widthPx = (line: PreparedLine) => Math.max(line.widthM / grid.metresPerPx, 1);
  for (const water of waters) strokeArea(context, water, grid, colours.bank, bankPx);
  for (const river of rivers) strokeLine(context, river, grid, colours.bank, widthPx(river) + bankPx);
  for (const river of rivers) strokeLine(context, river, grid, colours.shore, widthPx(river) + 1.4);
  for (const water of waters) strokeArea(context, water, grid, colours.shore, 1.6);
  for (const river of rivers) strokeLine(context, river, grid, colours.water, widthPx(river));
  for (const water of waters) fillArea(context, water, grid, colours.water);
}

function drawRailways(
  context: TileContext,
  lines: readonly PreparedLine[],
  grid: Grid,
  colours: MapColours,
): void {
  if (grid.metresPerPx > 60) return;
  for (const line of lines) {
    if (line.kind !== "railway") continue;
    const widthPx = Math.max(line.widthM / grid.metresPerPx, 1.6);
    strokeLine(context, line, grid, colours.casing, widthPx + 1.6);
    strokeLine(context, line, grid, colours.railway, widthPx);
    const dashPx = Math.max(widthPx * 2.5, 6);
    strokeLine(context, line, grid, colours.casing, widthPx * 0.6, [dashPx, dashPx]);
  }
}

function drawRoads(
  context: TileContext,
  lines: readonly PreparedLine[],
  grid: Grid,
  colours: MapColours,
): void {
  const { metresPerPx } = grid;
  const drawn = ROAD_STYLES.flatMap(([roadClass, { leastPx, untilM }]) => {
    if (metresPerPx > untilM) return [];
    const members = lines.filter((line) => line.kind === "road" && (line.roadClass ?? "local") === roadClass);
    // Thinner than its least width a road would be a hair: it keeps that width and fades instead.
    const fade = 1 - Math.max(0, Math.log2(metresPerPx / (untilM / 2)));
    return members.map((line) => ({
      line,
      roadClass,
      fade,
      widthPx: Math.max(line.widthM / metresPerPx, leastPx),
    }));
  });
  context.lineCap = "round";
  for (const { line, widthPx } of drawn) {
    if (widthPx >= CASING_FROM_PX) strokeLine(context, line, grid, colours.casing, widthPx + 2);
  }
  for (const { line, roadClass, widthPx, fade } of drawn) {
    context.globalAlpha = Math.min(1, fade);
    const isMain = roadClass === "arterial" || roadClass === "highway";
    strokeLine(context, line, grid, isMain ? colours.mainRoad : colours.road, widthPx);
  }
  context.globalAlpha = 1;
  context.lineCap = "butt";
  if (metresPerPx < MARKS_BELOW_M) {
    for (const { line, roadClass } of drawn)
      if (roadClass !== "lane") markLanes(context, line, grid, colours);
  }
}

/** A broken line along the middle of the carriageway: 4 m long, 6 m apart (GB 5768.3). */
function markLanes(context: TileContext, line: PreparedLine, grid: Grid, colours: MapColours): void {
  const metrePx = 1 / grid.metresPerPx;
  strokeLine(context, line, grid, colours.lane, Math.max(0.15 * metrePx, 1), [4 * metrePx, 6 * metrePx]);
}

function drawBoundaries(
  context: TileContext,
  areas: readonly PreparedArea[],
  grid: Grid,
  colours: MapColours,
): void {
  context.globalAlpha = 0.6;
  for (const area of areas) {
    if (area.kind === "district") strokeArea(context, area, grid, colours.boundary, 1, [6, 4]);
  }
  context.globalAlpha = 1;
}

function fillArea(context: TileContext, area: PreparedArea, grid: Grid, colour: string): void {
  context.beginPath();
  for (const ring of area.rings) traceRing(context, ring, grid);
  context.fillStyle = colour;
  context.fill("evenodd");
}

function strokeArea(
  context: TileContext,
  area: PreparedArea,
  grid: Grid,
  colour: string,
  widthPx: number,
  dashPx: readonly number[] = [],
): void {
  context.beginPath();
  for (const ring of area.rings) for (const run of clipLine(ring, grid.bounds)) traceLine(context, run, grid);
  stroke(context, colour, widthPx, dashPx);
}

function strokeLine(
  context: TileContext,
  line: PreparedLine,
  grid: Grid,
  colour: string,
  widthPx: number,
  dashPx: readonly number[] = [],
): void {
  const marginDeg = widthPx / 2 / grid.yPxPerDeg;
  const [west, south, east, north] = grid.bounds;
  const marginLonDeg = widthPx / 2 / grid.xPxPerDeg;
  const bounds: BoundsDeg = [west - marginLonDeg, south - marginDeg, east + marginLonDeg, north + marginDeg];
  context.beginPath();
  for (const run of clipLine(line.path, bounds)) traceLine(context, run, grid);
  stroke(context, colour, widthPx, dashPx);
}

function stroke(context: TileContext, colour: string, widthPx: number, dashPx: readonly number[]): void {
  context.strokeStyle = colour;
  context.lineWidth = widthPx;
  context.setLineDash([...dashPx]);
  context.stroke();
}

function traceRing(context: TileContext, ring: Float64Array, grid: Grid): void {
  const clipped = clipRing(ring, grid.bounds);
  if (clipped.length < 6) return;
  traceLine(context, clipped, grid);
  context.closePath();
}

function traceLine(context: TileContext, path: Float64Array, { xOf, yOf }: Grid): void {
  for (let i = 0; i < path.length; i += 2) {
    const x = xOf(path[i] as number);
    const y = yOf(path[i + 1] as number);
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
}
