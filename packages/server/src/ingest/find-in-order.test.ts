import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFinderInOrder } from "./find-in-order.ts";

describe("createFinderInOrder", () => {
  it("finds what a plain look-up finds, in any order, while entries come, go and change", () => {
    const step = fc.record({ id: fc.nat(7), change: fc.option(fc.boolean(), { freq: 3 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const byHandle: ({ id: string; handle: number; edition: number } | undefined)[] = [];
        const plain = (id: string) => byHandle.find((one) => one?.id === id);
        const find = createFinderInOrder(plain, (handle) => byHandle[handle]);
        let edition = 0;
        for (const { id, change } of steps) {
          // Handles reach beyond the first capacity.
          const handle = id * 700;
          if (change === true) byHandle[handle] = { id: `d${id}`, handle, edition: edition++ };
          if (change === false) byHandle[handle] = undefined;
          expect(find(`d${id}`)).toBe(plain(`d${id}`));
        }
      }),
    );
  });

  it("asks the look-up once for each of a sequence that comes again", () => {
    const all = Array.from({ length: 50 }, (_, handle) => ({ id: `d${handle}`, handle }));
    let asked = 0;
    const find = createFinderInOrder(
      (id) => {
        asked++;
        return all.find((one) => one.id === id);
      },
      (handle) => all[handle],
    );
    for (let round = 0; round < 10; round++) for (const { id } of all) expect(find(id)?.id).toBe(id);
    // The first has nothing before it, the first after the last is learnt in the second round.
    expect(asked).toBe(51);
  });
});
