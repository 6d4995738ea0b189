import { createRandom, type PlanePoint, STREET_SECTIONS } from "../model/index.ts";
import { areRingsNear, doCross, forEachSide, ringCentre } from "../model/plane-shapes.ts";
import type { BuildingDraft } from "./building-layouts.ts";
import type { RoadNetwork } from "./road-network.ts";
import type { Block, BlockSide } from "./trace-blocks.ts";

/** Leads along a street are this far apart, both sides together, metres. */
const LEAD_SPACING_M = 8;
/** A connection keeps this distance from the right of way of a crossing road, and from a bend, metres. */
const CLEAR_OF_JUNCTION_M = { crossing: 8.5, bend: 9 } as const;
/** The longest connection from a street's middle to a wall, metres. */
const LONGEST_M = 150;
/** Share of a block's buildings that get a connection of their own, if the streets have room: one in six. */
const LEAD_SHARE = 0.16;
/** A building this much farther from the streets than another is as unlikely a lead as the unluckiest beside them, metres. */
const FAR_M = 140;
/** A connection meets a wall this far from its corners at least, metres. */
const CORNER_M = 0.8;

/** Where a building meets its street. */
export interface Frontage {
  readonly street: number;
  readonly side: "left" | "right";
  /** From the street's `from` junction, metres. */
  readonly chainageM: number;
}

/** A building's street and the building through which it is served. */
export interface Service extends Frontage {
  /** Index of the lead among the same drafts. */
  readonly lead: number;
}

/** How a building looks from a side of its block: metres along the side and off it. */
interface View {
  readonly side: BlockSide;
  readonly lowM: number;
  readonly highM: number;
  readonly nearM: number;
}

/** Gives out connections, street by street, for the whole town. */
export interface LeadChooser {
  /** Chooses leads among the buildings of a block; `undefined` when no street can serve it. */
  choose(block: Block, drafts: readonly BuildingDraft[]): Service[] | undefined;
}

/** Creates the chooser; blocks on both sides of a street share its room. */
export function createLeadChooser(seed: number, network: RoadNetwork): LeadChooser {
  const taken = new Map<number, number[]>();
  return {
    choose(block, drafts) {
      const random = createRandom(seed, "leads", block.index);
      const centres = drafts.map(({ ring }) => ringCentre(ring));
      const wanted = Math.max(1, Math.round(drafts.length * LEAD_SHARE));
      const order = drafts
        .map((draft, index) => ({
          index,
          rank: draft.name ? -1 : random.next() + nearestSideM(block, draft) / FAR_M,
        }))
        .sort((a, b) => a.rank - b.rank);
      const leads = new Map<number, Frontage>();
      const ways: Way[] = [];
      for (const { index } of order) {
        if (leads.size >= wanted) break;
        const found = findFrontage(network, block, drafts, index, { taken, ways });
        if (!found) continue;
        const { frontage, way } = found;
        leads.set(index, frontage);
        ways.push(way);
        const list = taken.get(frontage.street);
        if (list) list.push(frontage.chainageM);
        else taken.set(frontage.street, [frontage.chainageM]);
      }
      if (leads.size === 0) return undefined;
      return drafts.map((_, index): Service => {
        const own = leads.get(index);
        if (own) return { ...own, lead: index };
        const lead = nearest(centres[index] ?? [0, 0], [...leads.keys()], centres);
        return { ...(leads.get(lead) as Frontage), lead };
      });
    },
  };
}

/** Metres along a street in which leads may stand: clear of what crosses at its ends. Empty for bridges. */
export function leadRange(network: RoadNetwork, street: number): readonly [fromM: number, toM: number] {
  const own = network.streets[street];
  if (!own || own.isBridge) return [0, 0];
  const [startM, endM] = [own.from, own.to].map((junction) => {
    const at = network.junctions[junction];
    const other = at?.eastWest === own.road ? at.northSouth : at?.eastWest;
    const road = network.roads[other ?? -1];
    return road
      ? STREET_SECTIONS[road.roadClass].halfWidthM + CLEAR_OF_JUNCTION_M.crossing
      : CLEAR_OF_JUNCTION_M.bend;
  }) as [number, number];
  return [startM, own.lengthM - endM];
}

function findFrontage(
  network: RoadNetwork,
  block: Block,
  drafts: readonly BuildingDraft[],
  index: number,
  { taken, ways }: Used,
): { frontage: Frontage; way: Way } | undefined {
  const draft = drafts[index] as BuildingDraft;
  const views = block.sides
    .map((side) => viewFrom(side, draft))
    .filter((view) => view.nearM > 0 && view.nearM < LONGEST_M)
    .map((view) => ({ view, rank: view.nearM - (draft.name ? drawOf(network, view.side.street) : 0) }))
    .sort((a, b) => a.rank - b.rank);
  for (const { view } of views) {
    const { street, side, a, b } = view.side;
    const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const [fromM, toM] = leadRange(network, street);
    const chainageOf = (alongM: number) => (side === "left" ? alongM : lengthM - alongM);
    const used = taken.get(street) ?? [];
    for (const alongM of triesBetween(view.lowM + CORNER_M, view.highM - CORNER_M)) {
      const chainageM = Math.round(chainageOf(alongM) * 100) / 100;
      if (chainageM < fromM || chainageM > toM) continue;
      if (used.some((other) => Math.abs(other - chainageM) < LEAD_SPACING_M)) continue;
      const hitM = clearWayM(block, drafts, index, view.side, alongM);
      if (hitM === undefined) continue;
      const way = { street, ring: corridorOf(view.side, alongM, hitM) };
      if (ways.some((other) => other.street !== street && areRingsNear(other.ring, way.ring, 0.1))) continue;
      return { frontage: { street, side, chainageM }, way };
    }
  }
  return undefined;
}

/** Public buildings have their address on the main street nearby: what that is worth, metres. */
function drawOf(network: RoadNetwork, street: number): number {
  const roadClass = network.roads[network.streets[street]?.road ?? -1]?.roadClass;
  return roadClass === "arterial" ? 60 : roadClass === "collector" ? 35 : 0;
}

function viewFrom(side: BlockSide, { ring }: BuildingDraft): View {
  const [ux, uy] = direction(side);
  let [lowM, highM, nearM] = [Infinity, -Infinity, Infinity];
  for (const [x, y] of ring) {
    const alongM = (x - side.a[0]) * ux + (y - side.a[1]) * uy;
    lowM = Math.min(lowM, alongM);
    highM = Math.max(highM, alongM);
    nearM = Math.min(nearM, -(x - side.a[0]) * uy + (y - side.a[1]) * ux);
  }
  return { side, lowM, highM, nearM };
}

function nearestSideM(block: Block, draft: BuildingDraft): number {
  return Math.min(...block.sides.map((side) => Math.abs(viewFrom(side, draft).nearM)));
}

/** Places between two bounds, the middle first, then outwards by turns, 2 m apart. */
function triesBetween(lowM: number, highM: number): number[] {
  const middleM = (lowM + highM) / 2;
  const tries: number[] = lowM <= highM ? [middleM] : [];
  for (let offM = 2; middleM + offM <= highM; offM += 2) tries.push(middleM + offM, middleM - offM);
  return tries;
}

/** The strip that all connections of a lead take. Leads of one street lie side by side and need not be compared. */
interface Way {
  readonly street: number;
  readonly ring: readonly PlanePoint[];
}

/** What earlier leads take up: chainages by street over the whole town, strips within the block. */
interface Used {
  readonly taken: ReadonlyMap<number, readonly number[]>;
  readonly ways: readonly Way[];
}

/** Connections of all utilities lie this far to both sides of a lead's middle, clearances included, metres. */
const CORRIDOR_HALF_M = 4.8;
/** A wall that recedes lets some of them run further in, metres. */
const BEHIND_WALL_M = 4;

function corridorOf(side: BlockSide, alongM: number, hitM: number): PlanePoint[] {
  const [ux, uy] = direction(side);
  const at = (along: number, off: number): PlanePoint => [
    side.a[0] + ux * along - uy * off,
    side.a[1] + uy * along + ux * off,
  ];
  const [low, high] = [alongM - CORRIDOR_HALF_M, alongM + CORRIDOR_HALF_M];
  return [at(low, 0), at(high, 0), at(high, hitM + BEHIND_WALL_M), at(low, hitM + BEHIND_WALL_M)];
}

/** Metres of the straight way from the street to the wall; `undefined` where it meets another building or leaves the block. */
function clearWayM(
  block: Block,
  drafts: readonly BuildingDraft[],
  index: number,
  side: BlockSide,
  alongM: number,
): number | undefined {
  const [ux, uy] = direction(side);
  const foot: PlanePoint = [side.a[0] + ux * alongM, side.a[1] + uy * alongM];
  const far: PlanePoint = [foot[0] - uy * LONGEST_M * 1.3, foot[1] + ux * LONGEST_M * 1.3];
  const hitM = wayToWallM(drafts[index] as BuildingDraft, foot, far);
  if (hitM === undefined || hitM > LONGEST_M) return undefined;
  const start: PlanePoint = [foot[0] - uy * 0.5, foot[1] + ux * 0.5];
  const wall: PlanePoint = [foot[0] - uy * hitM, foot[1] + ux * hitM];
  if (block.sides.some((other) => other !== side && doCross(start, wall, other.a, other.b))) return undefined;
  const isClear = drafts.every((other, i) => {
    if (i === index) return true;
    const otherM = wayToWallM(other, foot, far);
    return otherM === undefined || otherM > hitM;
  });
  return isClear ? hitM : undefined;
}

/** Metres from a foot to where the way to `far` first meets a building's wall; `undefined` where it passes by. */
function wayToWallM({ ring }: BuildingDraft, foot: PlanePoint, far: PlanePoint): number | undefined {
  let nearestM: number | undefined;
  const [dx, dy] = [far[0] - foot[0], far[1] - foot[1]];
  const lengthM = Math.hypot(dx, dy);
  forEachSide(ring, (p, q) => {
    const [ex, ey] = [q[0] - p[0], q[1] - p[1]];
    const cross = dx * ey - dy * ex;
    if (cross === 0) return;
    const along = ((p[0] - foot[0]) * ey - (p[1] - foot[1]) * ex) / cross;
    const onWall = ((p[0] - foot[0]) * dy - (p[1] - foot[1]) * dx) / cross;
    if (along < 0 || along > 1 || onWall < 0 || onWall > 1) return;
    nearestM = Math.min(nearestM ?? Infinity, along * lengthM);
  });
  return nearestM;
}

function direction({ a, b }: BlockSide): readonly [number, number] {
  const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
  return [(b[0] - a[0]) / lengthM, (b[1] - a[1]) / lengthM];
}

function nearest(from: PlanePoint, candidates: readonly number[], places: readonly PlanePoint[]): number {
  let best = candidates[0] ?? 0;
  let bestM = Infinity;
  for (const candidate of candidates) {
    const [x, y] = places[candidate] ?? [Infinity, Infinity];
    const distanceM = Math.hypot(x - from[0], y - from[1]);
    if (distanceM < bestM) [best, bestM] = [candidate, distanceM];
  }
  return best;
}
