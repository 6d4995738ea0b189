import { type Ecef, type Geodetic, geodeticToEcef } from "./ecef.ts";

/** 4 × 4, column-major, float64: the order of 3D Tiles, glTF and WebGL. */
export type Matrix4 = Float64Array;

/** East, north, up at an origin: x east, y north, z up along the ellipsoid's normal, metres. */
export interface EnuFrame {
  readonly origin: Geodetic;
  /** Takes a point of the frame to ECEF. */
  readonly enuToEcef: Matrix4;
  /** Its inverse. */
  readonly ecefToEnu: Matrix4;
}

/** Builds the local east-north-up frame at `origin`. A rigid frame, not a projection: nothing is flattened. */
export function buildEnuFrame(origin: Geodetic): EnuFrame {
  const matrix = enuToEcef(origin);
  return { origin, enuToEcef: matrix, ecefToEnu: invertFrame(matrix) };
}

/** The ENU → ECEF matrix at `origin`. */
export function enuToEcef(origin: Geodetic): Matrix4 {
  const lonRad = (origin.lonDeg * Math.PI) / 180;
  const latRad = (origin.latDeg * Math.PI) / 180;
  const [sinLon, cosLon, sinLat, cosLat] = [
    Math.sin(lonRad),
    Math.cos(lonRad),
    Math.sin(latRad),
    Math.cos(latRad),
  ];
  return Float64Array.from([
    ...[-sinLon, cosLon, 0, 0],
    ...[-sinLat * cosLon, -sinLat * sinLon, cosLat, 0],
    ...[cosLat * cosLon, cosLat * sinLon, sinLat, 0],
    ...geodeticToEcef(origin),
    1,
  ]);
}

/** Inverts a matrix made of a rotation and a translation only. */
export function invertFrame(matrix: Matrix4): Matrix4 {
  const inverse = new Float64Array(16);
  inverse[15] = 1;
  for (let row = 0; row < 3; row++) {
    let offset = 0;
    for (let column = 0; column < 3; column++) {
      const value = matrix[row * 4 + column] as number;
      inverse[column * 4 + row] = value;
      offset -= value * (matrix[12 + column] as number);
    }
    inverse[12 + row] = offset;
  }
  return inverse;
}

/** `matrix` applied to a point (with translation). */
export function transformPoint(matrix: Matrix4, point: Ecef): Ecef {
  const [x, y, z] = transformDirection(matrix, point);
  return [x + (matrix[12] as number), y + (matrix[13] as number), z + (matrix[14] as number)];
}

/** `matrix` applied to a direction (rotation only). */
export function transformDirection(matrix: Matrix4, [x, y, z]: Ecef): Ecef {
  const m = (index: number) => matrix[index] as number;
  return [m(0) * x + m(4) * y + m(8) * z, m(1) * x + m(5) * y + m(9) * z, m(2) * x + m(6) * y + m(10) * z];
}
