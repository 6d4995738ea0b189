import {
  type Camera,
  Group,
  LineSegments,
  Mesh,
  type OrthographicCamera,
  type PerspectiveCamera,
  Vector2,
  type WebGLRenderer,
} from "three";
import { ELEMENT_STATE } from "../../client/inspector/element-states.ts";
import type { MergedMesh } from "../model/inspected-model.ts";
import type { ClipPlane, InspectorStage, StagedModel } from "../stage/stage-contract.ts";
import { runsOf, type TriangleRuns } from "../triangles/triangle-runs.ts";
import { createCapGeometry } from "./cap-geometry.ts";
import { type CapUniforms, createFaceMaterial, createLineMaterial } from "./cap-material.ts";
import { cutMesh, type MeshCut } from "./cut-mesh.ts";
import { axesOf, planeForMesh } from "./cut-plane.ts";
import { emptySegments } from "./cut-triangles.ts";

/** Lines of the hatch stand this far apart on the picture, CSS pixels, give or take half. */
const HATCH_PX = 9;
const NOT_CUT = ELEMENT_STATE.hidden | ELEMENT_STATE.ghosted | ELEMENT_STATE.filteredOut;

/** The filled cut of one plane. */
export interface CapLayer {
  /** Cuts all that is shown; answers elements whose shell was open there. */
  cut(plane: ClipPlane): readonly { readonly model: string; readonly row: number }[];
  dispose(): void;
}

/** @param own Number of the plane among those that clip. */
export function addCapLayer(stage: InspectorStage, uniforms: CapUniforms, own: number): CapLayer {
  const geometry = createCapGeometry();
  const faceMaterial = createFaceMaterial(uniforms, own);
  const lineMaterial = createLineMaterial(uniforms, own);
  const faces = new Mesh(geometry.faces, faceMaterial);
  const lines = new LineSegments(geometry.lines, lineMaterial);
  // Their geometry changes too often to keep a box round it.
  faces.frustumCulled = false;
  lines.frustumCulled = false;
  const group = new Group().add(faces, lines);
  let plane: ClipPlane = { normal: [0, 0, 1], offsetM: 0 };
  const size = new Vector2();
  faces.onBeforeRender = (renderer: WebGLRenderer, _scene, camera: Camera) => {
    const heightPx = renderer.getSize(size).y;
    const period = faceMaterial.uniforms.periodM;
    const wantedM = HATCH_PX * metresPerPx(camera, plane, heightPx);
    if (period) period.value = 2 ** Math.round(Math.log2(Math.max(wantedM, 1e-6)));
    faceMaterial.uniformsNeedUpdate = true;
  };
  const remove = stage.addObject(group);
  const segments = emptySegments();
  return {
    cut(next) {
      plane = next;
      const axes = axesOf(plane.normal);
      const open: { model: string; row: number }[] = [];
      const cuts: MeshCut[] = [];
      for (const staged of stage.models.values()) {
        const mesh = staged.meshes.get("tileset");
        if (!mesh) continue;
        const own = cutMesh(
          mesh,
          runsOfMesh(mesh),
          planeForMesh(plane, axes, staged.toStage),
          isCutIn(staged),
          segments,
        );
        cuts.push(own);
        for (const row of new Set(own.open.map((each) => each.row))) open.push({ model: staged.id, row });
      }
      geometry.write(cuts, plane, axes);
      return open;
    },
    dispose() {
      remove();
      geometry.dispose();
      faceMaterial.dispose();
      lineMaterial.dispose();
    },
  };
}

const isCutIn =
  ({ states }: StagedModel) =>
  (row: number): boolean =>
    ((states[row] ?? 0) & NOT_CUT) === 0;

const known = new WeakMap<MergedMesh, TriangleRuns>();

function runsOfMesh(mesh: MergedMesh): TriangleRuns {
  const runs = known.get(mesh) ?? runsOf(mesh);
  known.set(mesh, runs);
  return runs;
}

/** Metres that a CSS pixel spans where the camera's axis meets the plane, or where that is nowhere at its foot. */
function metresPerPx(camera: Camera, { normal, offsetM }: ClipPlane, heightPx: number): number {
  const flat = camera as OrthographicCamera;
  if (flat.isOrthographicCamera) return (flat.top - flat.bottom) / flat.zoom / heightPx;
  const { x, y, z } = camera.position;
  const footM = Math.abs(normal[0] * x + normal[1] * y + normal[2] * z + offsetM);
  const axis = camera.matrixWorld.elements;
  const along = Math.abs(
    normal[0] * (axis[8] ?? 0) + normal[1] * (axis[9] ?? 0) + normal[2] * (axis[10] ?? 0),
  );
  const distanceM = footM / Math.max(along, 0.25);
  const { fov } = camera as PerspectiveCamera;
  return (2 * distanceM * Math.tan((fov * Math.PI) / 360)) / heightPx;
}
