/** x, y, z. What frame and unit is said by the name of whoever holds it. */
export type Vector3 = readonly [x: number, y: number, z: number];

export const add = (a: Vector3, b: Vector3): Vector3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vector3, b: Vector3): Vector3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vector3, factor: number): Vector3 => [a[0] * factor, a[1] * factor, a[2] * factor];
export const dot = (a: Vector3, b: Vector3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const lengthOf = (a: Vector3): number => Math.hypot(a[0], a[1], a[2]);
export const cross = (a: Vector3, b: Vector3): Vector3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** `a` at length 1. The zero vector has no direction: the caller keeps it out. */
export const normalize = (a: Vector3): Vector3 => scale(a, 1 / lengthOf(a));

/** `a` seen in a mirror whose unit normal is `normal`. */
export const reflect = (a: Vector3, normal: Vector3): Vector3 =>
  subtract(a, scale(normal, 2 * dot(a, normal)));

/** Some unit vector at right angles to unit `a`, the same each time. */
export function perpendicularTo(a: Vector3): Vector3 {
  const helper: Vector3 = Math.abs(a[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0];
  return normalize(cross(helper, a));
}
