import {
  BufferAttribute,
  BufferGeometry,
  Group,
  LineSegments,
  type Matrix4,
  Mesh,
  type ShaderMaterial,
  Sphere,
} from "three";
import { MeshBVH } from "three-mesh-bvh";
import type { MergedMesh } from "../model/inspected-model.ts";
import type { Pass } from "./element-materials.ts";
import type { MeshPreparer } from "./prepare/prepare-meshes.ts";

/** A merged mesh in the picture: at most five draw calls, however many elements it has. */
export interface StagedMesh {
  readonly mesh: MergedMesh;
  readonly group: Group;
  /** Volumes to pick in; undefined until they are made. */
  readonly bvh: MeshBVH | undefined;
  /** Whether any vertex is seen through by its own colour. */
  readonly hasTranslucent: boolean;
  show(passes: Readonly<Record<Pass, boolean>>): void;
  /** @param toStage Mesh's coordinates → the stage's. */
  setPlace(toStage: Matrix4): void;
  dispose(): void;
}

/** Passes in the order in which they are drawn. */
const ORDER: readonly Pass[] = ["opaque", "edges", "translucent", "mark", "behind"];

/**
 * Puts a mesh into the picture. Lines and picking come when they are made.
 *
 * @param onReady Told then. @param onFailure Told where they cannot be made: the picture stays, without them.
 */
export function stageMesh(
  mesh: MergedMesh,
  materials: Readonly<Record<Pass, ShaderMaterial>>,
  preparer: MeshPreparer,
  { toStage, onReady, onFailure }: { toStage: Matrix4; onReady(): void; onFailure(error: unknown): void },
): StagedMesh {
  const faces = buildGeometry(mesh, new BufferAttribute(mesh.indices, 1));
  const lines = buildGeometry(mesh, new BufferAttribute(new Uint32Array(0), 1), faces);
  const group = new Group();
  const objects = new Map<Pass, Mesh | LineSegments>();
  for (const [place, pass] of ORDER.entries()) {
    const object =
      pass === "edges" ? new LineSegments(lines, materials.edges) : new Mesh(faces, materials[pass]);
    object.frustumCulled = false;
    object.renderOrder = place;
    object.matrixAutoUpdate = false;
    object.matrix.copy(toStage);
    objects.set(pass, object);
    group.add(object);
  }
  let bvh: MeshBVH | undefined;
  let isDisposed = false;
  preparer
    .prepare(mesh, () => !isDisposed)
    .then(
      (prepared) => {
        if (isDisposed || !prepared) return;
        lines.setIndex(new BufferAttribute(prepared.edges, 1));
        bvh = MeshBVH.deserialize(prepared.bvh, faces, { setIndex: false });
        onReady();
      },
      (error: unknown) => {
        if (!isDisposed) onFailure(error);
      },
    );
  return {
    mesh,
    group,
    get bvh() {
      return bvh;
    },
    hasTranslucent: hasTranslucent(mesh.colours),
    show(passes) {
      for (const [pass, object] of objects) object.visible = passes[pass];
    },
    setPlace(place) {
      for (const object of objects.values()) {
        object.matrix.copy(place);
        object.matrixWorldNeedsUpdate = true;
      }
    },
    dispose() {
      isDisposed = true;
      bvh = undefined;
      group.removeFromParent();
      faces.dispose();
      lines.dispose();
    },
  };
}

/** @param sharing Geometry whose vertices are taken. */
function buildGeometry(mesh: MergedMesh, index: BufferAttribute, sharing?: BufferGeometry): BufferGeometry {
  const geometry = new BufferGeometry();
  const { positions, colours, rows } = mesh;
  const attribute = (name: string, make: () => BufferAttribute) =>
    geometry.setAttribute(name, sharing ? sharing.getAttribute(name) : make());
  attribute("position", () => new BufferAttribute(positions, 3));
  attribute("colour", () => new BufferAttribute(colours, 4, true));
  attribute("row", () => new BufferAttribute(rows, 1));
  geometry.setIndex(index);
  // All of it is always drawn: nobody needs the ball that three.js would measure, 20 ms for a million vertices.
  geometry.boundingSphere = new Sphere(undefined, Number.POSITIVE_INFINITY);
  return geometry;
}

function hasTranslucent(colours: Uint8Array): boolean {
  for (let at = 3; at < colours.length; at += 4) if ((colours[at] as number) < 253) return true;
  return false;
}
