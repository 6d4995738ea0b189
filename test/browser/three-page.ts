import { TilesRenderer } from "3d-tiles-renderer/three";
import { GLTFExtensionsPlugin } from "3d-tiles-renderer/three/plugins";
import { type Intersection, Mesh, PerspectiveCamera, Raycaster, Vector3 } from "three";
import { MeshoptDecoder } from "three/addons/libs/meshopt_decoder.module.js";

type Triple = readonly [x: number, y: number, z: number];

/** A ray, ECEF: metres, and a direction of any length. */
export interface Ray {
  readonly originEcefM: Triple;
  readonly directionEcef: Triple;
}

declare global {
  interface Window {
    /** Loads a tileset as finely as it gets for an eye at the ray's origin. */
    openTileset(url: string, eye: Ray): Promise<void>;
    /** Feature index of the first surface along each ray; null where it meets none. */
    castRays(rays: readonly Ray[]): (number | null)[];
  }
}

let tiles: TilesRenderer | undefined;

window.openTileset = async (url, { originEcefM, directionEcef }) => {
  const opened = new TilesRenderer(url);
  opened.registerPlugin(new GLTFExtensionsPlugin({ meshoptDecoder: MeshoptDecoder }));
  opened.errorTarget = 1;
  const camera = new PerspectiveCamera(90, 1, 1, 1e5);
  camera.position.set(...originEcefM);
  camera.up.set(...originEcefM).normalize();
  camera.lookAt(camera.position.clone().add(new Vector3(...directionEcef)));
  camera.updateMatrixWorld();
  opened.setCamera(camera);
  opened.setResolution(camera, 2_048, 2_048);
  await new Promise<void>((resolve, reject) => {
    opened.addEventListener("load-error", ({ error }) => reject(error));
    opened.addEventListener("tiles-load-end", () => resolve());
    const turn = () => {
      opened.update();
      requestAnimationFrame(turn);
    };
    turn();
  });
  opened.update();
  opened.group.updateMatrixWorld(true);
  tiles = opened;
};

window.castRays = (rays) => {
  const caster = new Raycaster();
  return rays.map(({ originEcefM, directionEcef }) => {
    caster.set(new Vector3(...originEcefM), new Vector3(...directionEcef).normalize());
    const [first] = tiles ? caster.intersectObject(tiles.group, true) : [];
    return first ? featureOf(first) : null;
  });
};

/** By the standard's own way: feature id of the triangle, and what its property table says of it. */
function featureOf({ object, faceIndex, barycoord }: Intersection): number {
  if (!(object instanceof Mesh) || typeof faceIndex !== "number" || !barycoord)
    throw new TypeError("no triangle");
  const { meshFeatures, structuralMetadata } = object.userData as {
    meshFeatures: { getFeatures(triangle: number, barycoord: Vector3): (number | null)[] };
    structuralMetadata: { getPropertyTableData(table: number, id: number): { featureIndex: number } };
  };
  const [id] = meshFeatures.getFeatures(faceIndex, barycoord);
  if (typeof id !== "number") throw new TypeError("a triangle without a feature");
  return structuralMetadata.getPropertyTableData(0, id).featureIndex;
}
