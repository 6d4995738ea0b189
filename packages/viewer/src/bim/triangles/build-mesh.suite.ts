import type { MergedMesh } from "../model/inspected-model.ts";
import type { Triple } from "../stage/stage-contract.ts";
import { tripleAt } from "./triple.ts";

/** Some triangles of an element in one colour. */
export interface MeshPiece {
  /** x, y, z of each corner, metres. */
  readonly positions: ArrayLike<number>;
  readonly indices: ArrayLike<number>;
  /** Red, green, blue, opacity, 0 to 255. */
  readonly colour?: readonly number[];
}

/** Joins elements, each given by its pieces, to a merged mesh. */
export function buildMesh(elements: readonly (readonly MeshPiece[])[]): MergedMesh {
  const [positions, colours, rows, indices]: [number[], number[], number[], number[]] = [[], [], [], []];
  const starts = [0];
  elements.forEach((pieces, row) => {
    for (const piece of pieces) {
      const first = positions.length / 3;
      for (let at = 0; at < piece.positions.length; at++) positions.push(piece.positions[at] as number);
      for (let vertex = 0; vertex < piece.positions.length / 3; vertex++) {
        colours.push(...(piece.colour ?? [200, 200, 200, 255]));
        rows.push(row);
      }
      for (let at = 0; at < piece.indices.length; at++) indices.push(first + (piece.indices[at] as number));
    }
    starts.push(indices.length);
  });
  return {
    positions: Float32Array.from(positions),
    colours: Uint8Array.from(colours),
    rows: Uint32Array.from(rows),
    indices: Uint32Array.from(indices),
    starts: Uint32Array.from(starts),
    originM: [0, 0, 0],
  };
}

/** A box between two corners. */
export function boxPiece([x0, y0, z0]: Triple, [x1, y1, z1]: Triple, colour?: readonly number[]): MeshPiece {
  const positions = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((k) => [
    k & 1 ? x1 : x0,
    k & 2 ? y1 : y0,
    k & 4 ? z1 : z0,
  ]);
  const quads: readonly (readonly [number, number, number, number])[] = [
    [0, 2, 3, 1],
    [4, 5, 7, 6],
    [0, 1, 5, 4],
    [2, 6, 7, 3],
    [0, 4, 6, 2],
    [1, 3, 7, 5],
  ];
  const indices = quads.flatMap(([a, b, c, d]) => [a, b, c, a, c, d]);
  return { positions, indices, ...(colour ? { colour } : {}) };
}

/** The same faces seen from the other side. */
export const turnedOver = (piece: MeshPiece): MeshPiece => ({
  ...piece,
  indices: Array.from(piece.indices, (vertex, at) =>
    at % 3 === 0 ? vertex : (piece.indices[at % 3 === 1 ? at + 1 : at - 1] as number),
  ),
});

/** Each triangle with corners of its own: nothing is shared. */
export const unshared = (piece: MeshPiece): MeshPiece => ({
  ...piece,
  positions: Array.from(piece.indices).flatMap((vertex) => tripleAt(piece.positions, 3 * vertex)),
  indices: Array.from(piece.indices, (_, at) => at),
});

/** A piece with each corner moved. */
export const movedPiece = (piece: MeshPiece, move: (point: Triple) => Triple): MeshPiece => ({
  ...piece,
  positions: Array.from({ length: piece.positions.length / 3 }).flatMap((_, vertex) =>
    move(tripleAt(piece.positions, 3 * vertex)),
  ),
});

/**
 * A ball of triangles round the origin: rings of latitude.
 *
 * @param rings At least 2. @param sectors At least 3.
 */
export function ballPiece(radiusM: number, rings: number, sectors: number): MeshPiece {
  const positions = [0, 0, radiusM];
  for (let ring = 1; ring < rings; ring++) {
    const polar = (Math.PI * ring) / rings;
    for (let sector = 0; sector < sectors; sector++) {
      const turn = (2 * Math.PI * sector) / sectors;
      positions.push(
        radiusM * Math.sin(polar) * Math.cos(turn),
        radiusM * Math.sin(polar) * Math.sin(turn),
        radiusM * Math.cos(polar),
      );
    }
  }
  positions.push(0, 0, -radiusM);
  const at = (ring: number, sector: number) => 1 + (ring - 1) * sectors + (sector % sectors);
  const last = positions.length / 3 - 1;
  const indices: number[] = [];
  for (let sector = 0; sector < sectors; sector++) {
    indices.push(0, at(1, sector), at(1, sector + 1));
    for (let ring = 1; ring + 1 < rings; ring++) {
      const [a, b] = [at(ring, sector), at(ring, sector + 1)];
      const [c, d] = [at(ring + 1, sector), at(ring + 1, sector + 1)];
      indices.push(a, c, d, a, d, b);
    }
    indices.push(at(rings - 1, sector), last, at(rings - 1, sector + 1));
  }
  return { positions, indices };
}
