import type { Scene } from "three";
import type { SharedUniforms } from "./element-materials.ts";
import { openMeshPreparer } from "./prepare/prepare-meshes.ts";
import type { StageControl } from "./stage-contract.ts";
import { createStagedModel, type ModelOnStage } from "./staged-model.ts";

/** Models of a stage, and what is done with them. */
export interface StageModels
  extends Pick<
    StageControl,
    "addModel" | "removeModel" | "setMesh" | "setStates" | "setPaint" | "setOffset"
  > {
  readonly all: ReadonlyMap<string, ModelOnStage>;
  readonly triangles: number;
  dispose(): void;
}

/** What models stand on, and who is told of them. */
interface ModelsNeeds {
  readonly scene: Scene;
  readonly shared: SharedUniforms;
  /** Told when a mesh has come, was replaced, moved or went away, or its lines are there. */
  onModels(): void;
  /** Told when states or colours are others. */
  onLook(): void;
  /** Told where lines and picking of a mesh cannot be made. */
  onFailure(error: unknown): void;
}

/** No models yet. */
export function createStageModels({ scene, shared, onModels, onLook, onFailure }: ModelsNeeds): StageModels {
  const all = new Map<string, ModelOnStage>();
  const preparer = openMeshPreparer();
  return {
    all,
    get triangles() {
      return [...all.values()].reduce((sum, model) => sum + model.triangles, 0);
    },
    addModel(model) {
      const first = all.values().next().value?.model;
      const needs = { scene, shared, preparer, first, onChange: onModels, onFailure };
      all.set(model.source.id, createStagedModel(model, needs));
      onModels();
    },
    removeModel(id) {
      all.get(id)?.dispose();
      all.delete(id);
      onModels();
    },
    setMesh(id, name, mesh) {
      all.get(id)?.setMesh(name, mesh);
      onModels();
    },
    setStates(id, states) {
      all.get(id)?.setStates(states);
      onLook();
    },
    setPaint(id, colours) {
      all.get(id)?.setPaint(colours);
      onLook();
    },
    setOffset(id, offset) {
      all.get(id)?.setOffset(offset);
      onModels();
    },
    dispose() {
      for (const model of all.values()) model.dispose();
      all.clear();
      preparer.close();
    },
  };
}
