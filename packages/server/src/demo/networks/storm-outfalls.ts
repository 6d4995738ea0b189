import {
  type Building,
  type Junction,
  type PlanePoint,
  ROAD_CLASSES,
  type Road,
  type RoadClass,
  STREET_SECTIONS,
  type Street,
  type Town,
} from "../model/index.ts";
import { createPlaneGrid, type PlaneGrid, widened } from "../model/plane-grid.ts";
import {
  boundsOf,
  doCross,
  forEachSide,
  isInRing,
  pieceToPieceM,
  ringToPieceM,
} from "../model/plane-shapes.ts";
import { pathLengthM } from "./gravity-layout.ts";
import type { Mains } from "./mains.ts";
import { directionOf, placeAt } from "./mains-plane.ts";
import { findTownParts } from "./town-parts.ts";

/** A water that drains fall into. */
export type OutfallWater = Pick<Town["shores"][number], "name" | "nameEn" | "levelM">;

/** A place where storm water can leave the streets: from a junction's node straight to a shore. */
export interface OutfallSite {
  readonly junction: number;
  readonly water: OutfallWater;
  /** Junction's node, pumping chamber, shore. */
  readonly path: readonly [node: PlanePoint, chamber: PlanePoint, shore: PlanePoint];
  /** Class of the street that leads there. */
  readonly roadClass: RoadClass;
  /** Where it runs beside a bridge. */
  readonly street?: number;
}

/** A final pipe is no longer, m. */
const LONGEST_REACH_M = 260;
/** Outfalls are at least this far apart, m. */
const APART_M = 230;
/** Free ground beside the final pipe, m. */
const FREE_BESIDE_M = 5;
/** From the chamber to the shore, m, where there is room. */
const CHAMBER_TO_SHORE_M = 14;
const LEAST_CHAMBER_TO_SHORE_M = 4;

/**
 * Chooses outfalls: at the banks beside bridges and where a road ends before a water, the greatest roads first,
 * not too near to each other. The final pipe goes on along the road's storm line, so it crosses what crosses the road at
 * right angles, and nothing lies beside it.
 *
 * @param isBarred Answers whether a straight line would cross something that it must not.
 */
export function findOutfallSites(
  town: Town,
  mains: Mains,
  isBarred: (a: PlanePoint, b: PlanePoint) => boolean = () => false,
): OutfallSite[] {
  const ground = indexGround(town);
  const rays = town.junctions.flatMap((junction) => raysFrom(town, mains, junction));
  const { partOf } = findTownParts(town);
  const chosen: OutfallSite[] = [];
  const take = (sites: readonly OutfallSite[], isWanted: (site: OutfallSite) => boolean) => {
    for (const site of ranked(sites.filter(({ path }) => !isBarred(path[0], path[2])))) {
      if (chosen.every(({ junction }) => junction !== site.junction) && isWanted(site)) chosen.push(site);
    }
  };
  const shoresApartM = (a: OutfallSite, b: OutfallSite) =>
    Math.hypot(a.path[2][0] - b.path[2][0], a.path[2][1] - b.path[2][1]);
  take(
    rays.flatMap((ray) => siteOn(town, ray, (end) => isFree(town, ground, ray, end)) ?? []),
    (site) =>
      chosen.every(
        (other) => partOf(other.junction) !== partOf(site.junction) || shoresApartM(other, site) >= APART_M,
      ),
  );
  // A part of the town that found none takes the best there is, however narrow.
  take(
    rays.flatMap((ray) => siteOn(town, { ...ray, withinRoadM: 0 }, () => true) ?? []),
    (site) => chosen.every((other) => partOf(other.junction) !== partOf(site.junction)),
  );
  return chosen.toSorted((a, b) => a.junction - b.junction);
}

/** Greater roads first, then shorter final pipes. */
function ranked(sites: readonly OutfallSite[]): OutfallSite[] {
  return sites.toSorted(
    (a, b) =>
      ROAD_CLASSES.indexOf(a.roadClass) - ROAD_CLASSES.indexOf(b.roadClass) ||
      pathLengthM(a.path) - pathLengthM(b.path) ||
      a.junction - b.junction,
  );
}

/** A straight line from a junction's node away from the streets. */
interface Ray {
  readonly junction: Junction;
  readonly node: PlanePoint;
  readonly direction: PlanePoint;
  readonly roadClass: RoadClass;
  readonly street?: number;
  /** Length within the right of way of the road that it leaves or crosses, m. */
  readonly withinRoadM: number;
}

function raysFrom(town: Town, mains: Mains, junction: Junction): Ray[] {
  const node = mains.nodes[junction.index]?.at;
  if (!node) return [];
  return [junction.eastWest, junction.northSouth].flatMap((roadIndex) => {
    if (roadIndex === null) return [];
    const road = town.roads[roadIndex] as Road;
    const crossing = roadIndex === junction.eastWest ? junction.northSouth : junction.eastWest;
    const crossingHalfM =
      crossing === null ? 0 : STREET_SECTIONS[(town.roads[crossing] as Road).roadClass].halfWidthM;
    const position = road.junctions.indexOf(junction.index);
    const rays: Ray[] = [];
    const addRay = (direction: PlanePoint, street?: number) => {
      const withinRoadM = reachM(node, junction, direction, crossingHalfM);
      const ray = { junction, node, roadClass: road.roadClass, direction, withinRoadM };
      rays.push(street === undefined ? ray : { ...ray, street });
    };
    for (const step of [-1, 1] as const) {
      const street = town.streets[road.streets[step === 1 ? position : position - 1] ?? -1];
      const next = town.junctions[road.junctions[position + step] ?? -1];
      const behind = town.junctions[road.junctions[position - step] ?? -1];
      if (street?.isBridge && next) addRay(directionOf(junction.at, next.at), street.index);
      else if (!next && behind) addRay(directionOf(behind.at, junction.at));
    }
    return rays;
  });
}

/** From a node to the edge of the crossing road's right of way, along a direction, m. */
function reachM(node: PlanePoint, junction: Junction, direction: PlanePoint, halfWidthM: number): number {
  const passedM = (node[0] - junction.at[0]) * direction[0] + (node[1] - junction.at[1]) * direction[1];
  return Math.max(2, halfWidthM + 2 - passedM);
}

interface Ground {
  readonly buildings: PlaneGrid<Building>;
  readonly streets: PlaneGrid<Street>;
}

function indexGround(town: Town): Ground {
  const buildings = createPlaneGrid<Building>(100);
  for (const building of town.buildings) buildings.add(building, boundsOf(building.ring));
  const streets = createPlaneGrid<Street>(200);
  for (const street of town.streets) streets.add(street, boundsOf(endsOf(town, street)));
  return { buildings, streets };
}

function endsOf(town: Town, street: Street): [PlanePoint, PlanePoint] {
  return [(town.junctions[street.from] as Junction).at, (town.junctions[street.to] as Junction).at];
}

function siteOn(town: Town, ray: Ray, isGood: (end: PlanePoint) => boolean): OutfallSite | undefined {
  const shore = islandShore(town, ray) ?? nearestShore(town, ray);
  if (!shore) return undefined;
  const { node, direction, junction, roadClass } = ray;
  if (shore.atM < ray.withinRoadM + LEAST_CHAMBER_TO_SHORE_M) return undefined;
  const chamberM = Math.max(ray.withinRoadM, shore.atM - CHAMBER_TO_SHORE_M, shore.atM / 2);
  const chamber = placeAt(node, direction, chamberM, 0);
  const end = placeAt(node, direction, shore.atM, 0);
  if (!isGood(end)) return undefined;
  const { water } = shore;
  const site = { junction: junction.index, water, path: [node, chamber, end] as const, roadClass };
  return ray.street === undefined ? site : { ...site, street: ray.street };
}

/** On an island only the water's outer shore is known: its own lies where the bridge begins, past the crossing road. */
function islandShore(town: Town, { node, street, withinRoadM }: Ray) {
  if (street === undefined) return undefined;
  const lengthM = town.streets[street]?.lengthM ?? 0;
  const water = town.shores.find(({ ring }) => isInRing(node, ring));
  if (!water) return undefined;
  const atM = Math.min(withinRoadM + CHAMBER_TO_SHORE_M, lengthM / 2);
  return { atM, water };
}

function nearestShore(town: Town, { node, direction }: Ray) {
  const far = placeAt(node, direction, LONGEST_REACH_M, 0);
  let nearest: { readonly atM: number; readonly water: OutfallWater } | undefined;
  for (const water of town.shores) {
    forEachSide(water.ring, (a, b) => {
      if (!doCross(node, far, a, b)) return;
      const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
      const atM = ((a[0] - node[0]) * dy - (a[1] - node[1]) * dx) / (direction[0] * dy - direction[1] * dx);
      if (atM < (nearest?.atM ?? Infinity)) nearest = { atM, water };
    });
  }
  return nearest;
}

/** No building near the final pipe and no street across it but those that meet at the junction. */
function isFree(town: Town, ground: Ground, ray: Ray, end: PlanePoint): boolean {
  const box = widened(boundsOf([ray.node, end]), FREE_BESIDE_M);
  const nearBuilding = ground.buildings
    .find(box)
    .some(({ ring }) => ringToPieceM(ring, ray.node, end) < FREE_BESIDE_M);
  if (nearBuilding) return false;
  return ground.streets.find(widened(box, 60)).every((street) => {
    if (street.index === ray.street) return true;
    if (street.from === ray.junction.index || street.to === ray.junction.index) return true;
    const [a, b] = endsOf(town, street);
    const { roadClass } = town.roads[street.road] as Road;
    return pieceToPieceM(ray.node, end, a, b) > STREET_SECTIONS[roadClass].halfWidthM;
  });
}
