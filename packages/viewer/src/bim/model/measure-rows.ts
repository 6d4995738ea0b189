import type { MergedMesh } from "./inspected-model.ts";

/** Numbers of a box: least x, y, z, greatest x, y, z. */
const BOX_NUMBERS = 6;

/** Boxes round what a mesh draws of each row, in the mesh's own frame, metres; NaN where it draws nothing. O(triangles). */
export function measureRows({ positions, indices, starts }: MergedMesh): Float32Array {
  const bounds = new Float32Array(BOX_NUMBERS * (starts.length - 1)).fill(Number.NaN);
  for (let row = 0; row + 1 < starts.length; row++) {
    const [from, to] = [starts[row] as number, starts[row + 1] as number];
    if (from === to) continue;
    let [x0, y0, z0] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    let [x1, y1, z1] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let at = from; at < to; at++) {
      const vertex = 3 * (indices[at] as number);
      const x = positions[vertex] as number;
      const y = positions[vertex + 1] as number;
      const z = positions[vertex + 2] as number;
      if (x < x0) x0 = x;
      if (x > x1) x1 = x;
      if (y < y0) y0 = y;
      if (y > y1) y1 = y;
      if (z < z0) z0 = z;
      if (z > z1) z1 = z;
    }
    const box = BOX_NUMBERS * row;
    bounds[box] = x0;
    bounds[box + 1] = y0;
    bounds[box + 2] = z0;
    bounds[box + 3] = x1;
    bounds[box + 4] = y1;
    bounds[box + 5] = z1;
  }
  return bounds;
}
