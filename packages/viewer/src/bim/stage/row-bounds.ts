/** Numbers of a box: least x, y, z, greatest x, y, z. */
const BOX_NUMBERS = 6;

/** A box: least x, y, z, greatest x, y, z; stage's frame, metres. */
export type StageBox = readonly [number, number, number, number, number, number];

/**
 * Boxes of rows in the stage's frame, float64; NaN where nothing is drawn. Of a model that stands turned each is the upright
 * box round the turned one: wider than what is drawn, never narrower.
 *
 * @param meshes Boxes of a model's meshes in its own frame, metres, see `BoundedMesh`; a row may be in several.
 * @param toStage The model's frame → the stage's, column-major.
 */
export function placeBounds(
  rowCount: number,
  meshes: Iterable<Float32Array>,
  toStage: ArrayLike<number>,
): Float64Array {
  const bounds = new Float64Array(BOX_NUMBERS * rowCount).fill(Number.NaN);
  const place = isMoveOnly(toStage) ? moveBox : turnBox;
  const placed = new Float64Array(BOX_NUMBERS);
  for (const own of meshes) {
    for (let box = 0; box < own.length; box += BOX_NUMBERS) {
      if (Number.isNaN(own[box])) continue;
      place(placed, own, box, toStage);
      for (let k = 0; k < 3; k++) {
        const [low, high] = [placed[k] as number, placed[3 + k] as number];
        // Written so that NaN, which nothing is less than, is replaced.
        if (!((bounds[box + k] as number) <= low)) bounds[box + k] = low;
        if (!((bounds[box + 3 + k] as number) >= high)) bounds[box + 3 + k] = high;
      }
    }
  }
  return bounds;
}

/** Whether a matrix neither turns nor scales: that of the first model, and of those that share its coordinates. */
function isMoveOnly(matrix: ArrayLike<number>): boolean {
  return [0, 1, 2, 4, 5, 6, 8, 9, 10].every((at) => matrix[at] === (at % 5 === 0 ? 1 : 0));
}

type PlaceBox = (placed: Float64Array, own: Float32Array, box: number, toStage: ArrayLike<number>) => void;

const moveBox: PlaceBox = (placed, own, box, toStage) => {
  for (let k = 0; k < 3; k++) {
    const move = toStage[12 + k] as number;
    placed[k] = (own[box + k] as number) + move;
    placed[3 + k] = (own[box + 3 + k] as number) + move;
  }
};

const turnBox: PlaceBox = (placed, own, box, toStage) => {
  for (let k = 0; k < 3; k++) {
    let [low, high] = [toStage[12 + k] as number, toStage[12 + k] as number];
    for (let j = 0; j < 3; j++) {
      const factor = toStage[4 * j + k] as number;
      const [a, b] = [factor * (own[box + j] as number), factor * (own[box + 3 + j] as number)];
      low += Math.min(a, b);
      high += Math.max(a, b);
    }
    placed[k] = low;
    placed[3 + k] = high;
  }
};

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
