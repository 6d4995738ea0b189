import { ellipsoidalGroundHeightM } from "@shuicheng/shared/geo";
import { Cartesian3, Math as CesiumMath, type Scene } from "cesium";
import { DEEPEST_EYE_M } from "../client/view-store.ts";
import { applyPlace, readEyeHeightM, readView } from "./camera-pose.ts";

/** An eye that is this near to the ground goes straight down; a higher one first goes to what it looks at. Metres. */
const NEAR_GROUND_M = 15;
/** From so far behind what was looked at it is looked at from below, metres. */
const STAND_BACK_M = 35;
/** Below the ground the eye looks along and a little up: most of what is buried lies above it. Degrees. */
const PITCH_BELOW_DEG = 5;
/** Up again it looks at the street. */
const PITCH_ABOVE_DEG = -12;
/** Height over the ground of an eye that came up again, metres. */
const UP_AGAIN_M = 1.7;
const METRES_PER_DEG = 111_000;

/** Keeps a depth within what may be asked, to the centimetre: 0 to −{@link DEEPEST_EYE_M} metres. */
function limitDepth(depthM: number): number {
  return Math.round(Math.min(0, Math.max(-DEEPEST_EYE_M, depthM)) * 100) / 100;
}

/** Takes the eye to a depth below the ground (negative metres), or up again at 0. */
export function applyDepth(scene: Scene, depthM: number): void {
  const view = readView(scene);
  const isBelow = view.eyeHeightM < 0;
  if (depthM >= 0 && !isBelow) return;
  const { camera } = view;
  const isFar = view.eyeHeightM > NEAR_GROUND_M;
  const backRad = CesiumMath.toRadians(camera.headingDeg);
  const shrink = Math.cos(CesiumMath.toRadians(view.latDeg));
  const lonDeg = isFar
    ? view.lonDeg - (STAND_BACK_M * Math.sin(backRad)) / METRES_PER_DEG / shrink
    : camera.lonDeg;
  const latDeg = isFar ? view.latDeg - (STAND_BACK_M * Math.cos(backRad)) / METRES_PER_DEG : camera.latDeg;
  applyPlace(scene, {
    lonDeg,
    latDeg,
    heightM: ellipsoidalGroundHeightM(lonDeg, latDeg) + (depthM < 0 ? depthM : UP_AGAIN_M),
    headingDeg: camera.headingDeg,
    pitchDeg: pitchFor(depthM < 0, isBelow, camera.pitchDeg),
  });
}

/** One who stays below goes on looking where he looks. */
function pitchFor(goesBelow: boolean, isBelow: boolean, pitchDeg: number): number {
  if (goesBelow) return isBelow ? pitchDeg : PITCH_BELOW_DEG;
  return Math.min(pitchDeg, PITCH_ABOVE_DEG);
}

/** Goes a metre deeper or up, to whole metres. */
export function stepDepth(scene: Scene, byM: 1 | -1): void {
  const eyeHeightM = readEyeHeightM(scene);
  const fromM = eyeHeightM > 0 ? 0 : eyeHeightM;
  applyDepth(scene, limitDepth(Math.round(fromM) + byM));
}

/** Raises or lowers the eye, metres along the plumb line. */
export function riseBy(scene: Scene, riseM: number): void {
  const up = scene.globe.ellipsoid.geodeticSurfaceNormal(scene.camera.positionWC, new Cartesian3());
  scene.camera.move(up, riseM);
}
