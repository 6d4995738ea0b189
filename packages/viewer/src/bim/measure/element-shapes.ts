import type { MergedMesh } from "../model/inspected-model.ts";
import type { InspectorStage, StagedModel, StagePick } from "../stage/stage-contract.ts";
import { movePoint, tripleAt } from "../triangles/triple.ts";
import { type WeldedElement, weldElement } from "../triangles/weld-element.ts";
import { type SharpEdge, sharpEdgesOf } from "./sharp-edges.ts";

/** More triangles than this are not welded while the pointer moves: it would take longer than a beat. */
const MAX_TRIANGLES = 40_000;

/** An element as tools measure it, stage's frame, metres. */
export interface ElementShape {
  /** Corners moved to the stage's frame. */
  readonly welded: WeldedElement;
  readonly edges: readonly SharpEdge[];
  /** First index of its triangles in the mesh. */
  readonly start: number;
}

interface KnownShape {
  readonly shape: ElementShape;
  /** Where its model stood: one that is moved has other corners. */
  readonly toStage: StagedModel["toStage"];
}

const known = new WeakMap<MergedMesh, Map<number, KnownShape>>();

/** The shape of an element that was picked, kept with its mesh; undefined where it has too many triangles. */
export function shapeOf(
  stage: InspectorStage,
  pick: Pick<StagePick, "model" | "row" | "tileset">,
): ElementShape | undefined {
  const staged = stage.models.get(pick.model);
  const mesh = staged?.meshes.get(pick.tileset);
  if (!staged || !mesh) return undefined;
  const shapes = known.get(mesh) ?? new Map<number, KnownShape>();
  known.set(mesh, shapes);
  const { toStage } = staged;
  const before = shapes.get(pick.row);
  if (before?.toStage === toStage) return before.shape;
  const shape = buildShape(mesh, pick.row, toStage);
  if (shape) shapes.set(pick.row, { shape, toStage });
  return shape;
}

function buildShape(
  mesh: MergedMesh,
  row: number,
  toStage: StagedModel["toStage"],
): ElementShape | undefined {
  const start = mesh.starts[row] as number;
  if ((mesh.starts[row + 1] as number) - start > 3 * MAX_TRIANGLES) return undefined;
  const { pointsM, triangles } = weldElement(mesh, row);
  const moved = new Float64Array(pointsM.length);
  for (let at = 0; at < pointsM.length; at += 3) {
    moved.set(movePoint(toStage, tripleAt(pointsM, at)), at);
  }
  const welded = { pointsM: moved, triangles };
  return { welded, edges: sharpEdgesOf(welded), start };
}
