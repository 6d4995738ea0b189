import type { Triple } from "../stage/stage-contract.ts";

export const addTriples = (a: Triple, b: Triple): Triple => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtractTriples = (a: Triple, b: Triple): Triple => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scaleTriple = (a: Triple, factor: number): Triple => [
  a[0] * factor,
  a[1] * factor,
  a[2] * factor,
];
export const dotTriples = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const crossTriples = (a: Triple, b: Triple): Triple => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
export const lengthOfTriple = (a: Triple): number => Math.hypot(a[0], a[1], a[2]);
export const distanceBetween = (a: Triple, b: Triple): number => lengthOfTriple(subtractTriples(a, b));
export const middleOf = (a: Triple, b: Triple): Triple => scaleTriple(addTriples(a, b), 0.5);

/** `a` at length 1; undefined where it has none. */
export function unitOf(a: Triple): Triple | undefined {
  const length = lengthOfTriple(a);
  return length > 0 ? scaleTriple(a, 1 / length) : undefined;
}

/** The point at three numbers from `at` on. */
export const tripleAt = (numbers: ArrayLike<number>, at: number): Triple => [
  numbers[at] as number,
  numbers[at + 1] as number,
  numbers[at + 2] as number,
];

/** A point moved by a column-major 4 × 4 matrix. */
export function movePoint(matrix: ArrayLike<number>, [x, y, z]: Triple): Triple {
  const m = (k: number) => matrix[k] as number;
  return [
    m(0) * x + m(4) * y + m(8) * z + m(12),
    m(1) * x + m(5) * y + m(9) * z + m(13),
    m(2) * x + m(6) * y + m(10) * z + m(14),
  ];
}
