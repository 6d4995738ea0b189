import type { Junction, Street, Town } from "../model/index.ts";
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
  const heap = createHeap();
  for (const source of sources) {
    cost[source] = 0;
    heap.push(0, source);
  }
  for (let next = heap.pop(); next !== undefined; next = heap.pop()) {
    if (isDone[next]) continue;
    isDone[next] = 1;
    order.push(next);
    for (const { street, to } of graph.arms[next] ?? []) {
      const reachedAt = (cost[next] as number) + costOf(town.streets[street] as Street);
      if (reachedAt >= (cost[to] as number)) continue;
      cost[to] = reachedAt;
      byStreet[to] = street;
      before[to] = next;
      heap.push(reachedAt, to);
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

/** The junctions at which a line has a node, by index. */
export function junctionsWith(town: Town, mains: Mains): readonly Junction[] {
  return town.junctions.filter((junction) => mains.nodes[junction.index] !== null);
}

/** A binary heap of junctions by cost, then by index. */
function createHeap() {
  const costs: number[] = [];
  const items: number[] = [];
  const isBefore = (a: number, b: number) => {
    const [x, y] = [costs[a] as number, costs[b] as number];
    return x < y || (x === y && (items[a] as number) < (items[b] as number));
  };
  const swap = (a: number, b: number) => {
    [costs[a], costs[b]] = [costs[b] as number, costs[a] as number];
    [items[a], items[b]] = [items[b] as number, items[a] as number];
  };
  return {
    push(cost: number, item: number) {
      costs.push(cost);
      items.push(item);
      for (let i = items.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (!isBefore(i, parent)) break;
        swap(i, parent);
        i = parent;
      }
    },
    pop(): number | undefined {
      if (items.length === 0) return undefined;
      swap(0, items.length - 1);
      costs.pop();
      const top = items.pop();
      for (let i = 0; ; ) {
        const left = 2 * i + 1;
        if (left >= items.length) break;
        const child = left + 1 < items.length && isBefore(left + 1, left) ? left + 1 : left;
        if (!isBefore(child, i)) break;
        swap(i, child);
        i = child;
      }
      return top;
    },
  };
}
