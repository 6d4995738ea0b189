import { describe, expect, it } from "vitest";
import type { SpacePoint } from "../model/index.ts";
import { drawNetwork } from "./fixture-network.ts";
import { bulgePath, longPieces, trimPath, withPath } from "./reshape-edge.ts";

const path: SpacePoint[] = [
  [0, 0, 10],
  [0, 0, 8],
  [0, 20, 8],
];

describe("bulgePath", () => {
  it("leads a piece aside and back, its ends kept", () => {
    const bulge = { piece: 1, fromM: 8, toM: 12, rampM: 2, rightM: 1.5, upM: 0.5 };
    expect(bulgePath(path, bulge)).toEqual([
      ...path.slice(0, 2),
      [0, 6, 8],
      [1.5, 8, 8.5],
      [1.5, 12, 8.5],
      [0, 14, 8],
      path[2],
    ]);
  });

  it("refuses a piece that is too short for the ramps", () => {
    expect(bulgePath(path, { piece: 1, fromM: 1, toM: 12, rampM: 2, rightM: 1, upM: 0 })).toBeUndefined();
    expect(bulgePath(path, { piece: 1, fromM: 8, toM: 19, rampM: 2, rightM: 1, upM: 0 })).toBeUndefined();
  });
});

describe("trimPath", () => {
  it("stops short at either end, without the risers on the way", () => {
    expect(trimPath(path, "from", 1)).toEqual([
      [0, 1, 8],
      [0, 20, 8],
    ]);
    expect(trimPath(path, "to", 1)).toEqual([path[0], path[1], [0, 19, 8]]);
  });

  it("leaves nothing of a path that is shorter", () => {
    expect(trimPath(path, "from", 20)).toBeUndefined();
  });
});

describe("withPath", () => {
  it("measures length in space and cover anew", () => {
    const [edge] = drawNetwork("gas", [
      {
        id: "A",
        points: [
          [0, 0, 2],
          [0, 20, 2],
        ],
      },
    ]).edges;
    const [start, end] = edge!.path as [SpacePoint, SpacePoint];
    const raised = withPath(edge!, [start, [start[0], start[1], start[2] + 1.5], end]);
    expect(raised.coverM).toBeCloseTo(0.4, 9);
    expect(raised.lengthM).toBeCloseTo(1.5 + Math.hypot(20, start[2] + 1.5 - end[2]), 9);
    expect(raised.id).toBe("A");
  });
});

describe("longPieces", () => {
  it("finds pieces by plan length: a riser has none", () => {
    expect(longPieces(path, 5)).toEqual([{ piece: 1, lengthM: 20 }]);
  });
});
