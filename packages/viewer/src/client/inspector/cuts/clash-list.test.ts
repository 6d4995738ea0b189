import { describe, expect, it } from "vitest";
import { listClashes } from "./clash-list.ts";
import type { FoundClash } from "./clash-store.ts";
import { type ClashVerdict, pairKey, parseVerdicts, writeVerdicts } from "./clash-verdicts.ts";

/** Of models that are closed: without words, told apart by their numbers. */
const clash = (row: number, depthM: number, volumeM3: number | undefined, distanceM = 0): FoundClash => ({
  a: { model: "a", row },
  b: { model: "b", row },
  pointM: [0, 0, 0],
  depthM,
  volumeM3,
  distanceM,
  isOpen: volumeM3 === undefined,
});
const CLASHES = [
  clash(1, 0.1, 3),
  clash(2, 0.4, 1),
  clash(3, 0, undefined, 0.02),
  clash(4, 0, undefined, 0.01),
];
const rowsBy = (sort: "depth" | "volume", verdicts: ReadonlyMap<string, ClashVerdict> = new Map()) =>
  listClashes(CLASHES, new Map(), {
    sort,
    isGrouped: false,
    isOpenOnly: verdicts.size > 0,
    verdicts,
  }).flatMap(({ clashes }) => clashes.map((line) => line.clash.a.row));

describe("listClashes", () => {
  it("puts the deepest first, then the nearest; or the largest, then the deepest", () => {
    expect(rowsBy("depth")).toEqual([2, 1, 4, 3]);
    expect(rowsBy("volume")).toEqual([1, 2, 4, 3]);
  });

  it("leaves out what was judged, where only open ones are asked for", () => {
    expect(rowsBy("depth", new Map([[pairKey("", ""), { is: "ignored", comment: "" }]]))).toEqual([]);
  });
});

describe("verdicts", () => {
  it("belong to a pair, whichever comes first, and come back as they were kept", () => {
    expect(pairKey("x", "y")).toBe(pairKey("y", "x"));
    const verdicts = new Map<string, ClashVerdict>([
      [pairKey("x", "y"), { is: "approved", comment: "agreed with the architect" }],
      [pairKey("x", "z"), { is: "ignored", comment: "" }],
    ]);
    expect(parseVerdicts(writeVerdicts(verdicts))).toEqual(verdicts);
    expect(parseVerdicts('[["x y","maybe",""],["x",1,""],7,["x z","ignored","ok"]]')).toEqual(
      new Map([["x z", { is: "ignored", comment: "ok" }]]),
    );
  });
});
