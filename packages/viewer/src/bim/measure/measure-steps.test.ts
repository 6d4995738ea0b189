import { describe, expect, it } from "vitest";
import type { Triple } from "../stage/stage-contract.ts";
import { boxPiece, buildMesh } from "../triangles/build-mesh.suite.ts";
import { weldElement } from "../triangles/weld-element.ts";
import type { SnapKind } from "./find-snap.ts";
import { measureTaken, type Taken } from "./measure-steps.ts";
import { sharpEdgesOf } from "./sharp-edges.ts";

const welded = weldElement(buildMesh([[boxPiece([0, 0, 0], [4, 0.2, 3])]]), 0);
const shape = { welded, edges: sharpEdgesOf(welded), start: 0 };

const taken = (
  pointM: Triple,
  more: Partial<Taken> & { readonly kind?: SnapKind; readonly to?: Triple } = {},
): Taken => ({
  snap: {
    kind: more.kind ?? "vertex",
    pointM,
    ...(more.to ? { edge: { fromM: pointM, toM: more.to } } : {}),
  },
  normal: more.normal ?? [0, 0, 1],
  shape: "shape" in more ? more.shape : shape,
  triangle: more.triangle ?? 0,
  model: "m",
  row: 0,
});

describe("measureTaken", () => {
  it("asks for a second point, then tells straight, and along x, y, z", () => {
    expect(measureTaken("distance", [taken([0, 0, 0])])).toBe("more");
    expect(measureTaken("distance", [taken([0, 0, 0]), taken([3, 0, 4])])).toMatchObject({
      value: { mode: "distance", lengthM: 5, deltaM: [3, 0, 4] },
      lines: [
        [
          [0, 0, 0],
          [3, 0, 4],
        ],
      ],
      labelM: [1.5, 0, 2],
    });
    expect(measureTaken("distance", [taken([1, 1, 1]), taken([1, 1, 1])])).toBe("none");
    expect(measureTaken("height", [taken([0, 0, 3]), taken([5, 5, 1])])).toMatchObject({
      value: { mode: "height", riseM: -2 },
    });
  });

  it("measures from a face at right angles to a point", () => {
    const face = taken([1, 0, 0], { kind: "face", normal: [0, -1, 0] });
    expect(measureTaken("perpendicular", [face, taken([3, 0.2, 2])])).toMatchObject({
      value: { mode: "perpendicular", lengthM: 0.2 },
      lines: [
        [
          [3, 0, 2],
          [3, 0.2, 2],
        ],
      ],
    });
  });

  it("takes two edges or three points for an angle, and an edge for its length", () => {
    const edge = taken([0, 0, 0], { kind: "edge", to: [4, 0, 0] });
    const slope = taken([0, 0, 0], { kind: "edge", to: [1, 0, 1] });
    expect(measureTaken("edge", [edge])).toMatchObject({ value: { lengthM: 4 } });
    expect(measureTaken("edge", [taken([0, 0, 0], { kind: "face" })])).toBe("none");
    expect(measureTaken("angle", [edge, slope])).toMatchObject({
      value: { angleDeg: expect.closeTo(45, 9) },
    });
    expect(measureTaken("angle", [taken([1, 0, 0]), taken([0, 0, 0])])).toBe("more");
    const three = [taken([1, 0, 0]), taken([0, 0, 0]), taken([0, 2, 0])];
    expect(measureTaken("angle", three)).toMatchObject({ value: { angleDeg: 90 }, labelM: [0, 0, 0] });
  });

  it("adds up a chain until its first point closes it or its last one ends it", () => {
    const corners: Triple[] = [
      [0, 0, 0],
      [4, 0, 0],
      [4, 0, 3],
      [0, 0, 3],
    ];
    const points = corners.map((corner) => taken(corner));
    for (let count = 1; count <= 4; count++)
      expect(measureTaken("chain", points.slice(0, count))).toBe("more");
    expect(measureTaken("chain", [...points, taken([0, 0, 0])])).toMatchObject({
      value: { mode: "chain", lengthM: 14, areaM2: 12 },
      lines: { length: 4 },
      labelM: [2, 0, 1.5],
    });
    expect(measureTaken("chain", [...points, taken([0, 0, 3])])).toMatchObject({
      value: { mode: "chain", lengthM: 11, areaM2: undefined },
      lines: { length: 3 },
    });
  });

  it("measures a face and a body, and none of an element with too many triangles", () => {
    // Triangles 4 and 5 are the front.
    expect(measureTaken("area", [taken([1, 0, 1], { kind: "face", triangle: 4 })])).toMatchObject({
      value: { areaM2: expect.closeTo(12, 5) },
    });
    expect(measureTaken("volume", [taken([1, 0, 1])])).toMatchObject({
      value: { volumeM3: expect.closeTo(2.4, 5), openM: 0 },
      labelM: [expect.closeTo(2, 5), expect.closeTo(0.1, 5), expect.closeTo(1.5, 5)],
    });
    for (const mode of ["area", "volume"] as const) {
      expect(measureTaken(mode, [taken([1, 0, 1], { shape: undefined })])).toBe("none");
    }
  });
});
