import CameraControls from "camera-controls";
import {
  Box3,
  Matrix4,
  type PerspectiveCamera,
  Quaternion,
  Raycaster,
  Sphere,
  Spherical,
  Vector2,
  Vector3,
  Vector4,
} from "three";

CameraControls.install({
  THREE: { Vector2, Vector3, Vector4, Quaternion, Matrix4, Spherical, Box3, Sphere, Raycaster },
});
const { ACTION } = CameraControls;

/** A walker turns about the own eyes, metres. */
export const WALK_TARGET_M = 0.05;

/**
 * What turns pointers and wheels into moves of a camera.
 *
 * @param onWake Told when there is something to draw. @param onHand Told when somebody takes the camera in hand.
 */
export function openControls(
  camera: PerspectiveCamera,
  element: HTMLElement,
  { onWake, onHand }: { onWake(): void; onHand(): void },
): CameraControls {
  const controls = new CameraControls(camera, element);
  controls.dollyToCursor = true;
  controls.smoothTime = 0.12;
  controls.draggingSmoothTime = 0.03;
  controls.minDistance = WALK_TARGET_M;
  Object.assign(controls.mouseButtons, { right: ACTION.TRUCK, middle: ACTION.TRUCK });
  // Not with its start: a button that is pressed has moved nothing yet, and the frame of a click would wait behind it.
  for (const event of ["control", "transitionstart", "wake"] as const)
    controls.addEventListener(event, onWake);
  for (const event of ["controlstart", "control"] as const) controls.addEventListener(event, onHand);
  return controls;
}

/** Wheels and fingers change the distance, or of a flat picture its scale. */
export function setFlatHandling(controls: CameraControls, isFlat: boolean): void {
  controls.mouseButtons.wheel = isFlat ? ACTION.ZOOM : ACTION.DOLLY;
  controls.touches.two = isFlat ? ACTION.TOUCH_ZOOM_TRUCK : ACTION.TOUCH_DOLLY_TRUCK;
  controls.touches.three = ACTION.TOUCH_TRUCK;
}

/** Dragging turns the walker's head, and the wheel does nothing. */
export function setWalkHandling(controls: CameraControls, isWalking: boolean): void {
  controls.azimuthRotateSpeed = isWalking ? -0.4 : 1;
  controls.polarRotateSpeed = isWalking ? -0.4 : 1;
  controls.mouseButtons.wheel = isWalking ? ACTION.NONE : ACTION.DOLLY;
}
