import { Group, type Matrix4, type Scene } from "three";
import { ELEMENT_STATE } from "../../client/inspector/element-states.ts";
import type { ModelOffset } from "../../client/inspector/federation/model-offset.ts";
import type { BoundedMesh, InspectedModel, TilesetName } from "../model/inspected-model.ts";
import { createElementMaterials, type SharedUniforms } from "./element-materials.ts";
import { moveByHand, placeBeside } from "./place-beside.ts";
import type { MeshPreparer } from "./prepare/prepare-meshes.ts";
import { placeBounds, type StageBox, uniteBounds } from "./row-bounds.ts";
import type { StagedModel } from "./stage-contract.ts";
import { type StagedMesh, stageMesh } from "./staged-mesh.ts";
import { createStateTextures } from "./state-textures.ts";

/** A model on the stage, with what the stage alone does with it. */
export interface ModelOnStage extends StagedModel {
  readonly matrix: Matrix4;
  readonly staged: ReadonlyMap<TilesetName, StagedMesh>;
  readonly triangles: number;
  setMesh(name: TilesetName, mesh: BoundedMesh | undefined): void;
  setStates(states: Uint8Array): void;
  setPaint(colours: Uint8Array | undefined): void;
  /** Moves it from where it would stand. */
  setOffset(offset: ModelOffset): void;
  /** Decides on what is drawn in the next frame: passes in which nothing would be seen are left out. */
  showPasses(hasEdges: boolean): void;
  /** The graphics context is a new one: states and colours are handed over again. */
  renew(): void;
  /** Round all that is loaded. */
  box(): StageBox | undefined;
  dispose(): void;
}

/** What a model stands on. */
interface ModelNeeds {
  readonly scene: Scene;
  readonly shared: SharedUniforms;
  readonly preparer: MeshPreparer;
  /** The model whose frame is the stage's; undefined: it is this one. */
  readonly first: InspectedModel | undefined;
  /** Told when lines and picking are there. */
  onChange(): void;
  /** Told where they cannot be made. */
  onFailure(error: unknown): void;
}

const SEEN_THROUGH = ELEMENT_STATE.ghosted | ELEMENT_STATE.filteredOut;

/** Puts a model on the stage, without triangles yet. */
export function createStagedModel(model: InspectedModel, needs: ModelNeeds): ModelOnStage {
  const { scene, shared, preparer, first, onChange, onFailure } = needs;
  const rowCount = model.table.objects.elementCount;
  const { matrix: place, by } = placeBeside((first ?? model).frame, model.frame);
  const matrix = place.clone();
  let toStage = matrix.toArray();
  const textures = createStateTextures(rowCount);
  const materials = createElementMaterials(shared, textures, false);
  const roomMaterials = createElementMaterials(shared, textures, true);
  const staged = new Map<TilesetName, StagedMesh>();
  const meshes = new Map<TilesetName, BoundedMesh>();
  const group = new Group();
  scene.add(group);
  let states = new Uint8Array(model.table.objects.count);
  let boundsM = placeBounds(rowCount, [], toStage);
  let box: StageBox | undefined;
  let [hasGhosts, hasSelected, hasPaint] = [false, false, false];

  const measure = (): void => {
    const own = [...meshes.values()].map(({ rowBoundsM }) => rowBoundsM);
    boundsM = placeBounds(rowCount, own, toStage);
    box = uniteBounds(boundsM);
  };
  const drop = (name: TilesetName): void => {
    staged.get(name)?.dispose();
    staged.delete(name);
    meshes.delete(name);
  };
  return {
    id: model.source.id,
    model,
    meshes,
    staged,
    placedBy: first ? by : "origin",
    get toStage() {
      return toStage;
    },
    matrix,
    get states() {
      return states;
    },
    get boundsM() {
      return boundsM;
    },
    get triangles() {
      return [...meshes.values()].reduce((sum, { indices }) => sum + indices.length / 3, 0);
    },
    box: () => box,
    setMesh(name, mesh) {
      drop(name);
      if (mesh) {
        const one = stageMesh(mesh, name === "spaces" ? roomMaterials : materials, preparer, {
          toStage: matrix,
          onReady: onChange,
          onFailure,
        });
        staged.set(name, one);
        meshes.set(name, mesh);
        group.add(one.group);
      }
      measure();
    },
    setStates(next) {
      states = next as Uint8Array<ArrayBuffer>;
      textures.setStates(next.subarray(0, rowCount));
      let any = 0;
      for (const state of next) any |= state;
      hasGhosts = (any & SEEN_THROUGH) !== 0;
      hasSelected = (any & ELEMENT_STATE.selected) !== 0;
    },
    setPaint(colours) {
      if (!colours && !hasPaint) return;
      hasPaint = colours !== undefined;
      textures.setPaint(colours?.subarray(0, 4 * rowCount));
    },
    setOffset(offset) {
      matrix.copy(moveByHand(place, offset));
      toStage = matrix.toArray();
      for (const one of staged.values()) one.setPlace(matrix);
      // Tools keep what they know of a mesh in the stage's frame by the mesh: it is another now.
      for (const [name, mesh] of meshes) meshes.set(name, { ...mesh });
      measure();
    },
    showPasses(hasEdges) {
      for (const one of staged.values()) {
        one.show({
          opaque: true,
          edges: hasEdges,
          translucent: hasGhosts || hasPaint || one.hasTranslucent,
          mark: hasSelected,
          behind: hasSelected,
        });
      }
    },
    renew: textures.renew,
    dispose() {
      for (const name of [...staged.keys()]) drop(name);
      group.removeFromParent();
      for (const own of [materials, roomMaterials]) for (const each of Object.values(own)) each.dispose();
      textures.dispose();
    },
  };
}
