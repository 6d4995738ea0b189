import { enuToEcef } from "@shuicheng/shared/geo";
import { Matrix4 } from "cesium";
import type { ModelPlacing, ModelPose } from "../scene-contract.ts";

/** Model's frame (metres, z up) → ECEF for a model that stands so. */
function matrixOf({ lonDeg, latDeg, ellipsoidalHeightM, headingDeg, scale, anchorM }: ModelPose): Matrix4 {
  const headingRad = (headingDeg * Math.PI) / 180;
  const [cos, sin] = [scale * Math.cos(headingRad), scale * Math.sin(headingRad)];
  const [x, y, z] = anchorM;
  // Columns: the model's x, y and z axes in east, north, up; then where its origin comes to with the anchor in the middle.
  const local = [
    ...[cos, -sin, 0, 0],
    ...[sin, cos, 0, 0],
    ...[0, 0, scale, 0],
    ...[-(cos * x + sin * y), sin * x - cos * y, -scale * z, 1],
  ];
  const enu = Matrix4.fromArray([...enuToEcef({ lonDeg, latDeg, ellipsoidalHeightM })]);
  return Matrix4.multiply(enu, Matrix4.fromArray(local), new Matrix4());
}

/** ECEF → ECEF: takes a published model from where it stands to where a person wants it. */
export function placingMatrix({ from, to }: Pick<ModelPlacing, "from" | "to">): Matrix4 {
  const back = Matrix4.inverse(matrixOf(from), new Matrix4());
  return Matrix4.multiply(matrixOf(to), back, new Matrix4());
}
