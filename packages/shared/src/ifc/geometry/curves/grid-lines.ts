import type { Vector3 } from "../../../tiles/index.ts";
import { curvePoints } from "./curve-points.ts";
import type { FileUnits } from "./file-units.ts";
import { type RecordReader, refOf, refsOf } from "./record-reader.ts";

/** Positions of UAxes, VAxes and WAxes in IfcGrid. */
const AXES = [7, 8, 9];

/** The axes of an IfcGrid, in its own frame and the file's unit. */
export function gridLines(reader: RecordReader, grid: number, units: FileUnits): Vector3[][] {
  const values = reader.argumentsOf(grid);
  const axes = AXES.flatMap((at) => refsOf(values[at]));
  return axes.flatMap((axis) => {
    const line = curvePoints(reader, refOf(reader.argumentsOf(axis)[1]), units);
    return line ? [line] : [];
  });
}
