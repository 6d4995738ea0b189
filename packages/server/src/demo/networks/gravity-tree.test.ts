import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findDrainTree, type TreeLink, type TreeOutlet } from "./gravity-tree.ts";

const NODES = 24;
const graph = fc.record({
  links: fc.array(
    fc.record({ a: fc.nat(NODES - 1), b: fc.nat(NODES - 1), cost: fc.integer({ min: 1, max: 500 }) }),
    { maxLength: 60 },
  ),
  outlets: fc.array(fc.record({ node: fc.nat(NODES - 1), cost: fc.integer({ min: 0, max: 300 }) }), {
    minLength: 1,
    maxLength: 4,
  }),
});

/** Cheapest costs by relaxing every link until nothing changes (Bellman and Ford). */
function slowCosts(links: readonly TreeLink[], outlets: readonly TreeOutlet[]): number[] {
  const cost: number[] = new Array(NODES).fill(Infinity);
  for (const outlet of outlets) cost[outlet.node] = Math.min(cost[outlet.node]!, outlet.cost);
  for (let round = 0; round < NODES; round++) {
    for (const { a, b, cost: length } of links) {
      cost[a] = Math.min(cost[a]!, cost[b]! + length);
      cost[b] = Math.min(cost[b]!, cost[a]! + length);
    }
  }
  return cost;
}

describe("findDrainTree", () => {
  it("finds the cheapest way of each node", () => {
    fc.assert(
      fc.property(graph, ({ links, outlets }) => {
        expect([...findDrainTree(NODES, links, outlets).cost]).toEqual(slowCosts(links, outlets));
      }),
    );
  });

  it("leads every node that has a way to its outlet, each step cheaper than the last", () => {
    fc.assert(
      fc.property(graph, ({ links, outlets }) => {
        const tree = findDrainTree(NODES, links, outlets);
        for (let node = 0; node < NODES; node++) {
          if (tree.cost[node] === Infinity) continue;
          let at = node;
          for (let steps = 0; tree.down[at] !== -1; steps++) {
            expect(steps).toBeLessThan(NODES);
            const link = links[tree.linkDown[at]!]!;
            expect([link.a, link.b].toSorted()).toEqual([at, tree.down[at]!].toSorted());
            expect(tree.cost[tree.down[at]!]!).toBeLessThan(tree.cost[at]!);
            at = tree.down[at]!;
          }
          expect(tree.outlet[node]).toBe(at);
          expect(outlets.map((outlet) => outlet.node)).toContain(at);
        }
      }),
    );
  });
});
