import { Ray, Vector3 } from "three";
import { pickMesh } from "./pick-mesh.ts";
import type { ClipPlane, InspectorStage, Triple } from "./stage-contract.ts";
import type { ModelOnStage } from "./staged-model.ts";
import { EYE_HEIGHT_M, type WalkWorld } from "./walk-step.ts";

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

/** Who is not higher than this above ground begins where the camera is, metres. */
const NEAR_GROUND_M = 5;
/** A face that is steeper is a wall, cosine of its slope. */
const LEVEL = 0.7;
/** How far before a wall that is looked at one begins, metres. */
const BEFORE_WALL_M = 1;

/** Where a walker's eyes begin: on what the middle of the picture shows. Undefined: where the camera is. */
export function findStand(
  stage: Pick<InspectorStage, "view" | "pick">,
  world: WalkWorld,
  { widthPx, heightPx }: { readonly widthPx: number; readonly heightPx: number },
): Triple | undefined {
  const ground = world.meet(stage.view.eyeM, [0, 0, -1]);
  if (ground && ground.distanceM < NEAR_GROUND_M) return undefined;
  const hit = stage.pick(widthPx / 2, heightPx / 2);
  if (!hit) return undefined;
  const [x, y, z] = hit.pointM;
  const [nx, ny, nz] = hit.normal;
  if (nz > LEVEL) return [x, y, z + EYE_HEIGHT_M];
  return [x + BEFORE_WALL_M * nx, y + BEFORE_WALL_M * ny, z];
}
