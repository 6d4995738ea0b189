import type { ModelAxis, ModelParts, PartGeometry } from "../../tiles/index.ts";
import { multiply } from "./curves/index.ts";
import { VERTEX_NUMBERS, weldGeometry } from "./weld.ts";

const FIRST_PARTS = 256;
const NON_FINITE = 0x7f800000;

/** Collects parts in columns; geometry that was there before is kept once. */
export interface PartColumns {
  /**
   * Row of a geometry, or −1 where one of its coordinates is not a number.
   *
   * web-ifc's number of a geometry alone does not tell it: an item that two elements share, one of them with an opening
   * cut out, comes twice under one number with different triangles (seen in `ifcopenhouse_ifc4`). So its corners are
   * compared too, which costs only what is repeated.
   *
   * @param vertexData Six floats a vertex; read, not kept.
   */
  addGeometry(number: number, vertexData: Float32Array, indexData: Uint32Array): number;
  /** @returns False, and nothing added, where a number of the place is not finite. */
  addPart(id: number, geometryRow: number, place: PartPlace, colour: PartColour): boolean;
  /**
   * Adds a mesh of ours: a geometry kept once however often the same object is added.
   *
   * @param matrix Sixteen numbers, column-major: geometry → metres in the model's frame, z up.
   * @returns False, and nothing added, where a number of the place is not finite.
   */
  addMesh(id: number, geometry: PartGeometry, matrix: Float64Array, colour: readonly number[]): boolean;
  /** The columns at their own length, moved so that they lie round their middle. The collector is spent. */
  take(axes?: readonly ModelAxis[]): ModelParts;
}

/** Where web-ifc puts a part. */
export interface PartPlace {
  /** Sixteen numbers, column-major, geometry → metres with y up. */
  readonly flat: ArrayLike<number>;
  /** What to multiply before it once z is up. */
  readonly move: Float64Array | undefined;
}

/** Red, green, blue, opacity as web-ifc names them. */
export interface PartColour {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly w: number;
}

/** An empty collector. */
export function createPartColumns(): PartColumns {
  const geometries: PartGeometry[] = [];
  const rowsOf = new Map<number, number[]>();
  let partIds = new Uint32Array(FIRST_PARTS);
  let geometryRows = new Uint32Array(FIRST_PARTS);
  let matrices = new Float64Array(16 * FIRST_PARTS);
  let colours = new Float32Array(4 * FIRST_PARTS);
  let count = 0;
  const rowsOfOwn = new Map<PartGeometry, number>();
  const addRow = (id: number, geometryRow: number, matrix: Float64Array, colour: readonly number[]) => {
    if (!matrix.every(Number.isFinite)) return false;
    if (count === partIds.length) grow();
    matrices.set(matrix, 16 * count);
    partIds[count] = id;
    geometryRows[count] = geometryRow;
    colours.set(colour, 4 * count);
    count++;
    return true;
  };
  const grow = () => {
    partIds = new Uint32Array(partIds.buffer.transfer(2 * partIds.byteLength));
    geometryRows = new Uint32Array(geometryRows.buffer.transfer(2 * geometryRows.byteLength));
    matrices = new Float64Array(matrices.buffer.transfer(2 * matrices.byteLength));
    colours = new Float32Array(colours.buffer.transfer(2 * colours.byteLength));
  };
  return {
    addGeometry(number, vertexData, indexData) {
      const known = rowsOf.get(number) ?? [];
      const same = known.find((row) => isSame(geometries[row] as PartGeometry, vertexData, indexData));
      if (same !== undefined) return same;
      const geometry = weldGeometry(vertexData, indexData);
      if (!isFiniteThroughout(geometry.positions)) return -1;
      const row = geometries.push(geometry) - 1;
      rowsOf.set(number, [...known, row]);
      return row;
    },
    addPart(id, geometryRow, { flat, move }, { x, y, z, w }) {
      const upright = zUp(flat);
      return addRow(id, geometryRow, move ? multiply(move, upright) : upright, [x, y, z, w]);
    },
    addMesh(id, geometry, matrix, colour) {
      const row = rowsOfOwn.get(geometry) ?? geometries.push(geometry) - 1;
      rowsOfOwn.set(geometry, row);
      return addRow(id, row, matrix, colour);
    },
    take(axes = []) {
      const own = matrices.slice(0, 16 * count);
      const originM = middleOf(own, axes);
      for (let at = 0; at < own.length; at += 16) {
        for (const k of [0, 1, 2] as const) own[at + 12 + k] = (own[at + 12 + k] as number) - originM[k];
      }
      return {
        geometries,
        partIds: partIds.slice(0, count),
        geometryRows: geometryRows.slice(0, count),
        matrices: own,
        colours: colours.slice(0, 4 * count),
        axes: axes.map((axis) => ({
          ...axis,
          points: axis.points.map((value, index) => value - originM[(index % 3) as 0 | 1 | 2]),
        })),
        originM,
      };
    },
  };
}

/** y up → z up: x stays, z was −y, y becomes z. */
function zUp(flat: ArrayLike<number>): Float64Array {
  const matrix = new Float64Array(16);
  for (let column = 0; column < 16; column += 4) {
    matrix[column] = flat[column] as number;
    matrix[column + 1] = -(flat[column + 2] as number);
    matrix[column + 2] = flat[column + 1] as number;
    matrix[column + 3] = flat[column + 3] as number;
  }
  return matrix;
}

/** Whether each corner of each triangle lies where it lay when the geometry was welded, to the bit. */
function isSame(
  { positions, indices }: PartGeometry,
  vertexData: Float32Array,
  indexData: Uint32Array,
): boolean {
  if (indices.length !== indexData.length) return false;
  for (let k = 0; k < indices.length; k++) {
    const vertex = 3 * (indices[k] as number);
    const corner = VERTEX_NUMBERS * (indexData[k] as number);
    if (
      positions[vertex] !== vertexData[corner] ||
      positions[vertex + 1] !== vertexData[corner + 1] ||
      positions[vertex + 2] !== vertexData[corner + 2]
    ) {
      return false;
    }
  }
  return true;
}

function isFiniteThroughout(numbers: Float32Array): boolean {
  const words = new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length);
  return words.every((word) => (word & NON_FINITE) !== NON_FINITE);
}

/**
 * The median of where parts stand, whole metres: one part left at zero beside a model in survey coordinates does not pull
 * it halfway there, as the middle of a box would.
 */
function middleOf(matrices: Float64Array, axes: readonly ModelAxis[]): [number, number, number] {
  const medianOf = (k: 0 | 1 | 2): number => {
    const values = new Float64Array(matrices.length / 16 + axes.length);
    for (let part = 0; part < matrices.length / 16; part++)
      values[part] = matrices[16 * part + 12 + k] as number;
    axes.forEach((axis, index) => {
      values[matrices.length / 16 + index] = axis.points[k] as number;
    });
    return values.length === 0 ? 0 : Math.round(values.sort()[values.length >> 1] as number);
  };
  return [medianOf(0), medianOf(1), medianOf(2)];
}
