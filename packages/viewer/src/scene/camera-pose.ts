import { ellipsoidalGroundHeightM, groundHeightM, isGroundKnown } from "@shuicheng/shared/geo";
import {
  BoundingSphere,
  Cartesian2,
  Cartesian3,
  Cartographic,
  Math as CesiumMath,
  HeadingPitchRange,
  Matrix4,
  type PerspectiveFrustum,
  type Scene,
} from "cesium";
import { type CameraFrame, flattestPitchDeg } from "./camera-framing.ts";
import type { SceneView } from "./scene-contract.ts";

/** Place and attitude of a camera, for a rebuilt scene to stand where the old one stood. */
export interface CameraPose {
  readonly positionEcefM: Cartesian3;
  readonly directionEcef: Cartesian3;
  readonly upEcef: Cartesian3;
}

const FLIGHT_S = 0.9;

/** Flies to a frame; at once where motion is not wanted. */
export function flyToFrame(scene: Scene, frame: CameraFrame, isAtOnce: boolean): void {
  const centre = Cartesian3.fromDegrees(
    frame.lonDeg,
    frame.latDeg,
    ellipsoidalGroundHeightM(frame.lonDeg, frame.latDeg),
  );
  const offset = new HeadingPitchRange(
    CesiumMath.toRadians(frame.headingDeg),
    CesiumMath.toRadians(frame.pitchDeg),
    frame.rangeM,
  );
  const { camera } = scene;
  camera.cancelFlight();
  if (isAtOnce) {
    camera.lookAt(centre, offset);
    camera.lookAtTransform(Matrix4.IDENTITY);
  } else {
    camera.flyToBoundingSphere(new BoundingSphere(centre, 1), { offset, duration: FLIGHT_S });
  }
  scene.requestRender();
}

const KEEP_FROM_HEIGHT_M = 50_000;
const scratchUp = new Cartesian3();
const scratchToEye = new Cartesian3();

/**
 * Makes a watch that tilts the camera down, around what it looks at, where it would slide off the Earth: see
 * {@link flattestPitchDeg}. Call it once a frame; it does nothing near the ground.
 */
export function createEarthKeeper(scene: Scene): () => void {
  const { camera } = scene;
  const centre = Cartesian3.clone(Cartesian3.ZERO);
  return () => {
    if (camera.positionCartographic.height < KEEP_FROM_HEIGHT_M) {
      Cartesian3.clone(Cartesian3.ZERO, centre);
      return;
    }
    setCentre(scene);
    const seen = camera.pickEllipsoid(scratchCentre, scene.globe.ellipsoid);
    if (seen) Cartesian3.clone(seen, centre);
    if (Cartesian3.equals(centre, Cartesian3.ZERO)) return;
    const toEye = Cartesian3.subtract(camera.positionWC, centre, scratchToEye);
    const rangeM = Cartesian3.magnitude(toEye);
    const up = scene.globe.ellipsoid.geodeticSurfaceNormal(centre, scratchUp);
    const pitchRad = -Math.asin(Cartesian3.dot(toEye, up) / rangeM);
    const limitRad = CesiumMath.toRadians(flattestPitchDeg(rangeM));
    if (limitRad === 0 || (seen && pitchRad <= limitRad + CesiumMath.EPSILON3)) return;
    camera.lookAt(centre, new HeadingPitchRange(camera.heading, limitRad, rangeM));
    camera.lookAtTransform(Matrix4.IDENTITY);
  };
}

/** Where the camera is. */
export function readPose(scene: Scene): CameraPose {
  const { camera } = scene;
  return {
    positionEcefM: Cartesian3.clone(camera.positionWC),
    directionEcef: Cartesian3.clone(camera.directionWC),
    upEcef: Cartesian3.clone(camera.upWC),
  };
}

/** Puts the camera where it was. */
export function applyPose(scene: Scene, pose: CameraPose): void {
  scene.camera.setView({
    destination: pose.positionEcefM,
    orientation: { direction: pose.directionEcef, up: pose.upEcef },
  });
}

/** Height of the eye above the ground under it, metres; negative below. */
export function readEyeHeightM(scene: Scene): number {
  const { longitude, latitude, height } = scene.camera.positionCartographic;
  return height - ellipsoidalGroundHeightM(CesiumMath.toDegrees(longitude), CesiumMath.toDegrees(latitude));
}

const scratchCentre = new Cartesian2();
const scratchGround = new Cartographic();

/** What the person sees, in words of the map: see {@link SceneView}. */
export function readView(scene: Scene): SceneView {
  const { camera, canvas } = scene;
  const eye = camera.positionCartographic;
  const centre = findGroundAtCentre(scene);
  const distanceM = centre ? Cartesian3.distance(camera.positionWC, centre) : Math.abs(eye.height);
  const place = centre ? Cartographic.fromCartesian(centre, undefined, scratchGround) : eye;
  const lonDeg = CesiumMath.toDegrees(place.longitude);
  const latDeg = CesiumMath.toDegrees(place.latitude);
  const fovyRad = (camera.frustum as PerspectiveFrustum).fovy ?? CesiumMath.PI_OVER_THREE;
  return {
    lonDeg,
    latDeg,
    eyeHeightM: readEyeHeightM(scene),
    headingDeg: CesiumMath.toDegrees(camera.heading) % 360,
    pitchDeg: CesiumMath.toDegrees(camera.pitch),
    metresPerPixel: (2 * distanceM * Math.tan(fovyRad / 2)) / Math.max(canvas.clientHeight, 1),
    groundHeightM: isGroundKnown(lonDeg, latDeg) ? groundHeightM(lonDeg, latDeg) : null,
  };
}

function setCentre({ canvas }: Scene): void {
  scratchCentre.x = canvas.clientWidth / 2;
  scratchCentre.y = canvas.clientHeight / 2;
}

function findGroundAtCentre(scene: Scene): Cartesian3 | undefined {
  const { camera, globe } = scene;
  setCentre(scene);
  const ray = camera.getPickRay(scratchCentre);
  if (!ray) return undefined;
  return globe.pick(ray, scene) ?? camera.pickEllipsoid(scratchCentre, globe.ellipsoid) ?? undefined;
}
