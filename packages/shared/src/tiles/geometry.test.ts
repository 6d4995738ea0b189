import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Mesh } from "./mesh.ts";
import { NODE_SHAPES, unitShape } from "./node-shapes.ts";
import { buildTube } from "./tube-geometry.ts";
import { cross, dot, lengthOf, normalize, subtract, type Vector3 } from "./vector3.ts";

const vertexAt = (array: ArrayLike<number>, index: number): Vector3 => [
  array[3 * index]!,
  array[3 * index + 1]!,
  array[3 * index + 2]!,
];

/** Volume inside, positive when every face looks outward (divergence theorem). */
function signedVolume({ positions, indices }: Mesh): number {
  let six = 0;
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => vertexAt(positions, indices[i + k]!)) as [
      Vector3,
      Vector3,
      Vector3,
    ];
    six += dot(a, cross(b, c));
  }
  return six / 6;
}

/** Edges that do not meet a neighbour running the other way, by position: none in a closed skin. */
function openEdges({ positions, indices }: Mesh): number {
  const key = (index: number) =>
    vertexAt(positions, index)
      .map((value) => Math.round(value * 1e5))
      .join();
  const balance = new Map<string, number>();
  for (let i = 0; i < indices.length; i += 3) {
    for (let k = 0; k < 3; k++) {
      const [from, to] = [key(indices[i + k]!), key(indices[i + ((k + 1) % 3)]!)];
      if (from === to) continue;
      const [name, sign] = from < to ? [`${from}|${to}`, 1] : [`${to}|${from}`, -1];
      balance.set(name, (balance.get(name) ?? 0) + sign);
    }
  }
  return [...balance.values()].filter((value) => value !== 0).length;
}

function expectSound(mesh: Mesh): void {
  expect(mesh.positions.every(Number.isFinite)).toBe(true);
  expect(mesh.normals.length).toBe(mesh.positions.length);
  const vertices = mesh.positions.length / 3;
  for (let i = 0; i < vertices; i++) expect(lengthOf(vertexAt(mesh.normals, i))).toBeCloseTo(1, 5);
  expect(Math.max(...mesh.indices)).toBeLessThan(vertices);
}

describe("buildTube", () => {
  it("closes a straight pipe of eight sides with two caps", () => {
    const mesh = buildTube(
      [
        [0, 0, 0],
        [0, 0, 10],
      ],
      0.5,
      8,
    );
    expect(mesh.positions.length / 3).toBe(32);
    expect(mesh.indices.length / 3).toBe(16 + 2 * 6);
    expect(openEdges(mesh)).toBe(0);
    // A regular octagon of circumradius r has the area 2·√2·r².
    expect(signedVolume(mesh)).toBeCloseTo(2 * Math.SQRT2 * 0.25 * 10, 6);
  });

  it("is empty where a path has no length", () => {
    expect(buildTube([], 1).indices.length).toBe(0);
    expect(
      buildTube(
        [
          [1, 2, 3],
          [1, 2, 3],
        ],
        1,
      ).indices.length,
    ).toBe(0);
  });

  it("joins a right-angle bend without a gap", () => {
    const mesh = buildTube(
      [
        [0, 0, 0],
        [10, 0, 0],
        [10, 10, 0],
      ],
      0.5,
    );
    expect(openEdges(mesh)).toBe(0);
    // Mitred: both cylinders end in the same plane, so the volume is that of the axis length.
    expect(signedVolume(mesh)).toBeCloseTo(2 * Math.SQRT2 * 0.25 * 20, 6);
  });

  it("cuts a hairpin square instead of running to a spike", () => {
    const mesh = buildTube(
      [
        [0, 0, 0],
        [10, 0, 0],
        [0, 0.1, 0],
      ],
      0.5,
    );
    expectSound(mesh);
    expect(Math.max(...mesh.positions)).toBeLessThan(10.6);
  });

  it("lies at the radius from its own axis, with unit normals, closed and outward, whatever the path", () => {
    const coordinate = fc.double({ min: -500, max: 500, noNaN: true });
    const path = fc.array(fc.tuple(coordinate, coordinate, coordinate), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(
        path,
        fc.double({ min: 0.02, max: 2, noNaN: true }),
        fc.integer({ min: 3, max: 12 }),
        (points, radiusM, sides) => {
          const mesh = buildTube(points, radiusM, sides);
          if (mesh.indices.length === 0) return;
          expectSound(mesh);
          expect(openEdges(mesh)).toBe(0);
          expect(signedVolume(mesh)).toBeGreaterThan(0);
          for (let i = 0; i < mesh.positions.length / 3; i++) {
            const nearest = Math.min(
              ...axesOf(points).map((axis) => distanceTo(axis, vertexAt(mesh.positions, i), radiusM)),
            );
            expect(nearest).toBeLessThan(1e-6);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

type Axis = readonly [Vector3, Vector3];
const axesOf = (points: readonly Vector3[]): Axis[] =>
  points
    .slice(1)
    .flatMap((_, index) => {
      // As buildTube does: a point too near to the last one kept is left out.
      const kept = points.slice(0, index + 2);
      const end = kept.at(-1)!;
      return kept.slice(0, -1).map((start): Axis => [start, end]);
    })
    .filter(([start, end]) => lengthOf(subtract(end, start)) > 0);

/** How far `point` is from lying exactly at `radiusM` from the line. */
function distanceTo([start, end]: Axis, point: Vector3, radiusM: number): number {
  const direction = normalize(subtract(end, start));
  return Math.abs(lengthOf(cross(subtract(point, start), direction)) - radiusM);
}

describe("unitShape", () => {
  it.each(NODE_SHAPES)("%s is closed, outward and fits the unit box", (name) => {
    const mesh = unitShape(name);
    expectSound(mesh);
    expect(openEdges(mesh)).toBe(0);
    expect(signedVolume(mesh)).toBeGreaterThan(0.1);
    expect(Math.max(...mesh.positions.map(Math.abs))).toBeLessThanOrEqual(0.5 + 1e-9);
  });
});
