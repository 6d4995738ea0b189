import { Matrix4, Vector3 } from "three";
import type { ModelOffset } from "../../client/inspector/federation/model-offset.ts";
import type { ModelFrame } from "../model/inspected-model.ts";

/** By what a model stands where it does beside the first. */
type PlacedBy = "file" | "own-origin" | "earth";

/**
 * Where a model's mesh (from its `originM`) stands in the stage, whose frame is that of the first model's mesh. Both placed
 * on the earth: by where they stand there. Else by the coordinates of their files, which parts of one project share.
 */
export function placeBeside(first: ModelFrame, other: ModelFrame): { matrix: Matrix4; by: PlacedBy } {
  const [dx, dy, dz] = [0, 1, 2].map((k) => (other.originM[k] as number) - (first.originM[k] as number));
  const byFile = new Matrix4().makeTranslation(dx as number, dy as number, dz as number);
  if (first === other) return { matrix: byFile, by: "file" };
  if (!first.modelToEcef || !other.modelToEcef) {
    return { matrix: byFile, by: first.modelToEcef || other.modelToEcef ? "own-origin" : "file" };
  }
  if (isAlike(first.modelToEcef, other.modelToEcef)) return { matrix: byFile, by: "file" };
  const tilesToEcef = (frame: ModelFrame) =>
    new Matrix4()
      .fromArray(frame.modelToEcef as readonly number[] as number[])
      .multiply(new Matrix4().makeTranslation(...(frame.originM as [number, number, number])));
  return { matrix: tilesToEcef(first).invert().multiply(tilesToEcef(other)), by: "earth" };
}

/** A place with a model moved from it by hand: turned about the vertical through its middle, then moved. */
export function moveByHand(place: Matrix4, { moveM: [x, y, z], turnDeg }: ModelOffset): Matrix4 {
  const middle = new Vector3().setFromMatrixPosition(place);
  return new Matrix4()
    .makeTranslation(middle.x + x, middle.y + y, middle.z + z)
    .multiply(new Matrix4().makeRotationZ((turnDeg * Math.PI) / 180))
    .multiply(new Matrix4().makeTranslation(-middle.x, -middle.y, -middle.z))
    .multiply(place);
}

/** The offset that takes a place to another: what {@link moveByHand} undoes, but for tilts that no hand makes. */
export function findOffset(place: Matrix4, wanted: Matrix4): ModelOffset {
  const moved = new Vector3().setFromMatrixPosition(wanted).sub(new Vector3().setFromMatrixPosition(place));
  const turn = wanted.clone().multiply(place.clone().invert()).elements;
  return {
    moveM: moved.toArray() as [number, number, number],
    turnDeg: (Math.atan2(turn[1] as number, turn[0] as number) * 180) / Math.PI,
  };
}

/** Files of one project often give one place: it is exact in the middle of each, and so differs by a hair between them. */
const SAME_DIRECTION = 1e-5;
const SAME_PLACE_M = 0.05;

function isAlike(a: readonly number[], b: readonly number[]): boolean {
  return a.every(
    (value, at) => Math.abs(value - (b[at] as number)) < (at < 12 ? SAME_DIRECTION : SAME_PLACE_M),
  );
}
