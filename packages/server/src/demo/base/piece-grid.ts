import type { PlanePoint } from "../model/index.ts";
import { createPlaneGrid, type PlaneGrid } from "../model/plane-grid.ts";
import { boundsOf } from "../model/plane-shapes.ts";

/** A straight piece of a line. */
export type Piece = readonly [PlanePoint, PlanePoint];

/** The pieces of some open lines, found again by where they are. */
export function gridOfPieces(lines: readonly (readonly PlanePoint[])[], cellM: number): PlaneGrid<Piece> {
  const grid = createPlaneGrid<Piece>(cellM);
  for (const line of lines) {
    for (const [i, b] of line.entries()) {
      const a = line[i - 1];
      if (a) grid.add([a, b], boundsOf([a, b]));
    }
  }
  return grid;
}
