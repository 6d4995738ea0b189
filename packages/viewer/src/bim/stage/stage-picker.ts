import { type Camera, Raycaster, Vector2, type Vector3 } from "three";
import { ELEMENT_STATE } from "../../client/inspector/element-states.ts";
import { pickMesh } from "./pick-mesh.ts";
import type { ClipPlane, InspectorStage, StagePick, Triple } from "./stage-contract.ts";
import type { ModelOnStage } from "./staged-model.ts";

const UNPICKABLE = ELEMENT_STATE.hidden | ELEMENT_STATE.ghosted | ELEMENT_STATE.filteredOut;

/** Which rows of a model may be met: those that are neither hidden nor seen through; what is selected also through others. */
export const isPickable =
  ({ states }: Pick<ModelOnStage, "states">) =>
  (row: number): boolean => {
    const state = states[row] ?? 0;
    if ((state & ELEMENT_STATE.selected) !== 0) return (state & ELEMENT_STATE.hidden) === 0;
    return (state & UNPICKABLE) === 0;
  };

/** What a picker looks through, asked anew each time. */
interface PickNeeds {
  readonly models: ReadonlyMap<string, ModelOnStage>;
  camera(): Camera;
  planes(): readonly ClipPlane[];
  /** Of the canvas, CSS pixels. */
  readonly size: { readonly widthPx: number; readonly heightPx: number };
}

/** Finds what lies under points of the canvas. */
export function createPicker({
  models,
  camera,
  planes,
  size,
}: PickNeeds): Pick<InspectorStage, "pick" | "rayAt"> {
  const raycaster = new Raycaster();
  const rayThrough = (xPx: number, yPx: number) => {
    const eye = camera();
    eye.updateMatrixWorld();
    const at = new Vector2((2 * xPx) / size.widthPx - 1, 1 - (2 * yPx) / size.heightPx);
    raycaster.setFromCamera(at, eye);
    return raycaster.ray;
  };
  return {
    pick(xPx, yPx) {
      const ray = rayThrough(xPx, yPx);
      let nearest: (StagePick & { readonly distanceM: number }) | null = null;
      for (const model of models.values()) {
        const rules = { isPickable: isPickable(model), planes: planes() };
        for (const [tileset, staged] of model.staged) {
          const hit = pickMesh(staged, ray, model.matrix, rules);
          if (hit && (!nearest || hit.distanceM < nearest.distanceM))
            nearest = { ...hit, model: model.id, tileset };
        }
      }
      return nearest;
    },
    rayAt(xPx, yPx) {
      const { origin, direction } = rayThrough(xPx, yPx);
      return { originM: toTriple(origin), direction: toTriple(direction) };
    },
  };
}

const toTriple = ({ x, y, z }: Vector3): Triple => [x, y, z];
