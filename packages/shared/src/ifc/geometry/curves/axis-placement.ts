import type { Vector3 } from "../../../tiles/index.ts";
import { cross, dot, lengthOf, scale, subtract } from "../../../tiles/index.ts";
import { frameMatrix, IDENTITY, type Matrix4 } from "./matrix4.ts";
import { numberOr, type RecordReader, refOf, tripleOf } from "./record-reader.ts";

/**
 * Frame of an IfcAxis2Placement3D, IfcAxis2Placement2D, IfcAxis1Placement or IfcCartesianTransformationOperator, in the
 * file's unit. What is absent or not usable gets the value that the schema gives it when absent.
 *
 * Source: ISO 16739-1:2024, IfcBuildAxes, IfcBaseAxis, IfcFirstProjAxis.
 */
export function axisPlacement(reader: RecordReader, id: number): Matrix4 {
  const values = reader.argumentsOf(id);
  const direction = (at: number) => tripleOf(reader, refOf(values[at]));
  const location = tripleOf(reader, refOf(values[0])) ?? [0, 0, 0];
  switch (reader.typeOf(id)) {
    case "IFCAXIS2PLACEMENT3D":
      return frameFrom(location, direction(1), direction(2));
    case "IFCAXIS2PLACEMENT2D":
      return frameFrom(location, undefined, direction(1));
    case "IFCAXIS1PLACEMENT":
      return frameFrom(location, direction(1), undefined);
    case "IFCCARTESIANTRANSFORMATIONOPERATOR2D":
    case "IFCCARTESIANTRANSFORMATIONOPERATOR2DNONUNIFORM":
    case "IFCCARTESIANTRANSFORMATIONOPERATOR3D":
    case "IFCCARTESIANTRANSFORMATIONOPERATOR3DNONUNIFORM":
      return transformationOperator(reader, id);
    default:
      return IDENTITY;
  }
}

/** The frame at `location` whose z is `axis` and whose x lies as near to `towards` as can be. */
export function frameFrom(
  location: Vector3,
  axis: Vector3 | undefined,
  towards: Vector3 | undefined,
): Matrix4 {
  const z = unit(axis) ?? [0, 0, 1];
  const wanted = towards ?? [1, 0, 0];
  const spare: Vector3 = Math.abs(z[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0];
  const x = unit(across(wanted, z)) ?? (unit(across(spare, z)) as Vector3);
  return frameMatrix(x, cross(z, x), z, location);
}

/** `(Axis1, Axis2, LocalOrigin, Scale, [Axis3,] [Scale2, Scale3])`; scales are multiplied into the axes. */
function transformationOperator(reader: RecordReader, id: number): Matrix4 {
  const values = reader.argumentsOf(id);
  const is3d = reader.typeOf(id).includes("OPERATOR3D");
  const direction = (at: number) => unit(tripleOf(reader, refOf(values[at])));
  const origin = tripleOf(reader, refOf(values[2])) ?? [0, 0, 0];
  const scaleX = numberOr(values[3], 1);
  const [scaleY, scaleZ] = is3d
    ? [numberOr(values[5], scaleX), numberOr(values[6], scaleX)]
    : [numberOr(values[4], scaleX), scaleX];
  const z = (is3d ? direction(4) : undefined) ?? [0, 0, 1];
  const x = unit(across(direction(0) ?? [1, 0, 0], z)) ?? [1, 0, 0];
  const upright = cross(z, x);
  // Axis2 only says on which side y lies: a mirror.
  const second = direction(1);
  const y = second && dot(second, upright) < 0 ? scale(upright, -1) : upright;
  return frameMatrix(scale(x, scaleX), scale(y, scaleY), scale(z, scaleZ), origin);
}

/** The part of `a` at right angles to unit `z`. */
const across = (a: Vector3, z: Vector3): Vector3 => subtract(a, scale(z, dot(a, z)));

function unit(a: Vector3 | undefined): Vector3 | undefined {
  const length = a ? lengthOf(a) : 0;
  return a && length > 1e-12 ? scale(a, 1 / length) : undefined;
}
