import { createRandom } from "../model/index.ts";
import { createPlaneGrid } from "../model/plane-grid.ts";
import { boundsOf, isInRing } from "../model/plane-shapes.ts";
import { type BlockPlan, type PlannedBlock, planBlocks } from "./block-plans.ts";
import type { BuildingDraft } from "./building-layouts.ts";
import { type BuildingSite, createBuildingSite } from "./building-site.ts";
import { buildExtent } from "./extent.ts";
import { fillBlock, infillBlock } from "./fill-blocks.ts";
import { findTower } from "./lay-streets.ts";
import { placeNamedBuildings } from "./named-buildings.ts";
import { findPlots, type Plot } from "./plots.ts";
import type { DrawnMap } from "./read-assets.ts";
import type { RoadNetwork } from "./road-network.ts";
import { type Block, traceBlocks } from "./trace-blocks.ts";
import type { Waters } from "./waters.ts";

/** Counts at scale 1. */
const AT_SCALE_1 = { buildings: 20_000, parks: 30, pumpHouses: 20, chargingStations: 60 } as const;

/** The largest block that a school or hospital takes as a whole, square metres. */
const LARGEST_CAMPUS_M2 = 140_000;

/** Small houses that are put into one block at most. */
const INFILL_LIMIT = 32;

/** Ground set apart for facilities. */
export interface TownPlots {
  readonly parks: readonly Plot[];
  readonly pumpHouses: readonly Plot[];
  readonly chargingStations: readonly Plot[];
}

/** Buildings by block, what each block was planned as, and ground set apart between them. */
export interface BuiltBlocks {
  readonly blocks: readonly PlannedBlock[];
  /** In the order of the blocks. */
  readonly drafts: readonly BuildingDraft[];
  readonly plots: TownPlots;
}

/** Builds the town up: named buildings first, then each block as planned, then small houses until there are enough. */
export function placeBuildings(
  { seed, scale }: { seed: number; scale: number },
  drawn: DrawnMap,
  network: RoadNetwork,
  waters: Waters,
): BuiltBlocks {
  const faces = traceBlocks(network);
  const site = openSite(drawn, network, waters);
  const named = placeNamedBuildings(drawn, buildExtent(scale), faces, site);
  const town = drawn["ancient-town"].find(({ properties }) => properties.kind === "town-island");
  const places = {
    ancientTown: town?.points ?? [],
    tower: findTower(drawn),
    lakeside: findLakeside(faces, waters),
  };
  const blocks = planBlocks(seed, faces, network, places, campusesOf(named, faces));
  const count = (atScale1: number) => Math.round(atScale1 * scale);
  const parks = findPlots(seed, { ...PARKS, count: count(AT_SCALE_1.parks) }, blocks, site);
  const pumpHouses = findPlots(seed, { ...PUMP_HOUSES, count: count(AT_SCALE_1.pumpHouses) }, blocks, site);
  const drafts = [...named, ...blocks.flatMap((planned) => fillBlock(seed, planned, site, network))];
  const chargingStations = findPlots(
    seed,
    { ...CHARGING, count: count(AT_SCALE_1.chargingStations) },
    blocks,
    site,
  );
  const wanted = count(AT_SCALE_1.buildings);
  for (const planned of shuffledInfill(seed, blocks)) {
    if (drafts.length >= wanted) break;
    drafts.push(...infillBlock(seed, planned, site, Math.min(INFILL_LIMIT, wanted - drafts.length)));
  }
  const kept = thinOut(seed, drafts, wanted).sort((a, b) => a.block - b.block);
  return { blocks, drafts: kept, plots: { parks, pumpHouses, chargingStations } };
}

const PARKS = {
  name: "parks",
  widthM: [38, 70],
  depthM: [30, 52],
  gapM: 6,
  plans: ["old-estate", "new-estate", "high-estate", "commercial", "office", "village"],
} as const;

const PUMP_HOUSES = {
  name: "pump houses",
  widthM: [8, 11],
  depthM: [6, 8],
  gapM: 4,
  plans: ["high-estate", "new-estate"],
} as const;

const CHARGING = {
  name: "charging stations",
  widthM: [16, 30],
  depthM: [9, 13],
  gapM: 3,
  plans: ["old-estate", "new-estate", "high-estate", "commercial", "office"],
} as const;

function openSite(drawn: DrawnMap, network: RoadNetwork, waters: Waters): BuildingSite {
  const islets = drawn["ancient-town"].filter(({ properties }) => properties.kind === "island");
  const parks = drawn.green.filter(({ properties }) => properties.id !== "tower-square");
  const greens = [...parks, ...islets].map(({ points }) => points);
  const rails = drawn.transport.filter(({ points }) => points.length > 1).map(({ points }) => points);
  return createBuildingSite(network, waters, greens, rails);
}

/** Blocks that reach into the lake. */
function findLakeside(blocks: readonly Block[], waters: Waters): Set<number> {
  const grid = createPlaneGrid<Block>(400);
  for (const block of blocks) grid.add(block, boundsOf(block.ring));
  const lakes = waters.all.filter(({ kind }) => kind === "lake");
  const shore = lakes.flatMap(({ ring, islands }) => [ring, ...islands].flat());
  return new Set(
    shore.flatMap((point) =>
      grid
        .find(boundsOf([point]))
        .filter(({ ring }) => isInRing(point, ring))
        .map(({ index }) => index),
    ),
  );
}

/** Blocks in which a named school or hospital stands belong to it, unless they are too large for that. */
function campusesOf(named: readonly BuildingDraft[], blocks: readonly Block[]): Map<number, BlockPlan> {
  const campuses = new Map<number, BlockPlan>();
  for (const { use, block } of named) {
    const isSmall = (blocks[block]?.areaM2 ?? Infinity) < LARGEST_CAMPUS_M2;
    if (isSmall && (use === "school" || use === "hospital")) campuses.set(block, use);
  }
  return campuses;
}

/** Blocks in which small houses stand between others, in an order by chance, villages first. */
function shuffledInfill(seed: number, blocks: readonly PlannedBlock[]): PlannedBlock[] {
  const random = createRandom(seed, "infill order");
  const rank = { village: 0, "old-estate": 1, factory: 1 } as Partial<Record<BlockPlan, number>>;
  return blocks
    .filter(({ plan }) => rank[plan] !== undefined)
    .map((planned) => ({ planned, at: (rank[planned.plan] ?? 0) + random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ planned }) => planned);
}

/** Leaves nameless buildings out by chance until no more than `wanted` are left. */
function thinOut(seed: number, drafts: readonly BuildingDraft[], wanted: number): BuildingDraft[] {
  const random = createRandom(seed, "thinning");
  let left = drafts.filter(({ name }) => name === undefined).length;
  let surplus = Math.max(0, drafts.length - wanted);
  return drafts.filter(({ name }) => {
    if (name !== undefined) return true;
    const isOut = random.next() * left < surplus;
    left--;
    if (isOut) surplus--;
    return !isOut;
  });
}
