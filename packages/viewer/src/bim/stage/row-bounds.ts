import type { MergedMesh } from "../model/inspected-model.ts";

/** Numbers of a box: least x, y, z, greatest x, y, z. */
const BOX_NUMBERS = 6;

/** A box: least x, y, z, greatest x, y, z; stage's frame, metres. */
export type StageBox = readonly [number, number, number, number, number, number];

/** Boxes round what many rows draw, NaN where nothing is drawn. */
export function createBounds(rowCount: number): Float64Array {
  return new Float64Array(BOX_NUMBERS * rowCount).fill(Number.NaN);
}

/**
 * Widens each row's box by what a mesh draws of it.
 *
 * @param toStage Mesh's coordinates → those of the boxes, column-major.
 */
export function widenBounds(bounds: Float64Array, mesh: MergedMesh, toStage: ArrayLike<number>): void {
  const { positions, indices, starts } = mesh;
  const m = (at: number) => toStage[at] as number;
  for (let row = 0; row + 1 < starts.length; row++) {
    const box = BOX_NUMBERS * row;
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at++) {
      const vertex = 3 * (indices[at] as number);
      const [x, y, z] = [
        positions[vertex] as number,
        positions[vertex + 1] as number,
        positions[vertex + 2] as number,
      ];
      for (let k = 0; k < 3; k++) {
        const value = m(k) * x + m(4 + k) * y + m(8 + k) * z + m(12 + k);
        // Written so that NaN, which nothing is less than, is replaced.
        if (!((bounds[box + k] as number) <= value)) bounds[box + k] = value;
        if (!((bounds[box + 3 + k] as number) >= value)) bounds[box + 3 + k] = value;
      }
    }
  }
}

/** The box round those of `rows`, or round all; undefined where none draws anything. */
export function uniteBounds(
  bounds: Float64Array,
  rows: Iterable<number> = Array(bounds.length / BOX_NUMBERS).keys(),
): StageBox | undefined {
  const box: [number, number, number, number, number, number] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const row of rows) {
    const at = BOX_NUMBERS * row;
    if (!(at + 5 < bounds.length) || Number.isNaN(bounds[at])) continue;
    for (let k = 0; k < 3; k++) {
      box[k] = Math.min(box[k] as number, bounds[at + k] as number);
      box[k + 3] = Math.max(box[k + 3] as number, bounds[at + 3 + k] as number);
    }
  }
  return box[0] <= box[3] ? box : undefined;
}

/** The box round all; undefined where there is none. */
export function joinBoxes(boxes: readonly (StageBox | undefined)[]): StageBox | undefined {
  const known = boxes.filter((box) => box !== undefined);
  const [first, ...others] = known;
  return first && others.reduce(joinTwo, first);
}

function joinTwo(a: StageBox, b: StageBox): StageBox {
  return [
    Math.min(a[0], b[0]),
    Math.min(a[1], b[1]),
    Math.min(a[2], b[2]),
    Math.max(a[3], b[3]),
    Math.max(a[4], b[4]),
    Math.max(a[5], b[5]),
  ];
}
