import {
  DEPTH_LEVELS,
  type Junction,
  type PlanePoint,
  planDistanceM,
  type Road,
  type SpacePoint,
  STREET_SECTIONS,
  type Town,
} from "../model/index.ts";
import { isInRing, pointToPieceM } from "../model/plane-shapes.ts";
import { DIP_RAMP_M } from "./mains.ts";
import { axisDepthM, below, type LevelMains, nodeInSpace } from "./mains-depth.ts";
import { directionOf, placeAt } from "./mains-plane.ts";

/** Where a road leaves the town: the place for a plant or a gate station. */
export interface RoadEnd {
  readonly road: Road;
  readonly junction: number;
  readonly at: PlanePoint;
  /** Unit vector out of the town, along the road's last street. */
  readonly outward: PlanePoint;
}

/** How far a station stands beyond the road's end, metres. */
export const STATION_REACH_M = 70;

/** Ground that must be free round a station and its feeder, metres. */
const FREE_ROUND_M = 40;

/** Utilities that have plants or gate stations at roads' ends, in the order in which they choose. */
const CHOOSERS = ["water", "gas", "heating"] as const;

/**
 * The ends of arterials with free ground ahead at which a utility's stations stand, best first. Utilities choose by
 * turns, each the end farthest from those that it has (its first one: farthest from the others' and the town's middle):
 * stations of one utility are spread round the town, and no two utilities share an end.
 *
 * @param count At most so many; there may be fewer.
 * @throws {RangeError} where no end is left for the utility.
 */
export function endsFor(town: Town, utility: (typeof CHOOSERS)[number], count: number): RoadEnd[] {
  const chosen = chooseEnds(town)[CHOOSERS.indexOf(utility)] ?? [];
  if (chosen.length === 0) throw new RangeError(`no road end is free for ${utility}`);
  return chosen.slice(0, count);
}

function chooseEnds(town: Town): RoadEnd[][] {
  const free = town.roads
    .filter((road) => road.roadClass === "arterial")
    .flatMap((road) => [endOf(town, road, "first"), endOf(town, road, "last")])
    .filter((end) => isFreeAhead(town, end));
  const middle = middleOf(town);
  const own: RoadEnd[][] = CHOOSERS.map(() => []);
  for (let turn = 0; free.length > 0; turn = (turn + 1) % CHOOSERS.length) {
    const mine = own[turn] as RoadEnd[];
    const shunned = mine.length > 0 ? mine.map(({ at }) => at) : [middle, ...own.flat().map(({ at }) => at)];
    const nearestM = free.map((end) => Math.min(...shunned.map((at) => planDistanceM(end.at, at))));
    mine.push(...free.splice(nearestM.indexOf(Math.max(...nearestM)), 1));
  }
  return own;
}

/**
 * Axis of the main that goes on beyond a road's end, from the junction's node outwards: it holds the road's own offset,
 * and dips while it leaves a crossing road's right of way as any north-south main does.
 */
export function feederAxis(
  town: Town,
  mains: LevelMains,
  end: RoadEnd,
  reachM = STATION_REACH_M,
): SpacePoint[] {
  const node = mains.nodes[end.junction];
  if (!node) throw new RangeError(`${mains.line} has no node at the end of ${end.road.name}`);
  const { eastWest } = town.junctions[end.junction] as Junction;
  const crossing = end.road.family === "north-south" && eastWest !== null ? town.roads[eastWest] : undefined;
  const mainM = axisDepthM(mains.line, end.road.roadClass, "main");
  const dipM = axisDepthM(mains.line, end.road.roadClass, "dip");
  const at = (aheadM: number, depthM: number) => below(placeAt(node.at, end.outward, aheadM, 0), depthM);
  const axis = [nodeInSpace(mains.line, node)];
  if (crossing) {
    // The crossing road's whole width, as if the node lay on its far side: past that the ground is empty.
    const halfM = STREET_SECTIONS[crossing.roadClass].halfWidthM + DEPTH_LEVELS.dipMarginM;
    axis.push(at(0, dipM), at(2 * halfM, dipM), at(2 * halfM + DIP_RAMP_M, mainM));
  } else axis.push(at(0, mainM));
  axis.push(at(reachM + 2 * STREET_SECTIONS[end.road.roadClass].halfWidthM, mainM));
  const [first, second] = axis as [SpacePoint, SpacePoint];
  return Math.abs(first[2] - second[2]) < 1e-6 ? axis.slice(1) : axis;
}

function endOf(town: Town, road: Road, which: "first" | "last"): RoadEnd {
  const chain = which === "first" ? road.junctions : road.junctions.toReversed();
  const [junction, inner] = [chain[0] as number, chain[1] as number];
  const at = (town.junctions[junction] as Junction).at;
  return { road, junction, at, outward: directionOf((town.junctions[inner] as Junction).at, at) };
}

/** From a corner of a building to its farthest wall, metres at most. */
const LARGEST_BUILDING_M = 200;

function isFreeAhead(town: Town, end: RoadEnd): boolean {
  const reachM = STATION_REACH_M + 2 * STREET_SECTIONS[end.road.roadClass].halfWidthM;
  const axis = [1, 2, 3, 4].map((i) => placeAt(end.at, end.outward, (reachM * i) / 4, 0));
  const isNear = (point: PlanePoint, roundM: number) =>
    axis.some((place) => planDistanceM(place, point) < roundM);
  const farM = reachM + 2 * FREE_ROUND_M + LARGEST_BUILDING_M;
  // A box first: most of the town is far away.
  const isFar = ([x, y]: PlanePoint) => Math.abs(x - end.at[0]) > farM || Math.abs(y - end.at[1]) > farM;
  const crowdedByStreet = town.streets.some((street) => {
    if (street.from === end.junction || street.to === end.junction) return false;
    const [from, to] = [town.junctions[street.from] as Junction, town.junctions[street.to] as Junction];
    return axis.some((place) => pointToPieceM(place, from.at, to.at) < FREE_ROUND_M);
  });
  if (crowdedByStreet) return false;
  const crowdedByBuilding = town.buildings.some(
    ({ ring }) => !isFar(ring[0] as PlanePoint) && ring.some((corner) => isNear(corner, FREE_ROUND_M)),
  );
  return !crowdedByBuilding && !town.shores.some(({ ring }) => axis.some((place) => isInRing(place, ring)));
}

function middleOf(town: Town): PlanePoint {
  const sum = town.junctions.reduce<[number, number]>(([x, y], { at }) => [x + at[0], y + at[1]], [0, 0]);
  return [sum[0] / town.junctions.length, sum[1] / town.junctions.length];
}

const BEARINGS = [
  { zh: "东", en: "East" },
  { zh: "东北", en: "North-East" },
  { zh: "北", en: "North" },
  { zh: "西北", en: "North-West" },
  { zh: "西", en: "West" },
  { zh: "西南", en: "South-West" },
  { zh: "南", en: "South" },
  { zh: "东南", en: "South-East" },
] as const;

/** Names stations by where they lie from the town's middle, e.g. `城东水厂`; a second one there is numbered. */
export function stationNames(
  town: Town,
  ends: readonly RoadEnd[],
  kind: { readonly zh: string; readonly en: string },
): { readonly name: string; readonly nameEn: string }[] {
  const middle = middleOf(town);
  const counts = new Map<string, number>();
  return ends.map(({ at }) => {
    const eighths = Math.round((Math.atan2(at[1] - middle[1], at[0] - middle[0]) * 4) / Math.PI);
    const bearing = BEARINGS[(eighths + 8) % 8] as (typeof BEARINGS)[number];
    const count = (counts.get(bearing.en) ?? 0) + 1;
    counts.set(bearing.en, count);
    const [ordinalZh, ordinalEn] = count === 1 ? ["", ""] : [`第${count}`, ` No. ${count}`];
    return { name: `城${bearing.zh}${ordinalZh}${kind.zh}`, nameEn: `${bearing.en} ${kind.en}${ordinalEn}` };
  });
}
