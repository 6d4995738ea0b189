import { Ray, Vector3 } from "three";
import { pickMesh } from "./pick-mesh.ts";
import type { ClipPlane } from "./stage-contract.ts";
import type { ModelOnStage } from "./staged-model.ts";
import type { WalkWorld } from "./walk-step.ts";

const DOORS = new Set(["IfcDoor", "IfcDoorStandardCase"]);
const scratchRay = new Ray();

/** What is drawn holds a walker up, but for doors: they open. Rooms and openings are air. */
export function createWalkWorld(
  models: ReadonlyMap<string, ModelOnStage>,
  isPickable: (model: ModelOnStage) => (row: number) => boolean,
  planes: () => readonly ClipPlane[],
): WalkWorld {
  return {
    meet(originM, direction) {
      const ray = scratchRay.set(new Vector3(...originM), new Vector3(...direction));
      let nearest: ReturnType<typeof pickMesh>;
      for (const each of models.values()) {
        const staged = each.staged.get("tileset");
        if (!staged) continue;
        const { objects, classes } = each.model.table;
        const isShown = isPickable(each);
        const isMet = (row: number) =>
          isShown(row) && !DOORS.has(classes[objects.classIndex[row] as number]?.name ?? "");
        const hit = pickMesh(staged, ray, each.matrix, { isPickable: isMet, planes: planes() });
        if (hit && (!nearest || hit.distanceM < nearest.distanceM)) nearest = hit;
      }
      return nearest;
    },
  };
}
