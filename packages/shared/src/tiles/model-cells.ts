import { MAX_FEATURES_PER_TILE } from "./feature-cells.ts";
import { BOX_NUMBERS, type ModelFeatures } from "./model-features.ts";
import { selectNth } from "./select-nth.ts";

/** A tile of more would be slow to fetch and to drop: some 2 MB on the GPU. */
const MAX_TRIANGLES_PER_TILE = 120_000;

/** Features whose box is shorter than this across wait until the eye is near enough for it to count, metres. */
export const SMALL_BELOW_M = 2;

/** Fewer triangles of small features than this are not worth a tile of their own: a file costs 2 kB and a request. */
const MIN_SMALL_TRIANGLES = 10_000;

/** Features that lie together: either a tile's, or two halves. Rows of {@link ModelFeatures}. */
export type ModelCell =
  | {
      /** Digits from the whole: 0 the lower half of the longest side, 1 the other. */
      readonly path: string;
      readonly members: Uint32Array;
      /** Seen from near only; absent where all are drawn together. */
      readonly small?: Uint32Array;
    }
  | { readonly path: string; readonly halves: readonly [ModelCell, ModelCell] };

/** Cuts rows across the longest side of what they span until each cell is a tile's worth. Reorders `rows`. */
export function buildModelCells(model: ModelFeatures, rows: Uint32Array, path = ""): ModelCell {
  const triangles = rows.reduce((sum, row) => sum + (model.triangles[row] as number), 0);
  const isTileful = rows.length <= MAX_FEATURES_PER_TILE && triangles <= MAX_TRIANGLES_PER_TILE;
  if (isTileful || rows.length === 1) return { path, ...splitBySize(model, rows) };
  const axis = longestAxis(model, rows);
  const half = rows.length >> 1;
  selectNth(rows, half, (row) => middleOf(model, row, axis));
  return {
    path,
    halves: [
      buildModelCells(model, rows.subarray(0, half), `${path}0`),
      buildModelCells(model, rows.subarray(half), `${path}1`),
    ],
  };
}

function splitBySize(
  model: ModelFeatures,
  rows: Uint32Array,
): { readonly members: Uint32Array; readonly small?: Uint32Array } {
  const sorted = rows.toSorted();
  const small = sorted.filter((row) => diagonalOf(model, row) < SMALL_BELOW_M);
  const triangles = small.reduce((sum, row) => sum + (model.triangles[row] as number), 0);
  if (triangles < MIN_SMALL_TRIANGLES || small.length === rows.length) return { members: sorted };
  return { members: sorted.filter((row) => diagonalOf(model, row) >= SMALL_BELOW_M), small };
}

const low = ({ boxes }: ModelFeatures, row: number, k: number) => boxes[BOX_NUMBERS * row + k] as number;
const high = ({ boxes }: ModelFeatures, row: number, k: number) => boxes[BOX_NUMBERS * row + 3 + k] as number;
const middleOf = (model: ModelFeatures, row: number, k: number) =>
  (low(model, row, k) + high(model, row, k)) / 2;
const diagonalOf = (model: ModelFeatures, row: number) =>
  Math.hypot(...[0, 1, 2].map((k) => high(model, row, k) - low(model, row, k)));

function longestAxis(model: ModelFeatures, rows: Uint32Array): number {
  const spans = [0, 1, 2].map((k) => {
    let [least, greatest] = [Infinity, -Infinity];
    for (const row of rows) {
      least = Math.min(least, middleOf(model, row, k));
      greatest = Math.max(greatest, middleOf(model, row, k));
    }
    return greatest - least;
  });
  return spans.indexOf(Math.max(...spans));
}
