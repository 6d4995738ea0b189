import { type BuildingUse, createRandom, type PlanePoint, type RoadClass } from "../model/index.ts";
import { isInRing, type Ring, ringCentre } from "../model/plane-shapes.ts";
import type { RoadNetwork } from "./road-network.ts";
import type { Block } from "./trace-blocks.ts";

/** What a block is laid out as. */
export type BlockPlan =
  | "ancient"
  | "lakeside"
  | "square"
  | "village"
  | "old-estate"
  | "new-estate"
  | "high-estate"
  | "commercial"
  | "office"
  | "factory"
  | "school"
  | "hospital";

/** What most of a block of each plan is used for. */
export const PLAN_USES: Readonly<Record<BlockPlan, BuildingUse>> = {
  ancient: "heritage",
  lakeside: "culture",
  square: "heritage",
  village: "residential",
  "old-estate": "residential",
  "new-estate": "residential",
  "high-estate": "residential",
  commercial: "commercial",
  office: "office",
  factory: "industrial",
  school: "school",
  hospital: "hospital",
};

/** A block and what it is laid out as. */
export interface PlannedBlock {
  readonly block: Block;
  readonly centre: PlanePoint;
  readonly plan: BlockPlan;
}

/** Places that decide for themselves what becomes of their blocks. */
export interface Landmarks {
  readonly ancientTown: Ring;
  /** Where 光岳楼 stands: its block is a square. */
  readonly tower: PlanePoint;
  /** Blocks that reach into the lake. */
  readonly lakeside: ReadonlySet<number>;
}

type Weights = Readonly<Partial<Record<BlockPlan, number>>>;

/** Where a town does what: shares of plans, by how the place lies. */
const MIXES = {
  core: { "old-estate": 52, commercial: 16, office: 12, "new-estate": 12, school: 5, village: 6 },
  inner: {
    "old-estate": 34,
    "new-estate": 30,
    "high-estate": 12,
    commercial: 7,
    office: 5,
    school: 6,
    village: 6,
  },
  newTown: { "high-estate": 44, "new-estate": 26, office: 10, commercial: 7, school: 4, village: 12 },
  works: { factory: 66, village: 10, "old-estate": 14, office: 4, "new-estate": 6 },
  fringe: { village: 40, factory: 16, "high-estate": 16, "new-estate": 16, school: 4, "old-estate": 8 },
} as const satisfies Record<string, Weights>;

/** Decides what each block is laid out as; `campuses` are blocks that a named school or hospital stands in. */
export function planBlocks(
  seed: number,
  blocks: readonly Block[],
  network: RoadNetwork,
  { ancientTown, tower, lakeside }: Landmarks,
  campuses: ReadonlyMap<number, BlockPlan>,
): PlannedBlock[] {
  return blocks.map((block): PlannedBlock => {
    const random = createRandom(seed, "block plan", block.index);
    const centre = ringCentre(block.ring);
    if (isInRing(tower, block.ring)) return { block, centre, plan: "square" };
    if (!lakeside.has(block.index) && isInRing(centre, ancientTown))
      return { block, centre, plan: "ancient" };
    if (lakeside.has(block.index)) return { block, centre, plan: "lakeside" };
    const campus = campuses.get(block.index);
    if (campus) return { block, centre, plan: campus };
    const mix: Weights = MIXES[mixAt(centre, random.between(-350, 350))];
    const arterials = block.sides.filter(({ street }) => classOf(network, street) === "arterial").length;
    const weight = (plan: BlockPlan) =>
      (mix[plan] ?? 0) * ((plan === "commercial" || plan === "office") && arterials > 0 ? 2.2 : 1);
    return { block, centre, plan: pickWeighted(Object.keys(mix) as BlockPlan[], weight, random.next()) };
  });
}

/** Class of the road that a street belongs to. */
export function classOf(network: RoadNetwork, street: number): RoadClass {
  return network.roads[network.streets[street]?.road ?? -1]?.roadClass ?? "local";
}

/**
 * Liaocheng by compass, coarsely: the old core north and east of the lake, works in the east by the railway and in
 * the north, new quarters in the west, south and south-west, villages at the fringe. `blurM` softens the borders.
 */
function mixAt([east, north]: PlanePoint, blurM: number): keyof typeof MIXES {
  const x = east + blurM;
  const y = north + blurM * 0.7;
  if (x > -1900 && x < 1150 && y > 750 && y < 2150) return "core";
  if (x > 150 && x < 1250 && y > -900 && y < 1000) return "core";
  if (x < -6200 || x > 5600 || y < -4400 || y > 4700) return "fringe";
  if (x > 1900 && y > -300) return "works";
  if (y > 2750 && x > -4600) return "works";
  if (x < -3300 || y < -1900) return "newTown";
  return "inner";
}

function pickWeighted<T>(items: readonly T[], weight: (item: T) => number, part: number): T {
  const total = items.reduce((sum, item) => sum + weight(item), 0);
  let left = part * total;
  for (const item of items) {
    left -= weight(item);
    if (left < 0) return item;
  }
  return items.at(-1) as T;
}
