import type { DecodedTile } from "./decode-model-tile.ts";
import type { MergedMesh } from "./inspected-model.ts";

/**
 * One mesh of many tiles, its triangles sorted by row: a counting sort, O(triangles + rows). Vertices stay in the order of
 * the tiles.
 *
 * @param rowCount Elements of the table.
 * @param originM Origin of the tiles' frame in the model's, metres.
 */
export function mergeTiles(
  tiles: readonly DecodedTile[],
  rowCount: number,
  originM: MergedMesh["originM"],
): MergedMesh {
  const vertices = tiles.reduce((sum, { rows }) => sum + rows.length, 0);
  const positions = new Float32Array(3 * vertices);
  const colours = new Uint8Array(4 * vertices);
  const rows = new Uint32Array(vertices);
  const starts = countByRow(tiles, rowCount);
  const next = starts.slice(0, rowCount);
  const indices = new Uint32Array(starts[rowCount] as number);
  let first = 0;
  for (const tile of tiles) {
    positions.set(tile.positions, 3 * first);
    colours.set(tile.colours, 4 * first);
    rows.set(tile.rows, first);
    for (let at = 0; at < tile.indices.length; at += 3) {
      const row = tile.rows[tile.indices[at] as number] as number;
      const to = next[row] as number;
      for (let k = 0; k < 3; k++) indices[to + k] = first + (tile.indices[at + k] as number);
      next[row] = to + 3;
    }
    first += tile.rows.length;
  }
  return { positions, colours, rows, indices, starts, originM };
}

function countByRow(tiles: readonly DecodedTile[], rowCount: number): Uint32Array {
  const starts = new Uint32Array(rowCount + 1);
  for (const { rows, indices } of tiles) {
    for (let at = 0; at < indices.length; at += 3) {
      const row = rows[indices[at] as number] as number;
      starts[row + 1] = (starts[row + 1] as number) + 3;
    }
  }
  for (let row = 0; row < rowCount; row++)
    starts[row + 1] = (starts[row + 1] as number) + (starts[row] as number);
  return starts;
}
