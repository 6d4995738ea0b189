import { Matrix4, Vector3 } from "three";
import { isMoved, type ModelOffset } from "../../client/inspector/federation/model-offset.ts";
import { findOffset, placeBeside } from "./place-beside.ts";
import type { StagedModel, StageView, Triple } from "./stage-contract.ts";

/** What is where once another model gives the stage's frame: all stands to each other, and is seen, as before. */
export interface ChangedOrigin {
  readonly offsets: ReadonlyMap<string, ModelOffset>;
  readonly view: StageView;
  /** Old frame → new. */
  move(pointM: Triple): Triple;
  turn(direction: Triple): Triple;
}

/** Works out the stage in the frame of `origin`. Undefined where that model is not on the stage. */
export function changeOrigin(
  models: ReadonlyMap<string, StagedModel>,
  origin: string,
  view: StageView,
): ChangedOrigin | undefined {
  const next = models.get(origin);
  if (!next) return undefined;
  const toNext = matrixOf(next).invert();
  const offsets = new Map<string, ModelOffset>();
  for (const staged of models.values()) {
    if (staged === next) continue;
    const { matrix: place } = placeBeside(next.model.frame, staged.model.frame);
    const offset = findOffset(place, toNext.clone().multiply(matrixOf(staged)));
    if (isMoved(offset)) offsets.set(staged.id, offset);
  }
  const move = (point: Triple) => new Vector3(...point).applyMatrix4(toNext).toArray() as Triple;
  const turn = (direction: Triple) =>
    new Vector3(...direction).transformDirection(toNext).toArray() as unknown as Triple;
  return { offsets, view: { ...view, eyeM: move(view.eyeM), targetM: move(view.targetM) }, move, turn };
}

const matrixOf = ({ toStage }: StagedModel) => new Matrix4().fromArray(toStage as number[]);
