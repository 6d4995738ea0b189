import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusterSymbols, type PlacedMark } from "./cluster-symbols.ts";
import { FIRST_ALARM_RANK, markOf } from "./status-mark.ts";

const STALE = 0b1_0001;
const UNACKNOWLEDGED = 0b1000;

function aMark(owner: string, status: number, xPx: number, yPx: number): PlacedMark<string> {
  const mark = markOf(status);
  if (!mark) throw new Error(`status ${status} has no mark`);
  return { owner, mark, xPx, yPx };
}

const named = (marks: readonly PlacedMark<string>[]) =>
  clusterSymbols(marks).map(({ members }) => members.map(({ owner }) => owner));

describe("clusterSymbols", () => {
  it("keeps apart what is far apart", () => {
    expect(named([aMark("a", 6, 0, 0), aMark("b", 5, 100, 0)])).toEqual([["a"], ["b"]]);
  });

  it("groups what would overlap under the worst, whatever the order given", () => {
    const [cluster] = clusterSymbols([aMark("a", 4, 10, 0), aMark("b", 6, 0, 0), aMark("c", 5, 20, 0)]);

    expect(cluster?.lead).toMatchObject({ owner: "b", xPx: 0, mark: { shape: "octagon" } });
    expect(cluster?.members.map(({ owner }) => owner)).toEqual(["b", "c", "a"]);
  });

  it("takes the nearer of two symbols, also across the cells of its grid", () => {
    expect(named([aMark("a", 6, 43, 0), aMark("b", 6, 88, 0), aMark("c", 4, 70, 0)])).toEqual([
      ["a"],
      ["b", "c"],
    ]);
  });

  it("counts alarms with alarms only and leaves out a stale mark under an alarm", () => {
    expect(named([aMark("alarm", 5, 0, 0), aMark("stale", STALE, 5, 0)])).toEqual([["alarm"]]);
    expect(named([aMark("s1", STALE, 0, 0), aMark("s2", STALE, 5, 0)])).toEqual([["s1", "s2"]]);
  });

  it("is unacknowledged as long as one member is", () => {
    const [cluster] = clusterSymbols([aMark("a", 6, 0, 0), aMark("b", 4 | UNACKNOWLEDGED, 5, 0)]);

    expect(cluster?.isUnacknowledged).toBe(true);
  });

  it("loses no alarm, doubles none, and leaves no two symbols on each other", () => {
    const anyMark = fc.record({
      status: fc.constantFrom(2, 3, 4, 5, 6, STALE),
      xPx: fc.nat(600),
      yPx: fc.nat(400),
    });
    fc.assert(
      fc.property(fc.array(anyMark, { maxLength: 150 }), (drawn) => {
        const marks = drawn.map(({ status, xPx, yPx }, i) => aMark(String(i), status, xPx, yPx));
        const clusters = clusterSymbols(marks);
        const alarmsOf = (of: readonly PlacedMark<string>[]) =>
          of.filter(({ mark }) => mark.rank >= FIRST_ALARM_RANK).map(({ owner }) => owner);
        expect(clusters.flatMap(({ members }) => alarmsOf(members)).sort()).toEqual(alarmsOf(marks).sort());
        for (const [i, a] of clusters.entries()) {
          for (const b of clusters.slice(i + 1)) {
            expect(Math.hypot(a.lead.xPx - b.lead.xPx, a.lead.yPx - b.lead.yPx)).toBeGreaterThanOrEqual(44);
          }
        }
      }),
    );
  });
});
