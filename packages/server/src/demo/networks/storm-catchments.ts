import type { RoadClass, Town } from "../model/index.ts";
import { type DrainTree, findDrainTree, type TreeLink } from "./gravity-tree.ts";
import type { StreetFacts } from "./pressure-streets.ts";
import type { OutfallSite } from "./storm-outfalls.ts";

/** Half a block on each side of a street, m: what it drains. */
export const DRAINED_WIDTH_M = 80;
/** What a metre of drain costs against one in an arterial: water is led to where there is room for it. */
const COST: Readonly<Record<RoadClass, number>> = { arterial: 1, collector: 1.15, local: 1.7, lane: 2.5 };
/** An outfall in a lesser road costs as many metres of detour. */
const OUTFALL_COST_M: Readonly<Record<RoadClass, number>> = {
  arterial: 0,
  collector: 60,
  local: 250,
  lane: 500,
};
/** Catchments above this area lose their rim to their neighbours, ha… */
const FAIR_AREA_HA = 50;
/** …at this price for each hectare too many, m of detour… */
const PRICE_M_PER_HA = 2.5;
/** …in as many rounds. */
const ROUNDS = 8;
/** An outfall with a smaller catchment is not built where there is another way, ha. */
const LEAST_AREA_HA = 8;

/** Which outfall each junction drains to, and by which way. */
export interface Catchments {
  readonly sites: readonly OutfallSite[];
  readonly tree: DrainTree;
  /** Street of each link of the tree. */
  readonly links: readonly number[];
}

/** Parts the town into catchments that are not too unequal; outfalls that would drain next to nothing are left out. */
export function findCatchments(
  town: Town,
  facts: readonly StreetFacts[],
  candidates: readonly OutfallSite[],
): Catchments {
  const streets = town.streets.filter((street) => !street.isBridge);
  const links = streets.map(({ from, to, lengthM, index }) => ({
    ...{ a: from, b: to, lengthM },
    cost: lengthM * COST[(facts[index] as StreetFacts).roadClass],
  }));
  const count = town.junctions.length;
  const first = findEvenTree(count, links, candidates);
  const areaHa = areasOf(first, links);
  const kept = new Set(candidates.map(({ junction }) => junction));
  const small = candidates
    .map(({ junction }) => ({ junction, area: areaHa.get(junction) ?? 0 }))
    .filter(({ area }) => area < LEAST_AREA_HA)
    .toSorted((one, other) => one.area - other.area);
  for (const { junction } of small) {
    if (first.outlet[junction] !== junction || hasNeighbour(first, links, junction, kept))
      kept.delete(junction);
  }
  const sites = candidates.filter(({ junction }) => kept.has(junction));
  const tree = findEvenTree(count, links, sites);
  // A junction for which another outfall is the cheaper way needs none of its own.
  const used = sites.filter(({ junction }) => tree.outlet[junction] === junction);
  return { sites: used, tree, links: streets.map(({ index }) => index) };
}

type Link = TreeLink & { readonly lengthM: number };

/** A drain tree in which outfalls that drain too much become dearer, round by round. */
function findEvenTree(nodeCount: number, links: readonly Link[], sites: readonly OutfallSite[]): DrainTree {
  const extraM = new Map<number, number>();
  const find = () =>
    findDrainTree(
      nodeCount,
      links,
      sites.map(({ junction, roadClass }) => ({
        node: junction,
        cost: OUTFALL_COST_M[roadClass] + (extraM.get(junction) ?? 0),
      })),
    );
  let tree = find();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [outlet, area] of areasOf(tree, links)) {
      extraM.set(outlet, Math.max(0, (extraM.get(outlet) ?? 0) + (area - FAIR_AREA_HA) * PRICE_M_PER_HA));
    }
    tree = find();
  }
  return tree;
}

/** Drained area of each outlet, ha. */
function areasOf(tree: DrainTree, links: readonly Link[]): Map<number, number> {
  const areaHa = new Map<number, number>();
  for (const { a, b, lengthM } of links) {
    const lower = (tree.cost[a] ?? 0) < (tree.cost[b] ?? 0) ? a : b;
    const outlet = tree.outlet[lower] ?? -1;
    areaHa.set(outlet, (areaHa.get(outlet) ?? 0) + (lengthM * DRAINED_WIDTH_M) / 10_000);
  }
  return areaHa;
}

/** Whether what drains to an outlet could drain to another one that is kept: their catchments touch. */
function hasNeighbour(
  tree: DrainTree,
  links: readonly Link[],
  outlet: number,
  kept: ReadonlySet<number>,
): boolean {
  return links.some(({ a, b }) => {
    const [atA, atB] = [tree.outlet[a] ?? -1, tree.outlet[b] ?? -1];
    return atA !== atB && ((atA === outlet && kept.has(atB)) || (atB === outlet && kept.has(atA)));
  });
}
