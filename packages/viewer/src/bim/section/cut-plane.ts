import type { ClipPlane, Triple } from "../stage/stage-contract.ts";
import { crossTriples } from "../triangles/triple.ts";

/** Two directions along a plane with `u × v = normal`, unit length: its drawing axes. */
export interface PlaneAxes {
  readonly u: Triple;
  readonly v: Triple;
}

/**
 * Drawing axes of a plane, the same each time: `v` is as near to up as it can be, so that a vertical cut is drawn
 * upright; on a level plane `u` is east.
 *
 * @param normal Unit length.
 */
export function axesOf(normal: Triple): PlaneAxes {
  const isLevel = Math.hypot(normal[0], normal[1]) < 1e-6;
  const across: Triple = isLevel ? [0, normal[2], 0] : [-normal[1], normal[0], 0];
  if (isLevel) return { u: [1, 0, 0], v: across };
  const length = Math.hypot(across[0], across[1]);
  const u: Triple = [across[0] / length, across[1] / length, 0];
  return { u, v: crossTriples(normal, u) };
}

/**
 * A plane as seen from a mesh's own coordinates. Each of the three is four numbers `a, b, c, d` of the form
 * `a·x + b·y + c·z + d`: the distance into what stays, and both coordinates on the plane. Metres of the stage.
 */
export interface CutPlane {
  readonly distance: Float64Array;
  readonly alongU: Float64Array;
  readonly alongV: Float64Array;
}

/**
 * The plane for a mesh that stands in the stage by `toStage`: cutting needs no vertex moved.
 *
 * @param toStage Mesh's coordinates → stage's, column-major.
 */
export function planeForMesh(
  { normal, offsetM }: ClipPlane,
  axes: PlaneAxes,
  toStage: ArrayLike<number>,
): CutPlane {
  return {
    distance: formOf(normal, offsetM, toStage),
    alongU: formOf(axes.u, 0, toStage),
    alongV: formOf(axes.v, 0, toStage),
  };
}

/** `direction · (M p) + constant` as a form over p. */
function formOf(direction: Triple, constant: number, matrix: ArrayLike<number>): Float64Array {
  const column = (k: number) =>
    direction[0] * (matrix[k] as number) +
    direction[1] * (matrix[k + 1] as number) +
    direction[2] * (matrix[k + 2] as number);
  return Float64Array.of(column(0), column(4), column(8), column(12) + constant);
}

/** A point of the plane from its drawing coordinates, stage's frame. */
export function pointOnPlane(
  { normal, offsetM }: ClipPlane,
  { u, v }: PlaneAxes,
  x: number,
  y: number,
): Triple {
  return [
    u[0] * x + v[0] * y - normal[0] * offsetM,
    u[1] * x + v[1] * y - normal[1] * offsetM,
    u[2] * x + v[2] * y - normal[2] * offsetM,
  ];
}
