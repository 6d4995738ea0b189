import type { Street, Town } from "../model/index.ts";
import { createCostQueue } from "./cost-queue.ts";
import type { Mains } from "./mains.ts";

/** The mains of a line as a graph: junctions joined by streets that carry the line. */
export interface StreetGraph {
  /** By junction index: what leads away from it. */
  readonly arms: readonly (readonly StreetArm[])[];
}

/** One street, seen from one of its junctions. */
export interface StreetArm {
  readonly street: number;
  readonly to: number;
}

/** Joins junctions by the streets in which a line lies. */
export function graphOfMains(town: Town, mains: Mains): StreetGraph {
  const arms: StreetArm[][] = town.junctions.map(() => []);
  for (const run of mains.runs) {
    if (!run) continue;
    arms[run.from]?.push({ street: run.street, to: run.to });
    arms[run.to]?.push({ street: run.street, to: run.from });
  }
  return { arms };
}

/** The easiest way from the sources to each junction. */
export interface ReachTree {
  /** By junction index: the street by which it is reached; -1 at sources and where nothing reaches. */
  readonly byStreet: Int32Array;
  /** By junction index: the junction before it; -1 at sources and where nothing reaches. */
  readonly before: Int32Array;
  /** By junction index: cost of the way; Infinity where nothing reaches. */
  readonly cost: Float64Array;
  /** Reached junctions, nearest first. */
  readonly order: readonly number[];
}

/** Dijkstra from several sources; ties fall to the lower junction index. Cost: O(streets · log streets). */
export function reachFrom(
  town: Town,
  graph: StreetGraph,
  sources: readonly number[],
  costOf: (street: Street) => number,
): ReachTree {
  const count = town.junctions.length;
  const cost = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const byStreet = new Int32Array(count).fill(-1);
  const before = new Int32Array(count).fill(-1);
  const isDone = new Uint8Array(count);
  const order: number[] = [];
  const queue = createCostQueue();
  for (const source of sources) {
    cost[source] = 0;
    queue.push(0, source);
  }
  for (let first = queue.pop(); first !== undefined; first = queue.pop()) {
    const next = first.node;
    if (isDone[next]) continue;
    isDone[next] = 1;
    order.push(next);
    for (const { street, to } of graph.arms[next] ?? []) {
      const reachedAt = (cost[next] as number) + costOf(town.streets[street] as Street);
      if (reachedAt >= (cost[to] as number)) continue;
      cost[to] = reachedAt;
      byStreet[to] = street;
      before[to] = next;
      queue.push(reachedAt, to);
    }
  }
  return { byStreet, before, cost, order };
}

/** Carries what each junction and each street takes back to the sources: flow by street index. */
export function flowsTowards(town: Town, tree: ReachTree, takenByStreet: Float64Array): Float64Array {
  const flow = new Float64Array(town.streets.length);
  const atJunction = new Float64Array(town.junctions.length);
  const isTree = new Uint8Array(town.streets.length);
  for (const junction of tree.order) {
    const street = tree.byStreet[junction] as number;
    if (street >= 0) isTree[street] = 1;
  }
  for (const street of town.streets) {
    const taken = takenByStreet[street.index] as number;
    flow[street.index] = taken;
    if (isTree[street.index]) continue;
    // Fed from the easier of its ends.
    const end =
      (tree.cost[street.from] as number) <= (tree.cost[street.to] as number) ? street.from : street.to;
    atJunction[end] = (atJunction[end] as number) + taken;
  }
  for (const junction of tree.order.toReversed()) {
    const street = tree.byStreet[junction] as number;
    if (street < 0) continue;
    const through = (flow[street] as number) + (atJunction[junction] as number);
    flow[street] = through;
    const before = tree.before[junction] as number;
    atJunction[before] = (atJunction[before] as number) + through;
  }
  return flow;
}
