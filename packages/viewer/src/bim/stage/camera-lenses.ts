import { MathUtils, OrthographicCamera, PerspectiveCamera, type Vector3 } from "three";
import type { StageBox } from "./row-bounds.ts";

/** Vertical angle of view: that of a normal lens, in which right angles look right. */
const FOV_DEG = 45;
/** Half of what is seen at a distance of 1. */
export const HALF_FOV_TAN = Math.tan(MathUtils.degToRad(FOV_DEG / 2));
/** Height that the orthographic camera shows at zoom 1, metres. Any will do. */
export const BASE_HEIGHT_M = 10;

/** What is further from the eye than this is drawn, however large the scene, metres. */
const MAX_NEAREST_M = 0.5;

/** The two cameras of a rig; one of them is in use. */
export interface CameraLenses {
  readonly perspective: PerspectiveCamera;
  readonly orthographic: OrthographicCamera;
  /** Width of the picture over its height. */
  readonly aspect: number;
  setAspect(aspect: number): void;
  /** Sets near and far so that nothing of the scene is cut off, seen from where `camera` is. */
  fitDepth(camera: PerspectiveCamera | OrthographicCamera, scene: StageBox): void;
  /**
   * A copy for a picture of another shape.
   *
   * @param seenM Height that `camera` shows at the target now, metres. @param heightM That of the picture; not given: at
   * least all that is seen now.
   */
  cloneFor(
    camera: PerspectiveCamera | OrthographicCamera,
    shape: { readonly aspect: number; readonly seenM: number; readonly heightM?: number | undefined },
  ): PerspectiveCamera | OrthographicCamera;
}

/** Makes both, z up. @param scratch For sums; written. */
export function createLenses(scratch: Vector3): CameraLenses {
  const perspective = new PerspectiveCamera(FOV_DEG, 1, 0.1, 1000);
  const orthographic = new OrthographicCamera(-1, 1, BASE_HEIGHT_M / 2, -BASE_HEIGHT_M / 2, -1000, 1000);
  for (const each of [perspective, orthographic]) each.up.set(0, 0, 1);
  perspective.position.set(-10, -14, 9);
  let aspect = 1;
  return {
    perspective,
    orthographic,
    get aspect() {
      return aspect;
    },
    setAspect(next) {
      aspect = next;
      perspective.aspect = aspect;
      orthographic.left = (-BASE_HEIGHT_M / 2) * aspect;
      orthographic.right = (BASE_HEIGHT_M / 2) * aspect;
      for (const each of [perspective, orthographic]) each.updateProjectionMatrix();
    },
    fitDepth(camera, box) {
      const radius = Math.max(0.5 * Math.hypot(box[3] - box[0], box[4] - box[1], box[5] - box[2]), 0.5);
      scratch.set((box[0] + box[3]) / 2, (box[1] + box[4]) / 2, (box[2] + box[5]) / 2);
      const distance = camera.position.distanceTo(scratch);
      // A depth buffer of 24 bits holds 1 : 20,000 well. Where models stand far apart, what is near is seen all the same.
      const nearestM = Math.min((distance + radius) / 20_000, MAX_NEAREST_M);
      perspective.near = Math.max(distance - 1.1 * radius, nearestM, 0.02);
      perspective.far = Math.max(distance + 1.1 * radius, perspective.near * 10);
      orthographic.near = -2 * (distance + radius);
      orthographic.far = 2 * (distance + radius);
      camera.updateProjectionMatrix();
    },
    cloneFor(camera, { aspect: wanted, seenM, heightM = seenM * Math.max(1, aspect / wanted) }) {
      const share = heightM / seenM;
      const copy = camera.clone();
      copy.userData.heightShare = share;
      if (copy instanceof PerspectiveCamera) {
        copy.fov = 2 * MathUtils.radToDeg(Math.atan(HALF_FOV_TAN * share));
        copy.aspect = wanted;
      } else {
        copy.top = (BASE_HEIGHT_M / 2) * share;
        copy.bottom = -copy.top;
        copy.right = copy.top * wanted;
        copy.left = -copy.right;
      }
      copy.updateProjectionMatrix();
      copy.updateMatrixWorld();
      return copy;
    },
  };
}
