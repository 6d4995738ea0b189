import type { Vector3 } from "../../../tiles/index.ts";

/** Sixteen doubles, column-major: three axes and an origin. */
export type Matrix4 = Float64Array;

export const IDENTITY: Matrix4 = Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);

/** The frame with these axes and this origin. */
export function frameMatrix(x: Vector3, y: Vector3, z: Vector3, origin: Vector3): Matrix4 {
  return Float64Array.of(...x, 0, ...y, 0, ...z, 0, ...origin, 1);
}

/** `a` · `b`: first `b`, then `a`. */
export function multiply(a: Matrix4, b: Matrix4): Matrix4 {
  const product = new Float64Array(16);
  for (let column = 0; column < 4; column++) {
    for (let row = 0; row < 4; row++) {
      let sum = 0;
      for (let k = 0; k < 4; k++) sum += (a[4 * k + row] as number) * (b[4 * column + k] as number);
      product[4 * column + row] = sum;
    }
  }
  return product;
}

/** A point taken through a frame. */
export function transformPoint(m: Matrix4, [x, y, z]: Vector3): Vector3 {
  const along = (row: number) =>
    (m[row] as number) * x +
    (m[4 + row] as number) * y +
    (m[8 + row] as number) * z +
    (m[12 + row] as number);
  return [along(0), along(1), along(2)];
}

/** The way back from a frame whose axes are at right angles and of length 1. */
export function invertRigid(m: Matrix4): Matrix4 {
  const at = (k: number) => m[k] as number;
  const back = (column: number) =>
    -(at(4 * column) * at(12) + at(4 * column + 1) * at(13) + at(4 * column + 2) * at(14));
  return Float64Array.of(
    ...[at(0), at(4), at(8), 0],
    ...[at(1), at(5), at(9), 0],
    ...[at(2), at(6), at(10), 0],
    ...[back(0), back(1), back(2), 1],
  );
}
