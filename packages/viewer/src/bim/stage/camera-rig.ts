import CameraControls from "camera-controls";
import {
  Box3,
  MathUtils,
  Matrix4,
  OrthographicCamera,
  PerspectiveCamera,
  Quaternion,
  Raycaster,
  Sphere,
  Spherical,
  Vector2,
  Vector3,
  Vector4,
} from "three";
import type { StageBox } from "./row-bounds.ts";
import type { StageView, StandardView, Triple } from "./stage-contract.ts";
import { createWalkKeys } from "./walk-keys.ts";

CameraControls.install({
  THREE: { Vector2, Vector3, Vector4, Quaternion, Matrix4, Spherical, Box3, Sphere, Raycaster },
});

/** Vertical angle of view: that of a normal lens, in which right angles look right. */
const FOV_DEG = 45;
const HALF_FOV_TAN = Math.tan(MathUtils.degToRad(FOV_DEG / 2));
/** Height that an orthographic camera shows at zoom 1, metres. Any will do. */
const BASE_HEIGHT_M = 10;
/** Room round what is framed. */
const FIT_MARGIN = 1.12;
/** A walker turns about the own eyes. */
const WALK_TARGET_M = 0.05;
/** How far ahead the point lies that the eye circles after walking, metres. */
const AFTER_WALK_M = 5;
/** Looking straight up or down has no side that is up: a hair beside it has. */
const STEEPEST = 1e-4;

/** Where from each standard view looks: from the target towards the eye. Front is from the south (−y). */
const SIDES: Readonly<Record<StandardView, Triple>> = {
  top: [0, -STEEPEST, 1],
  bottom: [0, -STEEPEST, -1],
  front: [0, -1, 0],
  back: [0, 1, 0],
  left: [-1, 0, 0],
  right: [1, 0, 0],
};
/** Where a model is first seen from: south-west and above, so that three sides of a building show. */
const HOME: Triple = [-0.55, -0.75, 0.5];

/** The camera of a stage and what moves it. */
export interface CameraRig {
  readonly camera: PerspectiveCamera | OrthographicCamera;
  readonly view: StageView;
  setView(view: StageView, isSudden: boolean): void;
  /** Looks at a box from where it is looked at now, or from a side. */
  frame(box: StageBox, from?: StandardView | "home", isSudden?: boolean): void;
  /** Turns about the point that is looked at, without coming nearer. */
  lookFrom(side: StandardView): void;
  setProjection(projection: StageView["projection"]): void;
  setWalking(isWalking: boolean): void;
  /** Has the eye circle a point that was met, at its distance; the picture does not jump. */
  circle(pointM: Triple): void;
  setSize(widthPx: number, heightPx: number): void;
  /** Everything there is to see, so that nothing of it is cut off. */
  setScene(box: StageBox | undefined): void;
  setEnabled(isEnabled: boolean): void;
  /** Goes on by some seconds. True while something moves. */
  update(deltaS: number): boolean;
  dispose(): void;
}

const scratchA = new Vector3();
const scratchB = new Vector3();

/**
 * Opens the rig on an element that takes pointers.
 *
 * @param onWake Told when there is something to draw. @param onHand Told when somebody takes the camera in hand.
 */
export function openCameraRig(element: HTMLElement, onWake: () => void, onHand: () => void): CameraRig {
  const perspective = new PerspectiveCamera(FOV_DEG, 1, 0.1, 1000);
  const orthographic = new OrthographicCamera(-1, 1, BASE_HEIGHT_M / 2, -BASE_HEIGHT_M / 2, -1000, 1000);
  for (const each of [perspective, orthographic]) each.up.set(0, 0, 1);
  perspective.position.set(-10, -14, 9);
  const controls = new CameraControls(perspective, element);
  controls.dollyToCursor = true;
  controls.smoothTime = 0.12;
  controls.draggingSmoothTime = 0.03;
  controls.minDistance = WALK_TARGET_M;
  const { ACTION } = CameraControls;
  Object.assign(controls.mouseButtons, { right: ACTION.TRUCK, middle: ACTION.TRUCK });
  for (const event of ["control", "controlstart", "transitionstart", "wake"] as const)
    controls.addEventListener(event, onWake);
  controls.addEventListener("controlstart", onHand);
  controls.addEventListener("control", onHand);
  const keys = createWalkKeys(onWake);
  let aspect = 1;
  let scene: StageBox | undefined;
  let isWalking = false;

  const isFlat = () => controls.camera instanceof OrthographicCamera;
  const eyeAndTarget = (): readonly [Vector3, Vector3] => [
    controls.getPosition(scratchA.clone()),
    controls.getTarget(scratchB.clone()),
  ];
  const heightAtTarget = (): number => {
    if (controls.camera instanceof OrthographicCamera) return BASE_HEIGHT_M / controls.camera.zoom;
    return 2 * HALF_FOV_TAN * controls.distance;
  };
  /** @param heightM Of what is seen at the target. */
  const place = (eye: Vector3, target: Vector3, heightM: number, isSmooth: boolean): void => {
    void controls.setFocalOffset(0, 0, 0, false);
    void controls.setLookAt(eye.x, eye.y, eye.z, target.x, target.y, target.z, isSmooth);
    if (isFlat()) void controls.zoomTo(BASE_HEIGHT_M / Math.max(heightM, 1e-3), isSmooth);
    onWake();
  };
  const fitAspect = (): void => {
    perspective.aspect = aspect;
    orthographic.left = (-BASE_HEIGHT_M / 2) * aspect;
    orthographic.right = (BASE_HEIGHT_M / 2) * aspect;
    for (const each of [perspective, orthographic]) each.updateProjectionMatrix();
  };
  const fitDepth = (): void => {
    if (!scene) return;
    const box = scene;
    const radius = Math.max(0.5 * Math.hypot(box[3] - box[0], box[4] - box[1], box[5] - box[2]), 0.5);
    scratchA.set((box[0] + box[3]) / 2, (box[1] + box[4]) / 2, (box[2] + box[5]) / 2);
    const distance = controls.camera.position.distanceTo(scratchA);
    // A depth buffer of 24 bits holds 1 : 20,000 well.
    perspective.near = Math.max(distance - 1.1 * radius, (distance + radius) / 20_000, 0.02);
    perspective.far = Math.max(distance + 1.1 * radius, perspective.near * 10);
    orthographic.near = -2 * (distance + radius);
    orthographic.far = 2 * (distance + radius);
    controls.camera.updateProjectionMatrix();
  };

  const rig: CameraRig = {
    get camera() {
      return controls.camera;
    },
    get view(): StageView {
      const [eye, target] = eyeAndTarget();
      return {
        eyeM: eye.toArray() as [number, number, number],
        targetM: target.toArray() as [number, number, number],
        projection: isFlat() ? "orthographic" : "perspective",
        heightM: heightAtTarget(),
      };
    },
    setView({ eyeM, targetM, projection, heightM }, isSudden) {
      rig.setProjection(projection);
      place(new Vector3(...eyeM), new Vector3(...targetM), heightM, !isSudden);
    },
    frame(box, from, isSudden = false) {
      const [eye, target] = eyeAndTarget();
      const towardsEye =
        from === undefined ? eye.sub(target) : new Vector3(...(from === "home" ? HOME : SIDES[from]));
      if (towardsEye.lengthSq() === 0) towardsEye.set(...HOME);
      towardsEye.normalize();
      const { heightM, distanceM, centre } = measureFit(box, towardsEye, aspect);
      place(centre.clone().addScaledVector(towardsEye, distanceM), centre, heightM, !isSudden);
    },
    lookFrom(side) {
      const [eye, target] = eyeAndTarget();
      const distance = eye.distanceTo(target);
      const from = new Vector3(...SIDES[side]).normalize();
      place(target.clone().addScaledVector(from, distance), target, heightAtTarget(), true);
    },
    setProjection(projection) {
      const isNowFlat = projection === "orthographic";
      if (isNowFlat === isFlat()) return;
      const [eye, target] = eyeAndTarget();
      const heightM = heightAtTarget();
      controls.camera = isNowFlat ? orthographic : perspective;
      controls.mouseButtons.wheel = isNowFlat ? ACTION.ZOOM : ACTION.DOLLY;
      controls.touches.two = isNowFlat ? ACTION.TOUCH_ZOOM_TRUCK : ACTION.TOUCH_DOLLY_TRUCK;
      controls.touches.three = ACTION.TOUCH_TRUCK;
      fitAspect();
      const direction = eye.sub(target).normalize();
      const distanceM = heightM / (2 * HALF_FOV_TAN);
      place(target.clone().addScaledVector(direction, distanceM), target, heightM, false);
    },
    setWalking(next) {
      if (next === isWalking) return;
      isWalking = next;
      keys.setOn(next);
      const [eye, target] = eyeAndTarget();
      const ahead = target.sub(eye).normalize();
      const reachM = next ? WALK_TARGET_M : AFTER_WALK_M;
      controls.azimuthRotateSpeed = next ? -0.4 : 1;
      controls.polarRotateSpeed = next ? -0.4 : 1;
      controls.mouseButtons.wheel = next ? ACTION.NONE : ACTION.DOLLY;
      place(eye, eye.clone().addScaledVector(ahead, reachM), 1, false);
    },
    circle(pointM) {
      if (isWalking || isFlat()) return;
      const [eye, target] = eyeAndTarget();
      const ahead = target.sub(eye).normalize();
      const depthM = scratchA
        .set(...pointM)
        .sub(eye)
        .dot(ahead);
      if (depthM < WALK_TARGET_M * 2) return;
      place(eye, eye.clone().addScaledVector(ahead, depthM), 1, false);
    },
    setSize(widthPx, heightPx) {
      aspect = widthPx / Math.max(1, heightPx);
      fitAspect();
      onWake();
    },
    setScene(box) {
      scene = box;
      onWake();
    },
    setEnabled(isEnabled) {
      controls.enabled = isEnabled;
    },
    update(deltaS) {
      const isStriding = keys.move(controls, deltaS);
      const isMoving = controls.update(deltaS);
      fitDepth();
      return isMoving || isStriding;
    },
    dispose() {
      keys.setOn(false);
      controls.dispose();
    },
  };
  return rig;
}

/** How far the eye has to be, and how high the picture, for a box to fill it; the box's corners are measured, not a ball. */
function measureFit(
  [x0, y0, z0, x1, y1, z1]: StageBox,
  towardsEye: Vector3,
  aspect: number,
): { heightM: number; distanceM: number; centre: Vector3 } {
  const centre = new Vector3((x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2);
  const right = new Vector3(-towardsEye.y, towardsEye.x, 0);
  if (right.lengthSq() < 1e-12) right.set(1, 0, 0);
  right.normalize();
  const up = new Vector3().crossVectors(towardsEye, right).normalize();
  let [heightM, distanceM] = [0.1, 0.1];
  for (let corner = 0; corner < 8; corner++) {
    const offset = new Vector3(corner & 1 ? x1 : x0, corner & 2 ? y1 : y0, corner & 4 ? z1 : z0).sub(centre);
    const half = Math.max(Math.abs(offset.dot(up)), Math.abs(offset.dot(right)) / aspect) * FIT_MARGIN;
    heightM = Math.max(heightM, 2 * half);
    distanceM = Math.max(distanceM, half / HALF_FOV_TAN + offset.dot(towardsEye));
  }
  return { heightM, distanceM, centre };
}
