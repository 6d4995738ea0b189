import { describe, expect, it } from "vitest";
import type { PlanePoint } from "../model/index.ts";
import type { RoadNetwork } from "./road-network.ts";
import { traceBlocks } from "./trace-blocks.ts";

/** Two squares side by side, and a street that leads out of the right one to the east. */
const PLACES: PlanePoint[] = [
  [0, 0],
  [100, 0],
  [200, 0],
  [0, 100],
  [100, 100],
  [200, 100],
  [300, 100],
];
const ENDS = [
  [0, 1],
  [1, 2],
  [3, 4],
  [4, 5],
  [5, 6],
  [0, 3],
  [1, 4],
  [2, 5],
] as const;
const network: RoadNetwork = {
  roads: [],
  junctions: PLACES.map((at, index) => ({ index, at, eastWest: null, northSouth: null })),
  streets: ENDS.map(([from, to], index) => ({ index, road: 0, from, to, lengthM: 100, isBridge: false })),
};

describe("traceBlocks", () => {
  it("finds the two blocks, not the ground outside, each with its streets seen from inside", () => {
    const blocks = traceBlocks(network);
    expect(blocks.map(({ areaM2 }) => areaM2)).toEqual([10_000, 10_000]);
    const [left, right] = blocks.map(({ sides }) =>
      sides.map(({ street, side }) => `${street} ${side}`).sort(),
    );
    expect(left).toEqual(["0 left", "2 right", "5 right", "6 left"]);
    expect(right).toEqual(["1 left", "3 right", "6 right", "7 left"]);
  });
});
