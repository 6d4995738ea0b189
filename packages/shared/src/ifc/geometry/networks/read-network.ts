import { argumentAt, tuplesAt } from "../../step/index.ts";
import { type RecordReader, refOf } from "../curves/record-reader.ts";

/** Type of the item, as the file writes it. */
export const NETWORK_TYPE = "IFCTRIANGULATEDIRREGULARNETWORK";

/** A surface of triangles: the ground before or after works, a layer of soil. */
export interface Network {
  /** x, y, z of each point, in the item's frame and the file's unit. */
  readonly points: Float64Array;
  /** Three points a triangle, from 0, counter-clockwise seen from above; only those that are shown. */
  readonly corners: Uint32Array;
  /** What number each triangle shown has in the file, from 0: its colour is listed under it. */
  readonly numbers: Uint32Array;
}

/** Positions in IfcTriangulatedIrregularNetwork; CoordIndex has the same in IFC4, where Normals came before Closed. */
const COORDINATES = 0;
const COORD_INDEX = 3;
const PN_INDEX = 4;
const FLAGS = 5;

/**
 * Reads an IfcTriangulatedIrregularNetwork. Triangles with a negative flag (−2 a void, −1 a hole) are left out, as is a
 * triangle that lacks a flag not: other flags mark breaklines, which change nothing of the surface.
 *
 * Source: ISO 16739-1:2024, IfcTriangulatedIrregularNetwork, IfcTriangulatedFaceSet.
 *
 * @returns Undefined where its lists cannot be read or name points that are not there. Points may be NaN.
 */
export function readNetwork({ file, argumentsOf }: RecordReader, id: number): Network | undefined {
  const tuples = (record: number, position: number, width: number) => {
    const row = file.rowOf(record);
    if (row < 0) return undefined;
    return tuplesAt(file, argumentAt(file, row, position), file.ends[row] as number, width);
  };
  const points = tuples(refOf(argumentsOf(id)[COORDINATES]), 0, 3);
  const coordIndex = tuples(id, COORD_INDEX, 3);
  const pnIndex = tuples(id, PN_INDEX, 1);
  const flags = tuples(id, FLAGS, 1);
  if (!points || !coordIndex) return undefined;
  const isShown = (triangle: number) => !((flags?.[triangle] ?? 0) < 0);
  const numbers = Uint32Array.from({ length: coordIndex.length / 3 }, (_, triangle) => triangle).filter(
    isShown,
  );
  const corners = new Uint32Array(3 * numbers.length);
  for (let k = 0; k < corners.length; k++) {
    const listed = coordIndex[3 * (numbers[(k / 3) | 0] as number) + (k % 3)] as number;
    const point = (pnIndex ? (pnIndex[listed - 1] ?? 0) : listed) - 1;
    if (!(point >= 0 && 3 * point < points.length)) return undefined;
    corners[k] = point;
  }
  return { points, corners, numbers };
}
