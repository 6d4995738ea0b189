import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accumulateDownstream, type FlowLine, longestDownstream, orderDownstream } from "./gravity-order.ts";

/** A random forest on n nodes: each node but the first flows to a lower one, or to nowhere. */
const forest = fc
  .array(fc.option(fc.nat(), { nil: undefined, freq: 8 }), { minLength: 1, maxLength: 60 })
  .map((downs) => {
    const lines: FlowLine[] = downs.flatMap((down, i) =>
      down === undefined ? [] : [{ from: i + 1, to: down % (i + 1) }],
    );
    return { nodeCount: downs.length + 1, lines };
  });

describe("orderDownstream", () => {
  it("puts each line after all that flow into it", () => {
    fc.assert(
      fc.property(forest, ({ nodeCount, lines }) => {
        const { order } = orderDownstream(nodeCount, lines);
        const place = new Map(order.map((line, i) => [line, i]));
        expect(order.length).toBe(lines.length);
        lines.forEach((line, i) => {
          lines.forEach((other, k) => {
            if (other.to === line.from) expect(place.get(k)!).toBeLessThan(place.get(i)!);
          });
        });
      }),
    );
  });

  it("refuses circles and nodes with two ways out", () => {
    const circle = [
      { from: 0, to: 1 },
      { from: 1, to: 2 },
      { from: 2, to: 0 },
    ];
    expect(() => orderDownstream(3, circle)).toThrow(RangeError);
    expect(() =>
      orderDownstream(3, [
        { from: 0, to: 1 },
        { from: 0, to: 2 },
      ]),
    ).toThrow(RangeError);
  });
});

describe("accumulateDownstream", () => {
  it("brings everything to the outlets: nothing is lost, nothing counted twice", () => {
    fc.assert(
      fc.property(forest, ({ nodeCount, lines }) => {
        const flow = orderDownstream(nodeCount, lines);
        const carried = accumulateDownstream(lines, flow, (i) => i + 1);
        const arrived = lines.reduce(
          (sum, { to }, i) => sum + (flow.outgoing[to] === -1 ? carried[i]! : 0),
          0,
        );
        expect(arrived).toBe((lines.length * (lines.length + 1)) / 2);
      }),
    );
  });
});

describe("longestDownstream", () => {
  it("takes the longer of two branches", () => {
    const lines = [
      { from: 0, to: 2 },
      { from: 1, to: 2 },
      { from: 2, to: 3 },
    ];
    const lengths = [100, 40, 10];
    const reach = longestDownstream(lines, orderDownstream(4, lines), (i) => lengths[i]!);
    expect([...reach]).toEqual([100, 40, 110]);
  });
});
