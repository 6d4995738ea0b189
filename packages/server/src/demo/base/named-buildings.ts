import type { BuildingUse, PlanePoint } from "../model/index.ts";
import { createPlaneGrid, widened } from "../model/plane-grid.ts";
import {
  type Bounds,
  boundsOf,
  counterClockwise,
  isInRing,
  type Ring,
  ringCentre,
} from "../model/plane-shapes.ts";
import { type BuildingDraft, movedTo } from "./building-layouts.ts";
import type { BuildingSite } from "./building-site.ts";
import { type DrawnFeature, type DrawnMap, numberOf, textOf } from "./read-assets.ts";
import type { Block } from "./trace-blocks.ts";

/** Ground kept free round a named building, metres. */
const YARD_M = 12;
/** What stands later stays off the box round it by this much, metres. */
const COURT_M = 5;
/** Ways from a named building to the streets that are kept free, metres. */
const WAY = { longestM: 130, halfWidthM: 5 } as const;
/** How far from its drawn place a named building may be moved to find free ground, and in what steps, metres. */
const SEARCH = { reachM: 700, stepM: 12 } as const;

/** Puts the named public buildings that lie in the town on the free ground nearest to their drawn places. */
export function placeNamedBuildings(
  drawn: DrawnMap,
  extent: Bounds,
  blocks: readonly Block[],
  site: BuildingSite,
): BuildingDraft[] {
  const grid = createPlaneGrid<Block>(400);
  for (const block of blocks) grid.add(block, boundsOf(block.ring));
  const inTown = drawn["public-buildings"].filter(({ points }) => isWithin(ringCentre(points), extent));
  const pinnedFirst = [...inTown].sort((a, b) => Number(isPinned(b)) - Number(isPinned(a)));
  return pinnedFirst.map((feature) => placeOne(feature, grid.find, site));
}

/** Answers whether the town of this extent has to have the building. */
export function isWithin([x, y]: PlanePoint, extent: Bounds): boolean {
  return x > extent.west && x < extent.east && y > extent.south && y < extent.north;
}

function placeOne(
  feature: DrawnFeature,
  findBlocks: (bounds: Bounds) => Block[],
  site: BuildingSite,
): BuildingDraft {
  const drawnRing = counterClockwise(feature.points);
  const home = ringCentre(drawnRing);
  for (const [dx, dy] of isPinned(feature) ? [[0, 0] as const] : spiral()) {
    const at: PlanePoint = [home[0] + dx, home[1] + dy];
    const ring = movedTo(drawnRing, at).map(([x, y]): PlanePoint => [centimetres(x), centimetres(y)]);
    const block = findBlocks(boundsOf([at])).find((candidate) => isInRing(at, candidate.ring));
    if (!block || !site.fits(block, ring, YARD_M)) continue;
    site.build(yardOf(ring));
    for (const way of waysToStreets(block, ring)) site.build(way);
    const { address, addressEn } = feature.properties;
    return {
      ring,
      use: textOf(feature, "use") as BuildingUse,
      storeys: numberOf(feature, "storeys"),
      year: numberOf(feature, "year"),
      block: block.index,
      name: textOf(feature, "name"),
      nameEn: textOf(feature, "nameEn"),
      heightM: numberOf(feature, "heightM"),
      people: numberOf(feature, "people"),
      ...(typeof address === "string" && typeof addressEn === "string" ? { address, addressEn } : {}),
    };
  }
  throw new RangeError(`no free ground near the drawn place of ${textOf(feature, "id")}`);
}

/** The box round a footprint: nothing is built into its courts. */
function yardOf(ring: Ring): Ring {
  const { west, east, south, north } = widened(boundsOf(ring), COURT_M);
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
}

/** Strips from the middle of a building straight to the streets near it, kept free for its connections. */
function waysToStreets(block: Block, ring: Ring): Ring[] {
  const [x, y] = ringCentre(ring);
  return block.sides.flatMap(({ a, b }): Ring[] => {
    const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const [ux, uy] = [(b[0] - a[0]) / lengthM, (b[1] - a[1]) / lengthM];
    const alongM = (x - a[0]) * ux + (y - a[1]) * uy;
    const offM = (y - a[1]) * ux - (x - a[0]) * uy;
    if (alongM < 0 || alongM > lengthM || offM <= 0 || offM > WAY.longestM) return [];
    const at = (along: number, off: number): PlanePoint => [
      a[0] + ux * along - uy * off,
      a[1] + uy * along + ux * off,
    ];
    const [low, high] = [alongM - WAY.halfWidthM, alongM + WAY.halfWidthM];
    return [[at(low, 0), at(high, 0), at(high, offM), at(low, offM)]];
  });
}

function isPinned(feature: DrawnFeature): boolean {
  return feature.properties.pinned === true;
}

function centimetres(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Offsets on squares round the middle, nearest first. */
function* spiral(): Generator<readonly [number, number]> {
  yield [0, 0];
  for (let r = SEARCH.stepM; r <= SEARCH.reachM; r += SEARCH.stepM) {
    const steps = Math.ceil((2 * Math.PI * r) / SEARCH.stepM / 1.5);
    for (let i = 0; i < steps; i++) {
      const angle = (2 * Math.PI * i) / steps;
      yield [Math.round(r * Math.cos(angle)), Math.round(r * Math.sin(angle))];
    }
  }
}
