import { createCostQueue } from "./cost-queue.ts";

/** A street as a drain sees it: it may run either way. */
export interface TreeLink {
  readonly a: number;
  readonly b: number;
  /** What it costs to drain along it: metres, weighted. */
  readonly cost: number;
}

/** Where water may leave, with what it costs from there on. */
export interface TreeOutlet {
  readonly node: number;
  readonly cost: number;
}

/** How everything drains. */
export interface DrainTree {
  /** By node: the link that it drains along; -1 at outlets and where nothing drains. */
  readonly linkDown: Int32Array;
  /** By node: the next node downstream; -1 at outlets and where nothing drains. */
  readonly down: Int32Array;
  /** By node: the outlet it drains to; -1 where nothing drains. */
  readonly outlet: Int32Array;
  /** By node: cost to its outlet; infinite where nothing drains. */
  readonly cost: Float64Array;
}

/**
 * Finds for each node the cheapest way to an outlet (Dijkstra from all outlets at once). Ties go to the lower
 * number, so that the same town drains the same way on each run. Cost: O(links × log nodes).
 */
export function findDrainTree(
  nodeCount: number,
  links: readonly TreeLink[],
  outlets: readonly TreeOutlet[],
): DrainTree {
  const cost = new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY);
  const tree = {
    linkDown: new Int32Array(nodeCount).fill(-1),
    down: new Int32Array(nodeCount).fill(-1),
    outlet: new Int32Array(nodeCount).fill(-1),
    cost,
  };
  const touching = linksByNode(nodeCount, links);
  const queue = createCostQueue();
  for (const outlet of outlets) {
    if (outlet.cost >= (cost[outlet.node] ?? 0)) continue;
    cost[outlet.node] = outlet.cost;
    tree.outlet[outlet.node] = outlet.node;
    queue.push(outlet.cost, outlet.node);
  }
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { node, cost: reached } = next;
    if (reached > (cost[node] ?? 0)) continue;
    for (const index of touching[node] ?? []) {
      const link = links[index] as TreeLink;
      const other = link.a === node ? link.b : link.a;
      const through = reached + link.cost;
      if (through >= (cost[other] ?? 0)) continue;
      cost[other] = through;
      tree.linkDown[other] = index;
      tree.down[other] = node;
      tree.outlet[other] = tree.outlet[node] ?? -1;
      queue.push(through, other);
    }
  }
  return tree;
}

function linksByNode(nodeCount: number, links: readonly TreeLink[]): readonly number[][] {
  const touching = Array.from({ length: nodeCount }, (): number[] => []);
  for (const [index, { a, b }] of links.entries()) {
    touching[a]?.push(index);
    touching[b]?.push(index);
  }
  return touching;
}
