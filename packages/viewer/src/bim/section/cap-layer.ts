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
import type { CapPattern } from "../../client/inspector/cuts/cap-pattern.ts";
import type { MergedMesh } from "../model/inspected-model.ts";
import type { ClipPlane, InspectorStage } from "../stage/stage-contract.ts";
import { runsOf, type TriangleRuns } from "../triangles/triangle-runs.ts";
import { createCapGeometry, type ModelCut } from "./cap-geometry.ts";
import { createCapLook, isCutIn } from "./cap-look.ts";
import { type CapUniforms, createFaceMaterial, createLineMaterial } from "./cap-material.ts";
import { cutMesh } from "./cut-mesh.ts";
import { axesOf, planeForMesh } from "./cut-plane.ts";
import { emptySegments } from "./cut-triangles.ts";

/** Lines of the hatch stand this far apart on the picture, CSS pixels, give or take half. */
const HATCH_PX = 9;

/** What colours elements besides their own colours. */
export interface CapDress {
  readonly theme: "night" | "day";
  /** Red, green, blue, opacity of each row; undefined where nobody paints the model. */
  paintOf(model: string): Uint8Array | undefined;
}

/** What came of a cut. */
export interface CapsOfPlane {
  /** Elements whose shell was open there: they are not filled. */
  readonly open: readonly { readonly model: string; readonly row: number }[];
  /** Hatches of the filled ones. */
  readonly patterns: ReadonlySet<CapPattern>;
}

/** The filled cut of one plane. */
export interface CapLayer {
  /** Cuts all that is shown. */
  cut(plane: ClipPlane, dress: CapDress): CapsOfPlane;
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
    const heightPx: number = camera.userData.pictureHeightPx ?? renderer.getSize(size).y;
    const period = faceMaterial.uniforms.periodM;
    const wantedM = HATCH_PX * metresPerPx(camera, plane, heightPx);
    if (period) period.value = 2 ** Math.round(Math.log2(Math.max(wantedM, 1e-6)));
    faceMaterial.uniformsNeedUpdate = true;
  };
  const remove = stage.addObject(group);
  const segments = emptySegments();
  return {
    cut(next, dress) {
      plane = next;
      const axes = axesOf(plane.normal);
      const open: { model: string; row: number }[] = [];
      const cuts: ModelCut[] = [];
      const patterns = new Set<CapPattern>();
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
        const look = createCapLook(staged, dress.paintOf(staged.id), dress.theme, patterns);
        cuts.push({ ...own, look });
        for (const row of new Set(own.open.map((each) => each.row))) open.push({ model: staged.id, row });
      }
      geometry.write(cuts, plane, axes);
      return { open, patterns };
    },
    dispose() {
      remove();
      geometry.dispose();
      faceMaterial.dispose();
      lineMaterial.dispose();
    },
  };
}

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
