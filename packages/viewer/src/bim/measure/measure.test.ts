import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StageProjection, Triple } from "../stage/stage-contract.ts";
import {
  ballPiece,
  boxPiece,
  buildMesh,
  type MeshPiece,
  movedPiece,
  turnedOver,
} from "../triangles/build-mesh.suite.ts";
import { edgesOf } from "../triangles/element-edges.ts";
import { weldElement } from "../triangles/weld-element.ts";
import { volumeOf } from "./element-volume.ts";
import { findSnap } from "./find-snap.ts";
import { flatRegionAt } from "./flat-region.ts";
import { angleAtDeg, betweenEdgesDeg, betweenPoints, toPlane } from "./measurements.ts";
import { sharpEdgesOf } from "./sharp-edges.ts";

const welded = (...pieces: MeshPiece[]) => weldElement(buildMesh([pieces]), 0);
const sizeM = fc.double({ min: 0.1, max: 30, noNaN: true });
const angle = fc.double({ min: 0, max: 6.3, noNaN: true });
const farM = fc.integer({ min: -500, max: 500 });

/** Turned about z and x, then moved. */
const placed = (piece: MeshPiece, yaw: number, tilt: number, to: Triple): MeshPiece =>
  movedPiece(piece, ([x, y, z]) => {
    const [x1, y1] = [x * Math.cos(yaw) - y * Math.sin(yaw), x * Math.sin(yaw) + y * Math.cos(yaw)];
    return [
      x1 + to[0],
      y1 * Math.cos(tilt) - z * Math.sin(tilt) + to[1],
      y1 * Math.sin(tilt) + z * Math.cos(tilt) + to[2],
    ];
  });

/** A wall of 4 × 0.2 × 3 m whose front is cut in two: its edges meet corners in their middles. */
function wallWithSplitFront(): MeshPiece {
  const box = boxPiece([0, 0, 0], [4, 0.2, 3]);
  const front = Array.from(box.indices).slice(12, 18);
  const rest = Array.from(box.indices).filter((_, at) => at < 12 || at >= 18);
  expect(new Set(front)).toEqual(new Set([0, 1, 5, 4]));
  const positions = [...Array.from(box.positions), 1, 0, 0, 1, 0, 3];
  return { positions, indices: [...rest, 0, 8, 9, 0, 9, 4, 8, 1, 5, 8, 5, 9] };
}

describe("volumeOf", () => {
  it("is that of a box and of a ball, wherever they stand and however they are turned", () => {
    fc.assert(
      fc.property(sizeM, sizeM, sizeM, angle, angle, farM, farM, (a, b, c, yaw, tilt, x, y) => {
        const { volumeM3, openM } = volumeOf(
          welded(placed(boxPiece([0, 0, 0], [a, b, c]), yaw, tilt, [x, y, 0])),
        );
        expect(openM).toBe(0);
        // Corners at 500 m are floats to 0.03 mm.
        expect(Math.abs(volumeM3! - a * b * c)).toBeLessThan(1e-4 * (a * b + b * c + c * a) + 1e-6);
      }),
    );
    const ball = volumeOf(welded(ballPiece(2, 60, 120)));
    expect(ball.volumeM3).toBeCloseTo((4 / 3) * Math.PI * 8, 0);
    expect(volumeOf(welded(turnedOver(boxPiece([0, 0, 0], [1, 2, 3])))).volumeM3).toBeCloseTo(6, 6);
  });

  it("knows that a shell is closed where one face's edge meets another's corner", () => {
    expect(volumeOf(welded(wallWithSplitFront()))).toEqual({
      volumeM3: expect.closeTo(2.4, 5),
      surfaceM2: expect.closeTo(2 * (12 + 0.8 + 0.6), 5),
      openM: 0,
    });
  });

  it("gives none of an open shell and says how long its rim is", () => {
    const { positions, indices } = boxPiece([0, 0, 0], [2, 1, 2]);
    const found = volumeOf(welded({ positions, indices: Array.from(indices).slice(0, 30) }));
    expect(found.volumeM3).toBeUndefined();
    expect(found.openM).toBeCloseTo(6, 6);
    // A tube without ends: its faces cancel out, it is open all the same.
    expect(volumeOf(welded({ positions, indices: Array.from(indices).slice(12) })).openM).toBeCloseTo(12, 6);
  });
});

describe("sharpEdgesOf", () => {
  const lengthsOf = (...pieces: MeshPiece[]) =>
    sharpEdgesOf(welded(...pieces))
      .map(({ fromM, toM }) => betweenPoints(fromM, toM).distanceM)
      .sort((a, b) => a - b);

  it("has the twelve edges of a box, also where a face is in pieces", () => {
    const expected = [0.2, 0.2, 0.2, 0.2, 3, 3, 3, 3, 4, 4, 4, 4].map((length) => expect.closeTo(length, 5));
    expect(lengthsOf(boxPiece([0, 0, 0], [4, 0.2, 3]))).toEqual(expected);
    expect(lengthsOf(wallWithSplitFront())).toEqual(expected);
  });

  it("sees none on a ball, and the rim of a sheet", () => {
    expect(sharpEdgesOf(welded(ballPiece(3, 30, 60)))).toEqual([]);
    expect(
      lengthsOf({ positions: [0, 0, 0, 2, 0, 0, 2, 1, 0, 0, 1, 0], indices: [0, 1, 2, 0, 2, 3] }),
    ).toEqual([1, 1, 2, 2]);
  });
});

describe("flatRegionAt", () => {
  it("is the face of a wall, also in pieces, whichever triangle of it is picked", () => {
    const wall = welded(wallWithSplitFront());
    for (let triangle = 10; triangle < 14; triangle++) {
      const face = flatRegionAt(wall, triangle)!;
      expect(face.areaM2).toBeCloseTo(12, 5);
      expect(face.triangles).toEqual([10, 11, 12, 13]);
      expect(face.outline.reduce((total, [a, b]) => total + betweenPoints(a, b).distanceM, 0)).toBeCloseTo(
        14,
        5,
      );
    }
  });

  it("does not go over to a face in the same plane that is not joined to it", () => {
    const apart = welded(boxPiece([0, 0, 0], [1, 1, 1]), boxPiece([3, 0, 0], [5, 1, 1]));
    expect(flatRegionAt(apart, 2)!.areaM2).toBeCloseTo(1, 6);
  });

  it("leaves out a triangle without area", () => {
    expect(
      flatRegionAt(welded({ positions: [0, 0, 0, 1, 0, 0, 2, 0, 0], indices: [0, 1, 2] }), 0),
    ).toBeUndefined();
  });
});

describe("edgesOf", () => {
  it("leaves no edge of a closed body loose, wherever a random plane of corners splits it", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 19 }), { minLength: 1, maxLength: 6 }),
        (tenths) => {
          // The front of a 2 m box as strips, the other faces whole.
          const box = boxPiece([0, 0, 0], [2, 1, 1]);
          const stops = [0, ...tenths.sort((a, b) => a - b).map((tenth) => tenth / 10), 2];
          const strips = stops
            .slice(1)
            .flatMap((x, k) => [stops[k]!, 0, 0, x, 0, 0, x, 0, 1, stops[k]!, 0, 1]);
          const first = box.positions.length / 3;
          const faces = stops
            .slice(1)
            .flatMap((_, k) => [0, 1, 2, 0, 2, 3].map((corner) => first + 4 * k + corner));
          const rest = Array.from(box.indices).filter((_, at) => at < 12 || at >= 18);
          const edges = edgesOf(
            welded({ positions: [...Array.from(box.positions), ...strips], indices: [...rest, ...faces] }),
          );
          expect(edges.filter(({ along, against }) => along.length !== against.length)).toEqual([]);
        },
      ),
    );
  });
});

describe("measurements", () => {
  it("tells the straight, the level and the rising distance", () => {
    expect(betweenPoints([1, 2, 3], [4, 6, -9])).toEqual({ distanceM: 13, deltaM: [3, 4, -12] });
  });

  it("stands at right angles on planes", () => {
    const found = toPlane([3, 4, 5], { pointM: [0, 0, 1], normal: [0, 0, -1] });
    expect(found).toEqual({ distanceM: 4, footM: [3, 4, 1] });
  });

  it("measures angles, exactly near 0° and 180° as well", () => {
    expect(angleAtDeg([0, 0, 0], [1, 0, 0], [0, 5, 0])).toBeCloseTo(90, 12);
    expect(angleAtDeg([0, 0, 0], [1, 0, 0], [1, 1e-9, 0])).toBeCloseTo((1e-9 * 180) / Math.PI, 15);
    expect(angleAtDeg([0, 0, 0], [1, 0, 0], [-2, 0, 0])).toBe(180);
    expect(angleAtDeg([0, 0, 0], [0, 0, 0], [1, 0, 0])).toBeUndefined();
    expect(
      betweenEdgesDeg({ fromM: [0, 0, 0], toM: [1, 0, 0] }, { fromM: [9, 9, 9], toM: [8, 10, 9] }),
    ).toBeCloseTo(45, 9);
  });
});

describe("findSnap", () => {
  // Seen from above: 10 px a metre, the eye 100 m up.
  const project: StageProjection = ([x, y, z]) => ({ xPx: 10 * x, yPx: 10 * y, depth: 100 - z });
  const edges = sharpEdgesOf(welded(boxPiece([0, 0, 0], [20, 10, 5])));
  const snapAt = (xPx: number, yPx: number, z = 5) =>
    findSnap(
      { edges, faceM: [xPx / 10, yPx / 10, z] },
      { xPx, yPx },
      project,
      { originM: [xPx / 10, yPx / 10, 100], direction: [0, 0, -1] },
      12,
    );

  it("holds on to a corner before a middle before an edge before the face", () => {
    expect(snapAt(6, 5)).toMatchObject({ kind: "vertex", pointM: [0, 0, 5] });
    expect(snapAt(103, 4)).toMatchObject({ kind: "middle", pointM: [10, 0, 5] });
    expect(snapAt(60, 5)).toMatchObject({ kind: "edge", pointM: [6, 0, 5] });
    expect(snapAt(60, 50)).toEqual({ kind: "face", pointM: [6, 5, 5] });
  });

  it("does not take what lies behind the face", () => {
    expect(snapAt(6, 5, 90)).toEqual({ kind: "face", pointM: [0.6, 0.5, 90] });
  });

  it("has nothing where there is no face and no edge is near", () => {
    const ray = { originM: [50, 50, 100] as Triple, direction: [0, 0, -1] as Triple };
    expect(findSnap({ edges }, { xPx: 500, yPx: 500 }, project, ray)).toBeUndefined();
  });
});
