import type { Piece } from "./piece-geometry.ts";

/** Side of a cell, metres. */
const CELL_M = 16;

/** Finds pieces near a piece without looking at all of them. */
export interface PieceIndex {
  /** Indices of the pieces whose outer walls may lie within reach of this one's in plan; each once, in no order. */
  near(piece: Piece): readonly number[];
}

/**
 * Puts pieces into the cells of a square grid. Cost: O(pieces) for pieces of some tens of metres, longer ones by their
 * length.
 *
 * @param reachM Largest distance between outer walls that anybody asks about, metres.
 */
export function createPieceIndex(pieces: readonly Piece[], reachM: number): PieceIndex {
  const cells = new Map<number, number[]>();
  for (const [index, piece] of pieces.entries()) {
    for (const key of cellsOf(piece, reachM / 2)) {
      const cell = cells.get(key);
      if (cell) cell.push(index);
      else cells.set(key, [index]);
    }
  }
  const seen = new Int32Array(pieces.length);
  let query = 0;
  return {
    near(piece) {
      query += 1;
      const found: number[] = [];
      for (const key of cellsOf(piece, reachM / 2)) {
        for (const index of cells.get(key) ?? []) {
          if (seen[index] === query) continue;
          seen[index] = query;
          found.push(index);
        }
      }
      return found;
    },
  };
}

/** Cells that a piece widened by `marginM` may touch: the boxes of its parts, none longer than a cell. */
function cellsOf(piece: Piece, marginM: number): ReadonlySet<number> {
  const keys = new Set<number>();
  const parts = Math.ceil(piece.lengthM / CELL_M);
  const widthM = piece.halfWidthM + marginM;
  const at = (axis: 0 | 1, part: number) =>
    piece.from[axis] + ((piece.to[axis] - piece.from[axis]) * part) / parts;
  for (let part = 0; part < parts; part++) {
    const [west, east] = range(at(0, part), at(0, part + 1), widthM);
    const [south, north] = range(at(1, part), at(1, part + 1), widthM);
    for (let column = west; column <= east; column++)
      for (let row = south; row <= north; row++) keys.add(column * COLUMNS + row);
  }
  return keys;
}

/** More rows than a city has, so that each cell has a number of its own. */
const COLUMNS = 2 ** 20;

function range(a: number, b: number, widthM: number): [first: number, last: number] {
  return [Math.floor((Math.min(a, b) - widthM) / CELL_M), Math.floor((Math.max(a, b) + widthM) / CELL_M)];
}
