import { add, lengthOf, scale, subtract } from "@shuicheng/shared/tiles";
import type { Triple } from "../stage/stage-contract.ts";

export {
  add as addTriples,
  cross as crossTriples,
  dot as dotTriples,
  lengthOf as lengthOfTriple,
  scale as scaleTriple,
  subtract as subtractTriples,
} from "@shuicheng/shared/tiles";

export const distanceBetween = (a: Triple, b: Triple): number => lengthOf(subtract(a, b));
export const middleOf = (a: Triple, b: Triple): Triple => scale(add(a, b), 0.5);

/** Where points lie on average. @param points At least one. */
export const meanOf = (points: readonly Triple[]): Triple =>
  scale(points.reduce<Triple>(add, [0, 0, 0]), 1 / points.length);

/** `a` at length 1; undefined where it has none. */
export function unitOf(a: Triple): Triple | undefined {
  const length = lengthOf(a);
  return length > 0 ? scale(a, 1 / length) : undefined;
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
