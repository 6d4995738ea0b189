import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDuct } from "./duct-geometry.ts";
import { type Mesh, MeshBuilder } from "./mesh.ts";
import { NODE_SHAPES, unitShape } from "./node-shapes.ts";
import type { FlatPath } from "./path-segments.ts";
import { addPrism } from "./prism-geometry.ts";
import { selectNth } from "./select-nth.ts";
import { addTube } from "./tube-geometry.ts";
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

/** What an adding function adds to an empty mesh. */
function meshOf(add: (builder: MeshBuilder) => void): Mesh {
  const builder = new MeshBuilder();
  add(builder);
  return builder.build();
}
const flat = (points: readonly Vector3[]): FlatPath => ({
  numbers: points.flat(),
  offset: 0,
  points: points.length,
});
const buildTube = (points: readonly Vector3[], radiusM: number, sides?: number) =>
  meshOf((builder) => addTube(builder, flat(points), radiusM, sides));
const buildDuct = (points: readonly Vector3[], widthM: number, heightM: number) =>
  meshOf((builder) => addDuct(builder, flat(points), widthM, heightM));

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
    // One ring and one cap lie at either end.
    expect([...mesh.alongs].filter((_, i) => i % 2 === 0).sort()).toEqual([
      ...Array(16).fill(0),
      ...Array(16).fill(10),
    ]);
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
          expectAlong(mesh, points, radiusM);
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
/** Checks the lengths of a mesh against the path: at the point of each length, the vertex is within reach. */
function expectAlong(mesh: Mesh, points: readonly Vector3[], reachM: number): void {
  expect(mesh.alongs.length / 2).toBe(mesh.positions.length / 3);
  for (let i = 0; i < mesh.alongs.length / 2; i++) {
    const [alongM, vertexReachM] = [mesh.alongs[2 * i]!, mesh.alongs[2 * i + 1]!];
    expect(vertexReachM).toBe(Math.fround(reachM));
    const offM = lengthOf(subtract(vertexAt(mesh.positions, i), pointAlong(points, alongM)));
    // On a mitre of 120° a vertex slides along the axis by tan 60° of the reach.
    expect(offM).toBeLessThanOrEqual(2 * reachM + 0.01);
  }
}

/** The point of a path after `alongM` metres, or its end. */
function pointAlong(points: readonly Vector3[], alongM: number): Vector3 {
  let restM = alongM;
  for (const [index, end] of points.slice(1).entries()) {
    const start = points[index]!;
    const lengthM = lengthOf(subtract(end, start));
    if (lengthM > 0 && restM <= lengthM) {
      return start.map((value, k) => value + (end[k]! - value) * (restM / lengthM)) as unknown as Vector3;
    }
    restM -= lengthM;
  }
  return points.at(-1)!;
}

const axesOf = (points: readonly Vector3[]): Axis[] =>
  points
    .slice(1)
    .flatMap((_, index) => {
      // As buildTube does: a point too near to the last one kept is left out.
      const kept = points.slice(0, index + 2);
      const end = kept.at(-1)!;
      return kept.slice(0, -1).map((start): Axis => [start, end]);
    })
    // No axis of a tube is shorter than a millimetre, and a direction of 5e-324 has none.
    .filter(([start, end]) => lengthOf(subtract(end, start)) > 1e-6);

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

const coordinate = fc.double({ min: -200, max: 200, noNaN: true });
const size = fc.double({ min: 0.1, max: 4, noNaN: true });

describe("addDuct", () => {
  it("closes a straight duct of six faces, upright and of its size", () => {
    const mesh = buildDuct(
      [
        [0, 0, 0],
        [3, 4, 0],
      ],
      2,
      1,
    );
    expect(mesh.indices.length / 3).toBe(12);
    expect(openEdges(mesh)).toBe(0);
    expect(signedVolume(mesh)).toBeCloseTo(2 * 1 * 5, 6);
    const heights = mesh.positions.filter((_, i) => i % 3 === 2);
    expect(Math.min(...heights)).toBeCloseTo(-0.5, 9);
    expect(Math.max(...heights)).toBeCloseTo(0.5, 9);
  });

  it("joins a bend in plan and a dip under a crossing without a gap", () => {
    const mesh = buildDuct(
      [
        [0, 0, 0],
        [20, 0, 0],
        [20, 20, 0],
        [20, 30, -2],
        [20, 50, -2],
      ],
      1.2,
      0.8,
    );
    expect(openEdges(mesh)).toBe(0);
    // Both ends of a mitre lie in one plane, so the volume is that of the axis.
    expect(signedVolume(mesh)).toBeCloseTo(1.2 * 0.8 * (20 + 20 + Math.hypot(10, 2) + 20), 6);
    expectSound(mesh);
  });

  it("is closed, outward and sound, whatever the path", () => {
    const path = fc.array(fc.tuple(coordinate, coordinate, coordinate), { minLength: 2, maxLength: 7 });
    fc.assert(
      fc.property(path, size, size, (points, widthM, heightM) => {
        const mesh = buildDuct(points, widthM, heightM);
        if (mesh.indices.length === 0) return;
        expectSound(mesh);
        expect(openEdges(mesh)).toBe(0);
        expect(signedVolume(mesh)).toBeGreaterThan(0);
        expectAlong(mesh, points, Math.hypot(widthM, heightM) / 2);
      }),
      { numRuns: 80 },
    );
  });

  it("stands upright again after a riser", () => {
    const mesh = buildDuct(
      [
        [0, 0, 0],
        [0, 0, 5],
        [10, 10, 5],
      ],
      2,
      1,
    );
    expect(openEdges(mesh)).toBe(0);
    const far = [...mesh.positions.keys()].filter((i) => i % 3 === 0 && mesh.positions[i]! > 8);
    expect(new Set(far.map((i) => mesh.positions[i + 2]))).toEqual(new Set([4.5, 5.5]));
  });
});

/** A ring that sees its middle from every corner, at growing angles: simple, often hollow. */
const starRing = fc
  .array(fc.double({ min: 1, max: 40, noNaN: true }), { minLength: 3, maxLength: 24 })
  .map((radii) =>
    radii.map((radius, k): Vector3 => {
      const angleRad = (2 * Math.PI * k) / radii.length;
      return [radius * Math.cos(angleRad), radius * Math.sin(angleRad), 3];
    }),
  );
const ringAreaM2 = (ring: readonly Vector3[]) =>
  ring.reduce((sum, [x, y], k) => {
    const [nextX, nextY] = ring[(k + 1) % ring.length]!;
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);

describe("addPrism", () => {
  it("carries a footprint up to a closed block of its area times its height", () => {
    fc.assert(
      fc.property(starRing, fc.double({ min: 1, max: 200, noNaN: true }), (ring, heightM) => {
        const prism = {
          numbers: ring.flat(),
          offset: 0,
          corners: ring.length,
          up: [0, 0, 1] as const,
          heightM,
        };
        const mesh = meshOf((builder) => addPrism(builder, prism));
        expectSound(mesh);
        expect(openEdges(mesh)).toBe(0);
        const volumeM3 = ringAreaM2(ring) * heightM;
        expect(signedVolume(mesh) / volumeM3).toBeCloseTo(1, 9);
        expect(Math.min(...mesh.positions.filter((_, i) => i % 3 === 2))).toBe(3);
      }),
    );
  });

  it("stands along its own up, and is nothing without height or footprint", () => {
    const up: Vector3 = [0.6, 0, 0.8];
    const numbers = [0, 0, 0, 4, 0, 0, 4, 4, 0, 0, 4, 0];
    const build = (corners: number, heightM: number) =>
      meshOf((builder) => addPrism(builder, { numbers, offset: 0, corners, up, heightM }));
    expect(Math.max(...build(4, 10).positions.filter((_, i) => i % 3 === 0))).toBeCloseTo(4 + 6, 9);
    expect(build(4, 0).indices.length).toBe(0);
    expect(build(2, 10).indices.length).toBe(0);
  });
});

describe("selectNth", () => {
  it("brings the smallest to the front, many equal or not, and loses none", () => {
    const keys = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(keys, fc.nat(60), (all, asked) => {
        const n = asked % all.length;
        const values = Uint32Array.from(all.keys());
        selectNth(values, n, (value) => all[value]!);
        expect([...values].sort((a, b) => a - b)).toEqual([...all.keys()]);
        const largestFirst = Math.max(-1, ...[...values.subarray(0, n)].map((value) => all[value]!));
        const smallestRest = Math.min(...[...values.subarray(n)].map((value) => all[value]!));
        expect(largestFirst).toBeLessThanOrEqual(smallestRest);
      }),
    );
  });
});
