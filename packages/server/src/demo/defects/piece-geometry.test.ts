import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SpacePoint } from "../model/index.ts";
import { buildPiece, type Piece, relatePieces } from "./piece-geometry.ts";
import { createPieceIndex } from "./piece-index.ts";

const pieceOf = (from: SpacePoint, to: SpacePoint, radiusM = 0.1): Piece =>
  buildPiece(from, to, { halfWidthM: radiusM, halfHeightM: radiusM })!;

describe("buildPiece", () => {
  it("leaves risers out", () => {
    expect(buildPiece([0, 0, 5], [0.1, 0.1, 2], { halfWidthM: 0.1, halfHeightM: 0.1 })).toBeUndefined();
  });

  it("measures an inclined pipe's height on a vertical line: r / cos", () => {
    expect(pieceOf([0, 0, 0], [3, 0, 4], 0.3).halfHeightM).toBeCloseTo(0.5, 9); // 3-4-5: cos = 0.6
  });
});

describe("relatePieces", () => {
  it("takes heights at the crossing, not at the ends", () => {
    const level = pieceOf([0, -5, 10], [0, 5, 10], 0.2);
    const falling = pieceOf([-10, 0, 9.5], [10, 0, 8.5], 0.1); // 9.0 m at the crossing, slope 5 %
    const related = relatePieces(level, falling);
    expect(related?.relation).toBe("over");
    expect(related?.gapM).toBeCloseTo(1 - 0.2 - 0.1 * Math.hypot(1, 0.05), 9);
    expect(related?.at).toEqual([0, 0, 10]);
  });

  it("is negative where walls cut into each other", () => {
    const related = relatePieces(pieceOf([0, -5, 3], [0, 5, 3]), pieceOf([-5, 0, 3.05], [5, 0, 3.05]));
    expect(related?.gapM).toBeCloseTo(-0.15, 9);
  });

  it("counts as over each other what ends within the other's width", () => {
    const main = pieceOf([-5, 0, 3], [5, 0, 3], 0.5);
    expect(relatePieces(main, pieceOf([0, 0.4, 1], [0, 6, 1]))?.gapM).toBeCloseTo(2 - 0.6, 9);
    expect(relatePieces(main, pieceOf([0, 0.7, 1], [0, 6, 1]))).toBeUndefined();
  });

  it("measures parallel pieces between outer walls over their common length", () => {
    const related = relatePieces(
      pieceOf([0, 0, 3], [10, 0, 3], 0.2),
      pieceOf([18, 1.5, 1], [6, 1.5, 1], 0.3),
    );
    expect(related).toMatchObject({ relation: "beside", at: [10, 0, 3] });
    expect(related?.gapM).toBeCloseTo(1, 9);
    expect(related).toHaveProperty("overlapM", 4);
  });

  it("finds the least gap of pieces up to 30° apart where they come nearest", () => {
    const related = relatePieces(pieceOf([0, 0, 3], [10, 0, 3]), pieceOf([0, 4, 3], [10, 1, 3]));
    expect(related?.relation).toBe("beside");
    expect(related?.gapM).toBeCloseTo(1 - 0.2, 9);
  });

  it("sees nothing where pieces follow each other or meet at an angle apart", () => {
    expect(relatePieces(pieceOf([0, 0, 3], [10, 0, 3]), pieceOf([11, 0.1, 3], [20, 0.1, 3]))).toBeUndefined();
    expect(relatePieces(pieceOf([0, 0, 3], [10, 0, 3]), pieceOf([5, 1, 3], [8, 5, 3]))).toBeUndefined();
  });

  it("finds the least height between pieces that lie above each other", () => {
    const lower = pieceOf([0, 0, 3], [10, 0, 3], 0.2);
    const upper = pieceOf([2, 0.1, 5], [8, 0.1, 3.8], 0.1);
    const related = relatePieces(lower, upper);
    expect(related?.relation).toBe("over");
    expect(related?.gapM).toBeCloseTo(0.8 - 0.2 - 0.1 * Math.hypot(1, 0.2), 9);
  });

  it("does not mind which of the two comes first", () => {
    fc.assert(
      fc.property(anyPiece, anyPiece, (p, q) => {
        const [pq, qp] = [relatePieces(p, q), relatePieces(q, p)];
        // Overlap within the projection of one need not be one of the other at an angle; the relation "over" is mutual.
        if (pq?.relation === "over" && isAtAngle(p, q)) expect(qp?.gapM).toBeCloseTo(pq.gapM, 6);
      }),
    );
  });

  it("has the gap of finely sampled walls beside each other", () => {
    fc.assert(
      fc.property(anyPiece, anyPiece, (p, q) => {
        const related = relatePieces(p, q);
        if (related?.relation !== "beside") return;
        const sampledM = sampledDistanceM(p, q) - p.halfWidthM - q.halfWidthM;
        expect(related.gapM).toBeLessThanOrEqual(sampledM + 1e-9);
        expect(sampledM - related.gapM).toBeLessThan(0.2);
      }),
    );
  });
});

describe("createPieceIndex", () => {
  it("finds every piece within reach that a look at all pieces finds, each once", () => {
    fc.assert(
      fc.property(fc.array(anyPiece, { minLength: 1, maxLength: 60 }), anyPiece, (pieces, query) => {
        const reachM = 4;
        const found = createPieceIndex(pieces, reachM).near(query);
        expect(new Set(found).size).toBe(found.length);
        for (const [index, piece] of pieces.entries()) {
          const isNear = sampledDistanceM(query, piece) <= reachM + query.halfWidthM + piece.halfWidthM;
          if (isNear) expect(found).toContain(index);
        }
      }),
    );
  });
});

const isAtAngle = (p: Piece, q: Piece) => Math.abs(p.east * q.east + p.north * q.north) < 0.8;

function sampledDistanceM(p: Piece, q: Piece): number {
  const steps = Array.from({ length: 201 }, (_, i) => i / 200);
  const at = (piece: Piece, share: number) => [
    piece.from[0] + (piece.to[0] - piece.from[0]) * share,
    piece.from[1] + (piece.to[1] - piece.from[1]) * share,
  ];
  return Math.min(
    ...steps.map((share) => {
      const [east, north] = at(p, share) as [number, number];
      const along = (east - q.from[0]) * q.east + (north - q.from[1]) * q.north;
      const onQ = Math.min(1, Math.max(0, along / q.lengthM));
      const [eastQ, northQ] = at(q, onQ) as [number, number];
      return Math.hypot(east - eastQ, north - northQ);
    }),
  );
}

const metres = (max: number) => fc.double({ min: -max, max, noNaN: true });
const anyPiece = fc
  .tuple(
    metres(60),
    metres(60),
    metres(20),
    metres(20),
    metres(3),
    metres(3),
    fc.double({ min: 0.05, max: 1, noNaN: true }),
  )
  .map(([east, north, eastStep, northStep, z1, z2, radiusM]) =>
    buildPiece([east, north, z1], [east + eastStep, north + northStep, z2], {
      halfWidthM: radiusM,
      halfHeightM: radiusM,
    }),
  )
  .filter((piece) => piece !== undefined);
