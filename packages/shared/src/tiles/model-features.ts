import type { ModelAxis, ModelFeature, ModelParts, PartGeometry } from "./model-parts.ts";

/** Numbers of a box: least x, y, z, greatest x, y, z. */
export const BOX_NUMBERS = 6;

/** A model's features in rows, in the order in which their first part came; each with what it consists of. */
export interface ModelFeatures {
  readonly features: readonly ModelFeature[];
  /** Parts of row `r`: `partOrder` from `partStarts[r]` to `partStarts[r + 1]`. */
  readonly partStarts: Uint32Array;
  readonly partOrder: Uint32Array;
  readonly axes: readonly (readonly ModelAxis[])[];
  /** {@link BOX_NUMBERS} a row, metres in the parts' frame. Round all of the feature, and at times more. */
  readonly boxes: Float64Array;
  /** How many triangles its parts have. Tubes are not counted: they are few. */
  readonly triangles: Uint32Array;
}

/**
 * Sorts parts by the feature they belong to. Parts of what `featureOf` does not know are left out: the caller counts
 * them.
 */
export function groupParts(
  parts: ModelParts,
  featureOf: (partId: number) => ModelFeature | undefined,
): ModelFeatures {
  const rowOf = new Map<number, number>();
  const features: ModelFeature[] = [];
  const rowFor = (partId: number): number => {
    const known = rowOf.get(partId);
    if (known !== undefined) return known;
    const feature = featureOf(partId);
    const row = feature ? features.push(feature) - 1 : -1;
    rowOf.set(partId, row);
    return row;
  };
  const partRows = Int32Array.from(parts.partIds, rowFor);
  const axisRows = parts.axes.map((axis) => rowFor(axis.partId));
  const axes: ModelAxis[][] = features.map(() => []);
  const boxes = new Float64Array(BOX_NUMBERS * features.length).map((_, at) =>
    at % BOX_NUMBERS < 3 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY,
  );
  const triangles = new Uint32Array(features.length);
  const localBoxes = parts.geometries.map(boxOf);
  partRows.forEach((row, part) => {
    if (row < 0) return;
    const geometryRow = parts.geometryRows[part] as number;
    const localBox = localBoxes[geometryRow] as Float64Array;
    addPlacedBox(boxes, row, localBox, parts.matrices.subarray(16 * part, 16 * part + 16));
    triangles[row] =
      (triangles[row] as number) + (parts.geometries[geometryRow] as PartGeometry).indices.length / 3;
  });
  parts.axes.forEach((axis, index) => {
    const row = axisRows[index] as number;
    if (row < 0) return;
    axes[row]?.push(axis);
    addAxisBox(boxes, row, axis);
  });
  return { features, ...sortByRow(partRows, features.length), axes, boxes, triangles };
}

/** Counting sort: stable, O(parts). */
function sortByRow(partRows: Int32Array, rows: number): Pick<ModelFeatures, "partStarts" | "partOrder"> {
  const partStarts = new Uint32Array(rows + 1);
  for (const row of partRows) if (row >= 0) partStarts[row + 1] = (partStarts[row + 1] as number) + 1;
  for (let row = 0; row < rows; row++) {
    partStarts[row + 1] = (partStarts[row + 1] as number) + (partStarts[row] as number);
  }
  const next = partStarts.slice(0, rows);
  const partOrder = new Uint32Array(partStarts[rows] as number);
  partRows.forEach((row, part) => {
    if (row < 0) return;
    const at = next[row] as number;
    partOrder[at] = part;
    next[row] = at + 1;
  });
  return { partStarts, partOrder };
}

function boxOf({ positions }: PartGeometry): Float64Array {
  const box = Float64Array.of(Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity);
  for (let at = 0; at < positions.length; at += 3) {
    for (let k = 0; k < 3; k++) {
      const value = positions[at + k] as number;
      if (value < (box[k] as number)) box[k] = value;
      if (value > (box[3 + k] as number)) box[3 + k] = value;
    }
  }
  return box;
}

/** Widens a row's box by a placed one: the upright box round the turned one. Arvo, Graphics Gems, 1990. */
function addPlacedBox(boxes: Float64Array, row: number, local: Float64Array, matrix: Float64Array): void {
  for (let k = 0; k < 3; k++) {
    let middle = matrix[12 + k] as number;
    let reach = 0;
    for (let axis = 0; axis < 3; axis++) {
      const factor = matrix[4 * axis + k] as number;
      const [low, high] = [local[axis] as number, local[3 + axis] as number];
      middle += (factor * (low + high)) / 2;
      reach += (Math.abs(factor) * (high - low)) / 2;
    }
    widen(boxes, BOX_NUMBERS * row, k, middle - reach, middle + reach);
  }
}

function addAxisBox(boxes: Float64Array, row: number, { points, radiusM }: ModelAxis): void {
  points.forEach((value, index) => {
    widen(boxes, BOX_NUMBERS * row, index % 3, value - radiusM, value + radiusM);
  });
}

function widen(boxes: Float64Array, at: number, k: number, low: number, high: number): void {
  if (low < (boxes[at + k] as number)) boxes[at + k] = low;
  if (high > (boxes[at + 3 + k] as number)) boxes[at + 3 + k] = high;
}
