import { ecefToGeodetic, transformPoint } from "../geo/index.ts";
import type { ModelParts, PartGeometry, Vector3 } from "../tiles/index.ts";
import type { DrawnExtent } from "./placement/index.ts";

/** Least x, y, z, greatest x, y, z. */
const BOX_NUMBERS = 6;

/** What is drawn of a model, metres in its own frame. */
export interface DrawnBounds {
  /** {@link BOX_NUMBERS} a product row, round all of it and at times a little more; NaN where nothing is drawn. */
  readonly boundsM: Float64Array;
  /** Round everything; undefined for a model that shows nothing. */
  readonly extent: DrawnExtent | undefined;
}

/** Boxes of the products, from the boxes of their parts. @param rowOf Row of a product by the number its parts have. */
export function findDrawnBounds(
  parts: ModelParts,
  rows: number,
  rowOf: (partId: number) => number | undefined,
): DrawnBounds {
  const boundsM = new Float64Array(BOX_NUMBERS * rows).fill(Number.NaN);
  const widen = (row: number, k: number, value: number) => {
    const [low, high] = [BOX_NUMBERS * row + k, BOX_NUMBERS * row + 3 + k];
    // Written so that the first value replaces NaN.
    if (!((boundsM[low] as number) <= value)) boundsM[low] = value;
    if (!((boundsM[high] as number) >= value)) boundsM[high] = value;
  };
  const boxes = parts.geometries.map(boxOf);
  parts.partIds.forEach((id, part) => {
    const row = rowOf(id);
    const box = boxes[parts.geometryRows[part] as number] as readonly number[];
    if (row === undefined || !((box[0] as number) <= (box[3] as number))) return;
    const at = (k: number) => parts.matrices[16 * part + k] as number;
    for (let k = 0; k < 3; k++) {
      let [low, high] = [
        at(12 + k) + (parts.originM[k] as number),
        at(12 + k) + (parts.originM[k] as number),
      ];
      for (let axis = 0; axis < 3; axis++) {
        const a = at(4 * axis + k) * (box[axis] as number);
        const b = at(4 * axis + k) * (box[axis + 3] as number);
        low += Math.min(a, b);
        high += Math.max(a, b);
      }
      widen(row, k, low);
      widen(row, k, high);
    }
  });
  for (const { partId, points, radiusM } of parts.axes) {
    const row = rowOf(partId);
    if (row === undefined) continue;
    points.forEach((value, index) => {
      const k = index % 3;
      widen(row, k, value + (parts.originM[k] as number) - radiusM);
      widen(row, k, value + (parts.originM[k] as number) + radiusM);
    });
  }
  return { boundsM, extent: joinBounds(boundsM, parts.originM) };
}

function joinBounds(boundsM: Float64Array, middle: Vector3): DrawnExtent | undefined {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let at = 0; at < boundsM.length; at += BOX_NUMBERS) {
    if (Number.isNaN(boundsM[at])) continue;
    for (const k of [0, 1, 2] as const) {
      min[k] = Math.min(min[k], boundsM[at + k] as number);
      max[k] = Math.max(max[k], boundsM[at + 3 + k] as number);
    }
  }
  return min[0] <= max[0] ? { min, max, middle } : undefined;
}

function boxOf({ positions }: PartGeometry): readonly number[] {
  const box = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i++) {
    const [k, value] = [i % 3, positions[i] as number];
    if (value < (box[k] as number)) box[k] = value;
    if (value > (box[3 + k] as number)) box[3 + k] = value;
  }
  return box;
}

/** West, south, east, north, degrees, of a box that stands on the earth. */
export function boxOnEarth(
  { min, max }: Pick<DrawnExtent, "min" | "max">,
  modelToEcef: Float64Array,
): [west: number, south: number, east: number, north: number] {
  const corners = [min[0], max[0]].flatMap((x) =>
    [min[1], max[1]].map((y) => ecefToGeodetic(transformPoint(modelToEcef, [x, y, min[2]]))),
  );
  const lons = corners.map(({ lonDeg }) => lonDeg);
  const lats = corners.map(({ latDeg }) => latDeg);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
