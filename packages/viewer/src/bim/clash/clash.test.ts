import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FoundClash } from "../../client/inspector/cuts/clash-store.ts";
import type { Triple } from "../stage/stage-contract.ts";
import {
  ballPiece,
  boxPiece,
  buildMesh,
  type MeshPiece,
  movedPiece,
  turnedOver,
} from "../triangles/build-mesh.suite.ts";
import { distanceBetween } from "../triangles/triple.ts";
import { clashBodyOf } from "./clash-body.ts";
import { findBoxPairs } from "./find-pairs.ts";
import { runSearch } from "./run-search.suite.ts";
import type { ClashElement } from "./search-clashes.ts";
import type { ClashRule } from "./test-pair.ts";
import { flatTriangle } from "./triangle-crossing.ts";
import { nearestOfTriangles } from "./triangle-distance.ts";

const STAYS = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const HARD: ClashRule = { kind: "hard", toleranceM: 0.001 };
const within = (clearanceM: number): ClashRule => ({ kind: "clearance", toleranceM: 0.001, clearanceM });

function elementsOf(model: string, ...elements: readonly (readonly MeshPiece[])[]): ClashElement[] {
  const mesh = buildMesh(elements);
  return elements.map((pieces, row) => {
    const boxM = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];
    for (const { positions } of pieces) {
      for (let at = 0; at < positions.length; at++) {
        const axis = at % 3;
        boxM[axis] = Math.min(boxM[axis]!, Math.fround(positions[at]!));
        boxM[3 + axis] = Math.max(boxM[3 + axis]!, Math.fround(positions[at]!));
      }
    }
    return { model, row, mesh, toStage: STAYS, boxM };
  });
}

const clashes = (
  a: readonly ClashElement[],
  b: readonly ClashElement[],
  rule: ClashRule,
): readonly FoundClash[] => runSearch(a, b, rule).found;
const between = (a: MeshPiece, b: MeshPiece, rule: ClashRule = HARD) =>
  clashes(elementsOf("a", [a]), elementsOf("b", [b]), rule);

describe("findClashes, hard", () => {
  it("finds where two boxes overlap, in the middle of what they share, as deep as it is thin", () => {
    expect(between(boxPiece([0, 0, 0], [4, 1, 3]), boxPiece([3.8, 0.2, 1], [8, 0.9, 2]))).toEqual([
      {
        a: { model: "a", row: 0 },
        b: { model: "b", row: 0 },
        pointM: [expect.closeTo(3.9, 2), expect.closeTo(0.55, 2), expect.closeTo(1.5, 2)],
        depthM: expect.closeTo(0.2, 5),
        volumeM3: expect.closeTo(0.2 * 0.7, 5),
        distanceM: 0,
        isOpen: false,
      },
    ]);
  });

  it("finds a pipe through a wall, though no corner of either lies in the other", () => {
    const pipe = boxPiece([1, -2, 1], [1.3, 2, 1.4]);
    expect(between(boxPiece([0, 0, 0], [4, 0.24, 3]), pipe)[0]?.depthM).toBeCloseTo(0.24, 5);
  });

  it("measures each place by itself: a beam through both legs of a U, a plate with two teeth", () => {
    const legs = [boxPiece([0, 0, 0], [0.3, 4, 3]), boxPiece([5, 0, 0], [5.2, 4, 3])];
    const u = [...legs, boxPiece([0, 4, 0], [5.2, 4.3, 3])];
    const [through] = clashes(elementsOf("a", u), elementsOf("b", [boxPiece([-1, 1, 1], [7, 2, 2.5])]), HARD);
    expect(through?.depthM).toBeCloseTo(0.3, 5);
    expect(through?.pointM[0]).toBeCloseTo(0.15, 5);
    expect(through?.volumeM3).toBeCloseTo((0.3 + 0.2) * 1 * 1.5, 4);
    const teeth = [boxPiece([0, 0, -0.02], [1, 1, 2]), boxPiece([8, 0, -0.05], [9, 1, 2])];
    const [bitten] = clashes(
      elementsOf("a", [boxPiece([-1, -1, -0.4], [10, 3, 0])]),
      elementsOf("b", teeth),
      HARD,
    );
    expect(bitten?.depthM).toBeCloseTo(0.05, 5);
    expect(bitten?.pointM[0]).toBeCloseTo(8.5, 4);
  });

  it("is as deep for bodies that are turned as for those along the axes", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: Math.PI, noNaN: true }),
        fc.double({ min: 0.01, max: 0.19, noNaN: true }),
        (turn, overlapM) => {
          const turned = (piece: MeshPiece) =>
            movedPiece(piece, ([x, y, z]) => [
              x * Math.cos(turn) - y * Math.sin(turn),
              x * Math.sin(turn) + y * Math.cos(turn),
              z,
            ]);
          const [found] = between(
            turned(boxPiece([0, 0, 0], [4, 0.2, 3])),
            turned(boxPiece([1, 0.2 - overlapM, 1], [3, 2, 2])),
          );
          expect(found?.depthM).toBeCloseTo(overlapM, 4);
          expect(found?.volumeM3).toBeGreaterThan(0.8 * overlapM * 2);
          expect(found?.volumeM3).toBeLessThan(1.2 * overlapM * 2);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is no deeper than a pipe is thick that goes through a wall askew, nor than the wall", () => {
    const pipe = movedPiece(boxPiece([-2, -0.05, -0.05], [2, 0.05, 0.05]), ([x, y, z]) => [
      x * Math.SQRT1_2 - y * Math.SQRT1_2,
      x * Math.SQRT1_2 + y * Math.SQRT1_2,
      z,
    ]);
    const [found] = between(boxPiece([-3, -0.12, -1], [3, 0.12, 1]), pipe);
    expect(found?.depthM).toBeCloseTo(0.1, 5);
  });

  it("does not count what only touches: on a slab, beside a wall, in a niche, edge on face", () => {
    const slab = boxPiece([0, 0, -0.3], [10, 10, 0]);
    expect(between(slab, boxPiece([1, 1, 0], [1.2, 5, 3]))).toEqual([]);
    expect(between(boxPiece([0, 0, 0], [1, 1, 1]), boxPiece([1, 0, 0], [2, 1, 1]))).toEqual([]);
    const niche = [
      boxPiece([0, 0, 0], [1, 1, 3]),
      boxPiece([2, 0, 0], [3, 1, 3]),
      boxPiece([0, 1, 0], [3, 2, 3]),
    ];
    expect(clashes(elementsOf("a", niche), elementsOf("b", [boxPiece([1, 0, 0], [2, 1, 3])]), HARD)).toEqual(
      [],
    );
    const edgeDown = movedPiece(boxPiece([-1, -1, -1], [1, 1, 1]), ([x, y, z]) => [
      5 + x,
      5 + (y - z) * Math.SQRT1_2,
      Math.SQRT2 + (y + z) * Math.SQRT1_2,
    ]);
    expect(between(slab, edgeDown)).toEqual([]);
  });

  it("finds bodies whose faces lie on one another: the same twice, beams in line, a beam flush in a wall", () => {
    const beam = boxPiece([0, 0, 0], [6, 0.2, 0.4]);
    expect(between(beam, beam)[0]?.depthM).toBeCloseTo(0.2, 5);
    expect(between(beam, turnedOver(beam))[0]?.depthM).toBeCloseTo(0.2, 5);
    const inLine = between(beam, boxPiece([5.9, 0, 0], [9, 0.2, 0.4]))[0];
    expect(inLine?.depthM).toBeCloseTo(0.1, 5);
    expect(inLine?.pointM[0]).toBeCloseTo(5.95, 5);
    expect(between(beam, boxPiece([5.9, -2, 0], [6.2, 2, 0.4]))[0]?.depthM).toBeCloseTo(0.1, 5);
  });

  it("finds one body inside another, and none where it stands in a hollow", () => {
    const [outside, inside] = [boxPiece([-2, -2, -2], [2, 2, 2]), boxPiece([-1, -1, -1], [1, 1, 1])];
    const ball = ballPiece(0.5, 12, 24);
    expect(between(outside, ball)[0]?.depthM).toBeGreaterThan(0.9);
    const hollow = elementsOf("a", [outside, turnedOver(inside)]);
    expect(clashes(hollow, elementsOf("b", [ball]), HARD)).toEqual([]);
  });

  it("takes overlaps up to the tolerance for touching", () => {
    const [slab, wall] = [boxPiece([0, 0, -0.3], [10, 10, 0]), boxPiece([1, 1, -0.004], [1.2, 5, 3])];
    expect(between(slab, wall, { kind: "hard", toleranceM: 0.005 })).toEqual([]);
    expect(between(slab, wall)[0]?.depthM).toBeCloseTo(0.004, 5);
  });

  it("says where a shell is open, and finds its faces going through others all the same", () => {
    const sheet: MeshPiece = { positions: [0, 0, 1, 9, 0, 1, 9, 9, 1, 0, 9, 1], indices: [0, 1, 2, 0, 2, 3] };
    const found = between(sheet, boxPiece([2, 2, 0], [3, 3, 2.5]));
    expect(found.map(({ isOpen }) => isOpen)).toEqual([true]);
  });

  it("tests no element against itself, and no pair twice", () => {
    const both = elementsOf("a", [boxPiece([0, 0, 0], [2, 2, 2])], [boxPiece([1, 1, 1], [3, 3, 3])]);
    expect(clashes(both, both, HARD).length).toBe(1);
  });

  it("agrees with arithmetic for any two boxes", () => {
    const side = fc.integer({ min: 1, max: 40 });
    const corner = fc.integer({ min: -30, max: 30 });
    const box = fc.tuple(corner, corner, corner, side, side, side).map(([x, y, z, a, b, c]) => ({
      low: [x / 10, y / 10, z / 10] as Triple,
      high: [(x + a) / 10, (y + b) / 10, (z + c) / 10] as Triple,
    }));
    fc.assert(
      fc.property(box, box, (one, other) => {
        const sharedM = Math.min(
          ...[0, 1, 2].map(
            (k) => Math.min(one.high[k]!, other.high[k]!) - Math.max(one.low[k]!, other.low[k]!),
          ),
        );
        const [found] = between(boxPiece(one.low, one.high), boxPiece(other.low, other.high));
        if (sharedM < 0.05) expect(found).toBeUndefined();
        else {
          expect(found?.depthM).toBeCloseTo(sharedM, 4);
          const sides = [0, 1, 2].map(
            (k) => Math.min(one.high[k]!, other.high[k]!) - Math.max(one.low[k]!, other.low[k]!),
          );
          expect(found?.volumeM3).toBeCloseTo(sides[0]! * sides[1]! * sides[2]!, 3);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("findClashes, clearance", () => {
  it("finds what is too near, nearest first, with where; overlaps before", () => {
    const pipes = elementsOf(
      "b",
      [boxPiece([0, 0, 0.4], [5, 0.1, 0.5])],
      [boxPiece([0, 1, 0.1], [5, 1.1, 0.2])],
      [boxPiece([0, 2, 0.9], [5, 2.1, 1])],
      [boxPiece([0, 3, -0.05], [5, 3.1, 0.05])],
    );
    const found = clashes(elementsOf("a", [boxPiece([-1, -1, -1], [6, 5, 0])]), pipes, within(0.5));
    expect(found.map(({ b, depthM, distanceM }) => [b.row, depthM, distanceM])).toEqual([
      [3, expect.closeTo(0.05, 5), 0],
      [1, 0, expect.closeTo(0.1, 5)],
      [0, 0, expect.closeTo(0.4, 5)],
    ]);
  });

  it("agrees with geometry for two balls", () => {
    const gap = fc.double({ min: 0.01, max: 2, noNaN: true });
    fc.assert(
      fc.property(gap, fc.double({ min: 0, max: 6, noNaN: true }), (gapM, turn) => {
        const ball = ballPiece(1, 24, 48);
        const away = movedPiece(ball, ([x, y, z]) => [
          x + (2 + gapM) * Math.cos(turn),
          y + (2 + gapM) * Math.sin(turn),
          z,
        ]);
        const [found] = between(ball, away, within(3));
        expect(found!.distanceM).toBeGreaterThanOrEqual(gapM - 1e-4);
        expect(found!.distanceM).toBeLessThan(gapM + 0.03);
        expect(distanceBetween(found!.pointM, [0, 0, 0])).toBeCloseTo((2 + gapM) / 2, 1);
      }),
      { numRuns: 30 },
    );
  });
});

describe("nearestOfTriangles", () => {
  it("is no further than any two points of both, and as far as its own", () => {
    const value = fc.integer({ min: -50, max: 50 }).map((tenth) => tenth / 10);
    const corners = fc
      .array(value, { minLength: 9, maxLength: 9 })
      .map((numbers) => Float64Array.from(numbers));
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(corners, corners, share, share, share, share, (a, b, s, t, u, v) => {
        const [one, other] = [flatTriangle(a, 0), flatTriangle(b, 0)];
        fc.pre(one !== undefined && other !== undefined);
        const found = nearestOfTriangles(one!, other!);
        expect(distanceBetween(found.fromM, found.toM)).toBeCloseTo(found.distanceM, 9);
        const pointIn = ([p, q, r]: readonly [Triple, Triple, Triple], m: number, n: number) => {
          const [x, y] = m + n > 1 ? [1 - m, 1 - n] : [m, n];
          return p.map((value, k) => value + x * (q[k]! - value) + y * (r[k]! - value)) as unknown as Triple;
        };
        const apartM = distanceBetween(pointIn(one!.corners, s, t), pointIn(other!.corners, u, v));
        expect(found.distanceM).toBeLessThanOrEqual(apartM + 1e-9);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("findBoxPairs", () => {
  it("is every pair that trying all finds", () => {
    const value = fc.integer({ min: 0, max: 20 });
    const box = fc
      .tuple(value, value, value, value, value, value)
      .map(([x, y, z, a, b, c]) => [x, y, z, x + a, y + b, z + c]);
    fc.assert(
      fc.property(fc.array(box), fc.array(box), fc.integer({ min: 0, max: 4 }), (a, b, withinM) => {
        const expected = a.flatMap((one, i) =>
          b.flatMap((other, k) =>
            [0, 1, 2].every(
              (axis) => one[axis]! <= other[axis + 3]! + withinM && other[axis]! <= one[axis + 3]! + withinM,
            )
              ? [`${i} ${k}`]
              : [],
          ),
        );
        const pairs = findBoxPairs(Float64Array.from(a.flat()), Float64Array.from(b.flat()), withinM);
        const found = Array.from(
          { length: pairs.length / 2 },
          (_, k) => `${pairs[2 * k]} ${pairs[2 * k + 1]}`,
        );
        expect(found.sort()).toEqual(expected.sort());
      }),
    );
  });
});

describe("the search", () => {
  it("tells how far it is, asks for triangles batch by batch, and gives each find once", () => {
    const ball = ballPiece(0.6, 8, 12);
    const triangles = ball.indices.length / 3;
    const elements = elementsOf(
      "a",
      ...Array.from({ length: 12 }, (_, k) => [movedPiece(ball, ([x, y, z]) => [x + k, y, z])]),
    );
    const { found, answers } = runSearch(elements, elements, HARD, 4.5 * triangles);
    expect(found.length).toBe(11);
    const done = answers.flatMap((each) => (each.kind === "progress" ? [each.donePairs] : []));
    expect(done).toEqual(done.toSorted((one, other) => one - other));
    const asked = answers.flatMap((each) => (each.kind === "need" ? [each.elements.length] : []));
    expect(asked.length).toBeGreaterThan(1);
    expect(Math.max(...asked)).toBeLessThanOrEqual(4);
  });

  it("sends of a model the triangles of the elements that come near one another, and nothing else", () => {
    const elements = elementsOf(
      "a",
      [boxPiece([0, 0, 0], [1, 1, 1])],
      [boxPiece([9, 9, 9], [10, 10, 10])],
      [boxPiece([0.5, 0, 0], [2, 1, 1])],
    );
    const { answers, pieces } = runSearch(elements, elements, HARD);
    expect(answers.flatMap((each) => (each.kind === "need" ? [...each.elements] : []))).toEqual([0, 2]);
    expect(pieces.map(({ positions, indices }) => [positions.length / 3, indices.length / 3])).toEqual([
      [8, 12],
      [8, 12],
    ]);
  });

  it("ends where nothing comes near anything", () => {
    const { found, answers } = runSearch(elementsOf("a", [boxPiece([0, 0, 0], [1, 1, 1])]), [], HARD);
    expect([found, answers.at(-1)]).toEqual([[], { kind: "done" }]);
  });
});

it("has no body of an element without triangles", () => {
  expect(clashBodyOf(buildMesh([[], [boxPiece([0, 0, 0], [1, 1, 1])]]), 0, STAYS)).toBeUndefined();
});
