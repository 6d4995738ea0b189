import { Matrix4 } from "three";
import type { ModelFrame } from "../model/inspected-model.ts";

/**
 * Where a model's mesh (from its `originM`) stands in the stage, whose frame is that of the first model's mesh. Both placed
 * on the earth: by where they stand there. Else by the coordinates of their files, which parts of one project share.
 */
export function placeBeside(first: ModelFrame, other: ModelFrame): Matrix4 {
  const [dx, dy, dz] = [0, 1, 2].map((k) => (other.originM[k] as number) - (first.originM[k] as number));
  const byFile = new Matrix4().makeTranslation(dx as number, dy as number, dz as number);
  if (first === other || !first.modelToEcef || !other.modelToEcef) return byFile;
  if (isAlike(first.modelToEcef, other.modelToEcef)) return byFile;
  const tilesToEcef = (frame: ModelFrame) =>
    new Matrix4()
      .fromArray(frame.modelToEcef as readonly number[] as number[])
      .multiply(new Matrix4().makeTranslation(...(frame.originM as [number, number, number])));
  return tilesToEcef(first).invert().multiply(tilesToEcef(other));
}

/** Files of one project often give one place: it is exact in the middle of each, and so differs by a hair between them. */
const SAME_DIRECTION = 1e-5;
const SAME_PLACE_M = 0.05;

function isAlike(a: readonly number[], b: readonly number[]): boolean {
  return a.every(
    (value, at) => Math.abs(value - (b[at] as number)) < (at < 12 ? SAME_DIRECTION : SAME_PLACE_M),
  );
}
