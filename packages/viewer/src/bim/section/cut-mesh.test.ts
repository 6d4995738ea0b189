import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClipPlane } from "../stage/stage-contract.ts";
import {
  ballPiece,
  boxPiece,
  buildMesh,
  type MeshPiece,
  movedPiece,
  turnedOver,
  unshared,
} from "../triangles/build-mesh.suite.ts";
import { runsOf } from "../triangles/triangle-runs.ts";
import { cutMesh, type MeshCut } from "./cut-mesh.ts";
import { axesOf, planeForMesh } from "./cut-plane.ts";

const STAYS = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

function cut(
  elements: readonly (readonly MeshPiece[])[],
  plane: ClipPlane,
  isShown = (_row: number) => true,
): MeshCut {
  const mesh = buildMesh(elements);
  return cutMesh(mesh, runsOf(mesh), planeForMesh(plane, axesOf(plane.normal), STAYS), isShown);
}

const areaOf = ({ faces }: MeshCut) =>
  faces.flatMap(({ polygons }) => polygons).reduce((total, { areaM2 }) => total + areaM2, 0);
const trianglesOf = ({ faces }: MeshCut) =>
  faces.flatMap(({ polygons }) => polygons).reduce((total, { triangles }) => total + triangles.length / 3, 0);
/** Keeps what is below. */
const below = (heightM: number): ClipPlane => ({ normal: [0, 0, -1], offsetM: heightM });

describe("cutMesh", () => {
  it("fills a box where it is cut: one polygon of two triangles, whichever side stays", () => {
    for (const plane of [below(1.2), { normal: [0, 0, 1], offsetM: -1.2 }] satisfies ClipPlane[]) {
      const found = cut([[boxPiece([0, 0, 0], [4, 0.3, 2.7])]], plane);
      expect(areaOf(found)).toBeCloseTo(1.2, 6);
      expect(trianglesOf(found)).toBe(2);
      expect(found.open).toEqual([]);
    }
  });

  it("closes a soup whose triangles share no corner, and one whose faces are turned at random", () => {
    const box = unshared(boxPiece([0, 0, 0], [4, 0.3, 2.7]));
    expect(areaOf(cut([[box]], below(1)))).toBeCloseTo(1.2, 6);
    const everyThird = {
      ...box,
      indices: Array.from(box.indices, (_, at) =>
        Math.floor(at / 3) % 3 === 0 ? 3 * Math.floor(at / 3) + [0, 2, 1][at % 3]! : at,
      ),
    };
    expect(areaOf(cut([[everyThird]], below(1)))).toBeCloseTo(1.2, 6);
    expect(areaOf(cut([[turnedOver(box)]], below(1)))).toBeCloseTo(1.2, 6);
  });

  it("draws nothing for elements that stand against the plane from either side", () => {
    const elements = [[boxPiece([0, 0, 0], [4, 4, 1])], [boxPiece([1, 1, 1], [2, 2, 3])]];
    expect(cut(elements, below(1)).faces).toEqual([]);
    expect(cut(elements, { normal: [0, 0, 1], offsetM: -1 }).faces).toEqual([]);
  });

  it("closes a body with faces, edges and corners in the plane", () => {
    // A step: its lower tread lies in the plane and its upper part reaches above.
    const step = [boxPiece([0, 0, 0], [1, 1, 1]), boxPiece([1, 0, 0], [2, 1, 2])];
    for (const plane of [below(1), { normal: [0, 0, 1], offsetM: -1 }] satisfies ClipPlane[]) {
      const found = cut([step], plane);
      expect(found.open).toEqual([]);
      expect(areaOf(found)).toBeGreaterThanOrEqual(1 - 1e-9);
    }
    const edgeUp = movedPiece(boxPiece([-1, -1, -1], [1, 1, 1]), ([x, y, z]) => [
      x,
      (y - z) * Math.SQRT1_2,
      (y + z) * Math.SQRT1_2,
    ]);
    const found = cut([[edgeUp]], below(0));
    expect(found.open).toEqual([]);
    expect(areaOf(found)).toBeCloseTo(4 * Math.SQRT2, 5);
  });

  it("leaves a hole where faces say hollow: a pipe; and fills a body within a body", () => {
    const outside = boxPiece([-1, -1, 0], [1, 1, 5]);
    const inside = boxPiece([-0.8, -0.8, -1], [0.8, 0.8, 6]);
    const pipe = cut([[outside, turnedOver(inside)]], below(2));
    expect(areaOf(pipe)).toBeCloseTo(4 - 2.56, 5);
    expect(pipe.faces[0]?.polygons.map(({ holes }) => holes.length)).toEqual([1]);
    const bodies = cut([[outside, inside]], below(2));
    expect(bodies.faces[0]?.polygons.map(({ areaM2 }) => areaM2)).toEqual([
      expect.closeTo(4, 5),
      expect.closeTo(2.56, 5),
    ]);
  });

  it("takes away the face in which two parts of one colour touch, and keeps parts of two colours apart", () => {
    const [left, right] = [boxPiece([0, 0, 0], [1, 1, 2]), boxPiece([1, 0, 0], [3, 1, 2])];
    const one = cut([[left, right]], below(1));
    expect(one.faces.map(({ polygons }) => polygons.map(({ areaM2 }) => areaM2))).toEqual([
      [expect.closeTo(3, 6)],
    ]);
    const [brick, wool] = [
      [160, 90, 60, 255],
      [230, 220, 120, 255],
    ];
    const two = cut(
      [
        [
          { ...left, colour: brick },
          { ...right, colour: wool },
        ],
      ],
      below(1),
    );
    expect(two.faces.map(({ colour, polygons }) => [colour, polygons[0]?.areaM2])).toEqual([
      [0xa05a3cff, expect.closeTo(1, 6)],
      [0xe6dc78ff, expect.closeTo(2, 6)],
    ]);
  });

  it("counts a body, and a face, that is there twice once; parts that share a face's place both", () => {
    const box = boxPiece([0, 0, 0], [2, 1, 2]);
    expect(areaOf(cut([[box, box]], below(1)))).toBeCloseTo(2, 6);
    const twice = { ...box, indices: [...Array.from(box.indices), ...Array.from(box.indices).slice(30)] };
    const found = cut([[twice]], below(1));
    expect([areaOf(found), found.open]).toEqual([expect.closeTo(2, 6), []]);
    // A pane in its frame, both ending at y = 0 between the same corners.
    const shared = cut([[box, boxPiece([0, 0, 0], [2, 3, 2])]], below(1));
    expect([areaOf(shared), shared.open]).toEqual([expect.closeTo(8, 6), []]);
  });

  it("closes a shell whose faces have different colours only together, in the commonest", () => {
    const { positions, indices } = boxPiece([0, 0, 0], [2, 1, 2]);
    const sides = Array.from(indices);
    const pieces = [
      { positions, indices: sides.slice(0, 24), colour: [1, 2, 3, 255] },
      { positions, indices: sides.slice(24), colour: [9, 9, 9, 255] },
    ];
    const found = cut([pieces], below(1));
    expect(found.open).toEqual([]);
    expect(areaOf(found)).toBeCloseTo(2, 6);
  });

  it("closes a gap of millimetres and says of a wide one where it is, filling nothing", () => {
    const { positions, indices } = boxPiece([0, 0, 0], [2, 1, 2]);
    // Without its two triangles at x = 2.
    const open = { positions, indices: Array.from(indices).slice(0, 30) };
    const found = cut([[open]], below(1));
    expect(found.faces).toEqual([]);
    expect(found.open.map(({ row, gapM }) => [row, gapM])).toEqual([[0, expect.closeTo(1, 6)]]);
    const narrow = movedPiece(open, ([x, y, z]) => [x, y * 0.008, z]);
    expect(areaOf(cut([[narrow]], below(1)))).toBeCloseTo(0.016, 5);
  });

  it("passes hidden elements by, and runs of triangles that the plane does not meet", () => {
    const ball = ballPiece(10, 60, 90);
    const upright: ClipPlane = { normal: [0, 1, 0], offsetM: -8 };
    const all = cut([[ball], [boxPiece([20, 7, -1], [21, 9, 1])]], upright);
    expect(all.faces.map(({ row }) => row)).toEqual([0, 1]);
    expect(all.tested).toBeLessThan(ball.indices.length / 3 / 2);
    const some = cut([[ball], [boxPiece([20, 7, -1], [21, 9, 1])]], upright, (row) => row === 1);
    expect(some.faces.map(({ row }) => row)).toEqual([1]);
  });

  it("cuts from a ball, by any plane, the circle that geometry says, always closed", () => {
    const unit = fc.double({ min: -1, max: 1, noNaN: true });
    const ball = [ballPiece(5, 48, 96)];
    fc.assert(
      fc.property(unit, unit, unit, fc.double({ min: -4.5, max: 4.5, noNaN: true }), (x, y, z, offsetM) => {
        const length = Math.hypot(x, y, z);
        fc.pre(length > 0.1);
        const found = cut([ball], { normal: [x / length, y / length, z / length], offsetM });
        expect(found.open).toEqual([]);
        const circleM2 = Math.PI * (25 - offsetM * offsetM);
        expect(areaOf(found)).toBeLessThanOrEqual(circleM2 + 1e-3);
        expect(areaOf(found)).toBeGreaterThan(0.98 * circleM2 - 0.2);
        expect(found.faces[0]?.polygons.every(({ isDoubtful }) => !isDoubtful)).toBe(true);
      }),
    );
  });

  it("adds up, cut by cut, to the volume: random boxes turned at random, sliced across", () => {
    const sizeM = fc.double({ min: 0.2, max: 6, noNaN: true });
    const turn = fc.double({ min: 0, max: 6.3, noNaN: true });
    fc.assert(
      fc.property(sizeM, sizeM, sizeM, turn, turn, (a, b, c, yaw, tilt) => {
        const turned = movedPiece(boxPiece([-a / 2, -b / 2, -c / 2], [a / 2, b / 2, c / 2]), ([x, y, z]) => {
          const [x1, y1] = [x * Math.cos(yaw) - y * Math.sin(yaw), x * Math.sin(yaw) + y * Math.cos(yaw)];
          return [x1, y1 * Math.cos(tilt) - z * Math.sin(tilt), y1 * Math.sin(tilt) + z * Math.cos(tilt)];
        });
        const reachM = Math.hypot(a, b, c) / 2;
        const stepM = (2 * reachM) / 400;
        let volumeM3 = 0;
        let largestM2 = 0;
        for (let k = 0; k < 400; k++) {
          const found = cut([[turned]], below(-reachM + (k + 0.5) * stepM));
          expect(found.open).toEqual([]);
          volumeM3 += areaOf(found) * stepM;
          largestM2 = Math.max(largestM2, areaOf(found));
        }
        // Half a slice at either end may be missed.
        expect(Math.abs(volumeM3 - a * b * c)).toBeLessThan(stepM * largestM2 + 1e-4);
      }),
      { numRuns: 20 },
    );
  });
});
