import type { Road, Town } from "../model/index.ts";
import { heatDemandKW, KWH_PER_TON, primaryFlowTH } from "./heating-demand.ts";
import { type HeatingSize, heatingMain } from "./heating-sizes.ts";
import type { Mains } from "./mains.ts";
import { flowsTowards, graphOfMains, reachFrom } from "./pressure-graph.ts";
import type { RoadEnd } from "./pressure-stations.ts";
import type { StreetFacts } from "./pressure-streets.ts";

/** Which streets the primary network takes, and its sizes there. */
export interface HeatingPlan {
  /** By street index; undefined where it does not go. Supply and return are alike. */
  readonly sizes: readonly (HeatingSize | undefined)[];
  /** Junctions at which it has nodes. */
  readonly junctions: ReadonlySet<number>;
  /** Heat that leaves each source in the design hour, kW. */
  readonly sourceKW: readonly number[];
}

/** Trunks follow wide roads. */
const HARDNESS = { arterial: 1, collector: 1.3, local: 2, lane: 4 } as const;

/**
 * Takes the easiest way from a source to every street with consumers and sizes it for the water that flows there: a
 * tree, closed to loops where consumers stand between two of its branches.
 *
 * @throws {RangeError} where no source reaches a street with consumers.
 */
export function planHeating(
  town: Town,
  mains: Mains,
  streets: readonly StreetFacts[],
  sources: readonly RoadEnd[],
): HeatingPlan {
  const starts = sources.map((source) => source.junction);
  const graph = graphOfMains(town, mains);
  const tree = reachFrom(
    town,
    graph,
    starts,
    (street) => street.lengthM * HARDNESS[(town.roads[street.road] as Road).roadClass],
  );
  const taken = Float64Array.from(streets, ({ groups }) =>
    groups.reduce((sum, group) => sum + primaryFlowTH(heatDemandKW(group)), 0),
  );
  const flowTH = flowsTowards(town, tree, taken);
  const isUsed = streets.map(({ street, groups }) => {
    const hasWay = Number.isFinite(tree.cost[street.from]);
    if (groups.length > 0 && !hasWay) throw new RangeError(`no heat source reaches street ${street.index}`);
    return groups.length > 0 || ((flowTH[street.index] as number) > 0 && mains.runs[street.index] !== null);
  });
  const junctions = new Set(starts);
  for (const street of town.streets) {
    if (!isUsed[street.index]) continue;
    // Both ends of a street with consumers are on the tree: the way to its farther end may be a street of its own.
    for (const end of [street.from, street.to]) junctions.add(end);
  }
  const sizes = streets.map(({ street, roadClass }) =>
    isUsed[street.index] ? heatingMain(roadClass, flowTH[street.index] as number) : undefined,
  );
  return { sizes, junctions, sourceKW: heatBySource(town, starts, tree, taken) };
}

function heatBySource(
  town: Town,
  starts: readonly number[],
  tree: ReturnType<typeof reachFrom>,
  takenTH: Float64Array,
): number[] {
  const sourceOf = new Int32Array(town.junctions.length).fill(-1);
  starts.forEach((junction, i) => {
    sourceOf[junction] = i;
  });
  for (const junction of tree.order) {
    const before = tree.before[junction] as number;
    if (before >= 0) sourceOf[junction] = sourceOf[before] as number;
  }
  const heatKW = starts.map(() => 0);
  for (const street of town.streets) {
    const isFromEasier = (tree.cost[street.from] as number) <= (tree.cost[street.to] as number);
    const source = sourceOf[isFromEasier ? street.from : street.to] as number;
    if (source >= 0)
      heatKW[source] = (heatKW[source] as number) + (takenTH[street.index] as number) * KWH_PER_TON;
  }
  return heatKW;
}
