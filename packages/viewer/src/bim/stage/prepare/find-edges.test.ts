import { describe, expect, it } from "vitest";
import { findEdges } from "./find-edges.ts";

/** Corners of a cube of 1 m, and its twelve triangles, two a side. */
const CUBE = {
  positions: Float32Array.from(Array.from({ length: 8 }, (_, c) => [c & 1, (c >> 1) & 1, c >> 2]).flat()),
  indices: Uint32Array.from([
    ...[0, 2, 1, 1, 2, 3],
    ...[4, 5, 6, 5, 7, 6],
    ...[0, 1, 4, 1, 5, 4],
    ...[2, 6, 3, 3, 6, 7],
    ...[0, 4, 2, 2, 4, 6],
    ...[1, 3, 5, 3, 7, 5],
  ]),
};

const lengths = (positions: Float32Array, edges: Uint32Array): number[] =>
  Array.from({ length: edges.length / 2 }, (_, at) => {
    const [a, b] = [3 * edges[2 * at]!, 3 * edges[2 * at + 1]!];
    return Math.hypot(...[0, 1, 2].map((k) => positions[a + k]! - positions[b + k]!));
  });

describe("findEdges", () => {
  it("finds the twelve edges of a cube and none of its diagonals", () => {
    const edges = findEdges({ ...CUBE, starts: Uint32Array.of(0, 36) });
    expect(lengths(CUBE.positions, edges)).toEqual(Array(12).fill(1));
  });

  it("draws where a face ends", () => {
    const indices = Uint32Array.from([0, 1, 2, 1, 3, 2]);
    const edges = findEdges({ positions: CUBE.positions, indices, starts: Uint32Array.of(0, 6) });
    expect(lengths(CUBE.positions, edges)).toEqual([1, 1, 1, 1]);
  });

  it("leaves the sides of a round pipe without lines along it", () => {
    const sides = 24;
    const positions = new Float32Array(6 * sides);
    const indices: number[] = [];
    for (let side = 0; side < sides; side++) {
      const angle = (2 * Math.PI * side) / sides;
      for (const end of [0, 1])
        positions.set([Math.cos(angle), Math.sin(angle), 5 * end], 6 * side + 3 * end);
      const next = (side + 1) % sides;
      indices.push(2 * side, 2 * next, 2 * side + 1, 2 * next, 2 * next + 1, 2 * side + 1);
    }
    const edges = findEdges({
      positions,
      indices: Uint32Array.from(indices),
      starts: Uint32Array.of(0, indices.length),
    });
    // Two rims, nothing else.
    expect(edges.length / 2).toBe(2 * sides);
  });

  it("does not join elements that touch", () => {
    const one = { ...CUBE, starts: Uint32Array.of(0, 18, 36) };
    const apart = findEdges(one);
    expect(apart.length).toBeGreaterThan(findEdges({ ...CUBE, starts: Uint32Array.of(0, 36) }).length);
  });
});
