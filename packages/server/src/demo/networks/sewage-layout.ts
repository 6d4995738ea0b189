import { groundAtM, planDistanceM, type RoadClass, type Town } from "../model/index.ts";
import {
  addStreetNode,
  type DrainLayout,
  evenStations,
  layDrainStreets,
  layStretch,
} from "./gravity-layout.ts";
import { findDrainTree } from "./gravity-tree.ts";
import { type MainRun, type Mains, stationOfEnd, stationOfStart } from "./mains.ts";
import type { LateralPlan } from "./sewage-laterals.ts";
import type { PlantSite } from "./sewage-plants.ts";
import { findTownParts } from "./town-parts.ts";

/** Sewers in plan. */
export interface SewerLayout extends DrainLayout {
  /** By plant: node of the plant. */
  readonly plantNodes: readonly number[];
  /** By lateral: node of its manhole. */
  readonly lateralNodes: readonly number[];
}

/** Manholes stand no farther apart than this, m; GB 50014 allows 75 for the smallest sewers. */
const SPACING_M = 70;
/** Connections nearer to each other than this share a manhole's edge of the street: no piece is shorter, m. */
const LEAST_PIECE_M = 1;
/** What a metre of sewer costs against one in an arterial: few trunks have few stations, many deep streets have many. */
const COST: Readonly<Record<RoadClass, number>> = { arterial: 1, collector: 3, local: 6, lane: 9 };

/** Lays sewers along every street towards the plants, with manholes at every connection; bridges only where needed. */
export function laySewers(at: {
  readonly town: Town;
  readonly mains: Mains;
  readonly roadClassOf: (street: number) => RoadClass;
  readonly plants: readonly PlantSite[];
  readonly laterals: readonly LateralPlan[];
}): SewerLayout {
  const { town, mains, roadClassOf, plants, laterals } = at;
  const plantStreets = new Set(plants.map(({ street }) => street));
  const crossed = chooseBridges(town, roadClassOf, plants);
  const streets = town.streets.filter(
    ({ index, isBridge }) => !plantStreets.has(index) && (!isBridge || crossed.has(index)),
  );
  const tree = findDrainTree(
    town.junctions.length,
    streets.map(({ from, to, lengthM, index }) => ({
      ...{ a: from, b: to, cost: lengthM * COST[roadClassOf(index)] },
    })),
    plants.flatMap(({ street, stationM }) => {
      const { from, to, lengthM } = town.streets[street] as Town["streets"][number];
      return [
        { node: from, cost: stationM },
        { node: to, cost: lengthM - stationM },
      ];
    }),
  );
  const stationsByStreet = connectionsByStreet(laterals);
  const layout = layDrainStreets({
    ...{ town, mains, tree, links: streets.map(({ index }) => index) },
    stationsOf: ({ run, startM, endM }) =>
      town.streets[run.street]?.isBridge
        ? []
        : withBetween(startM, endM, stationsByStreet.get(run.street) ?? []),
    isOnlyPassed: (street) => town.streets[street]?.isBridge ?? false,
  });
  dropIdleBridges(town, layout);
  const plantNodes = plants.map((plant) => {
    const run = mains.runs[plant.street] as MainRun;
    return layPlantStreet(layout, run, plant, stationsByStreet.get(plant.street) ?? []);
  });
  return { ...layout, plantNodes, lateralNodes: nodesOfLaterals(layout, laterals) };
}

/**
 * Chooses the bridges that sewers cross, since each costs a pump: just enough to join every part of the town to a
 * plant's, great roads and those near a plant first.
 */
function chooseBridges(
  town: Town,
  roadClassOf: (street: number) => RoadClass,
  plants: readonly PlantSite[],
): ReadonlySet<number> {
  const parts = findTownParts(town);
  const endsOf = (index: number) => town.streets[index] as Town["streets"][number];
  for (const { street } of plants) parts.join(endsOf(plants[0]?.street ?? street).from, endsOf(street).from);
  const cost = ({ from, index }: Town["streets"][number]) =>
    Math.min(...plants.map(({ front }) => planDistanceM(town.junctions[from]?.at ?? front, front))) *
    COST[roadClassOf(index)];
  const chosen = town.streets
    .filter(({ isBridge }) => isBridge)
    .map((street) => ({ street, cost: cost(street) }))
    .toSorted((a, b) => a.cost - b.cost || a.street.index - b.street.index)
    .filter(({ street: { from, to } }) => parts.join(from, to));
  return new Set(chosen.map(({ street }) => street.index));
}

/** Takes out bridges' sewers to which nothing flows. */
function dropIdleBridges(town: Town, { pieces }: DrainLayout): void {
  const reached = new Set(pieces.map(({ to }) => to));
  const kept = pieces.filter(
    ({ street, from }) => !town.streets[street ?? -1]?.isBridge || reached.has(from),
  );
  pieces.splice(0, pieces.length, ...kept);
}

/** Both halves of a plant's street fall to the manhole from which the inlet branches. Gives the plant's node. */
function layPlantStreet(
  layout: DrainLayout,
  run: MainRun,
  plant: PlantSite,
  stations: readonly number[],
): number {
  const manhole = addStreetNode(layout, run, plant.stationM);
  const others = stations.filter((stationM) => Math.abs(stationM - plant.stationM) > LEAST_PIECE_M);
  const lay = (from: number, fromM: number) =>
    layStretch(layout, run, {
      ...{ from, fromM, to: manhole, toM: plant.stationM },
      inner: withBetween(Math.min(fromM, plant.stationM), Math.max(fromM, plant.stationM), others),
    });
  lay(run.from, stationOfStart(run));
  lay(run.to, stationOfEnd(run));
  const node = layout.nodes.push({ at: plant.front, groundM: groundAtM(plant.front) }) - 1;
  const start = layout.nodes[manhole]?.at ?? plant.front;
  layout.pieces.push({
    ...{ from: manhole, to: node, path: [start, plant.front], lengthM: planDistanceM(start, plant.front) },
    ...{ street: plant.street, roadClass: run.roadClass },
  });
  return node;
}

function connectionsByStreet(laterals: readonly LateralPlan[]): Map<number, number[]> {
  const stations = new Map<number, number[]>();
  for (const { group, stationM } of laterals) {
    const onStreet = stations.get(group.lead.street);
    if (onStreet) onStreet.push(stationM);
    else stations.set(group.lead.street, [stationM]);
  }
  return stations;
}

/** The stations within two bounds, with others between them so that none is too far from the next. */
function withBetween(startM: number, endM: number, stations: readonly number[]): number[] {
  const within = stations
    .filter((stationM) => stationM > startM + LEAST_PIECE_M && stationM < endM - LEAST_PIECE_M)
    .toSorted((a, b) => a - b);
  const ends = [startM, ...within, endM];
  return ends.slice(1).flatMap((toM, i) => {
    const between = evenStations(ends[i] as number, toM, SPACING_M);
    return i < within.length ? [...between, toM] : between;
  });
}

/** The manhole of each connection: at its station, or the nearest of its street. */
function nodesOfLaterals({ nodes }: DrainLayout, laterals: readonly LateralPlan[]): number[] {
  const byStreet = new Map<number, number[]>();
  for (const [index, { street }] of nodes.entries()) {
    if (street === undefined) continue;
    const onStreet = byStreet.get(street);
    if (onStreet) onStreet.push(index);
    else byStreet.set(street, [index]);
  }
  return laterals.map(({ group, stationM }) => {
    const offM = (index: number) => Math.abs((nodes[index]?.stationM ?? Number.POSITIVE_INFINITY) - stationM);
    const onStreet = byStreet.get(group.lead.street) ?? [];
    return onStreet.reduce((best, index) => (offM(index) < offM(best) ? index : best), onStreet[0] ?? -1);
  });
}
