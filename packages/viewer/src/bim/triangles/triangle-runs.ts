import type { MergedMesh } from "../model/inspected-model.ts";

/** Triangles a box stands for: small enough that a plane passes most of a terrain by, large enough to be few. */
const MAX_RUN_TRIANGLES = 128;

/**
 * Boxes round consecutive triangles of one element: all of a small one's, pieces of a large one's. In order of their
 * indices, so of their rows.
 */
export interface TriangleRuns {
  readonly count: number;
  /** Element of each run. */
  readonly rows: Uint32Array;
  /** Run `r` has the indices from `starts[r]` to `starts[r + 1]`. */
  readonly starts: Uint32Array;
  /** Least x, y, z, greatest x, y, z of each run, in the mesh's own coordinates, metres. */
  readonly boxesM: Float32Array;
}

/** Cuts the elements of a mesh into runs. O(indices), once a mesh. */
export function runsOf({ positions, indices, starts }: MergedMesh): TriangleRuns {
  const rows: number[] = [];
  const runStarts: number[] = [0];
  for (let row = 0; row + 1 < starts.length; row++) {
    const end = starts[row + 1] as number;
    for (let at = starts[row] as number; at < end; at += 3 * MAX_RUN_TRIANGLES) {
      rows.push(row);
      runStarts.push(Math.min(at + 3 * MAX_RUN_TRIANGLES, end));
    }
  }
  const boxesM = new Float32Array(6 * rows.length);
  for (let run = 0; run < rows.length; run++) {
    boxIndices(positions, indices, runStarts[run] as number, runStarts[run + 1] as number, boxesM, 6 * run);
  }
  return { count: rows.length, rows: Uint32Array.from(rows), starts: Uint32Array.from(runStarts), boxesM };
}

/** Writes the box round the vertices that `indices[from..to)` name at `boxes[at]`. */
function boxIndices(
  positions: Float32Array,
  indices: Uint32Array,
  from: number,
  to: number,
  boxes: Float32Array,
  at: number,
): void {
  boxes.fill(Infinity, at, at + 3);
  boxes.fill(-Infinity, at + 3, at + 6);
  for (let index = from; index < to; index++) {
    const vertex = 3 * (indices[index] as number);
    for (let axis = 0; axis < 3; axis++) {
      const value = positions[vertex + axis] as number;
      if (value < (boxes[at + axis] as number)) boxes[at + axis] = value;
      if (value > (boxes[at + 3 + axis] as number)) boxes[at + 3 + axis] = value;
    }
  }
}
