import {
  ellipsoidalGroundHeightM,
  geoidUndulationM,
  groundHeightM,
  isGroundKnown,
} from "@shuicheng/shared/geo";
import {
  BoundingSphere,
  Cartesian2,
  Cartesian3,
  Cartographic,
  Math as CesiumMath,
  Ellipsoid,
  HeadingPitchRange,
  IntersectionTests,
  Matrix4,
  type PerspectiveFrustum,
  Ray,
  type Scene,
  Transforms,
} from "cesium";
import type { CameraPlace } from "../client/view-store.ts";
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
    frame.ellipsoidalHeightM ?? ellipsoidalGroundHeightM(frame.lonDeg, frame.latDeg),
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

const scratchEnu = new Matrix4();
const scratchLocal = new Cartesian3();

/**
 * Heading (0–360, clockwise from north) and pitch of the camera, degrees; looking straight up or down, the heading
 * is that of the picture's top. Not read from `camera.heading`: its getter moves the
 * camera by a rounding error, see {@link createMotionWatch}.
 */
export function readAttitude({ camera }: Scene): { headingDeg: number; pitchDeg: number } {
  const enuToEcef = Transforms.eastNorthUpToFixedFrame(camera.positionWC, undefined, scratchEnu);
  const ecefToEnu = Matrix4.inverseTransformation(enuToEcef, scratchEnu);
  const direction = Matrix4.multiplyByPointAsVector(ecefToEnu, camera.directionWC, scratchLocal);
  const pitchRad = Math.asin(CesiumMath.clamp(direction.z, -1, 1));
  const isVertical = Math.abs(direction.z) > 1 - CesiumMath.EPSILON6;
  const ahead = isVertical
    ? Matrix4.multiplyByPointAsVector(ecefToEnu, camera.upWC, scratchLocal)
    : direction;
  const headingRad = Math.atan2(ahead.x, ahead.y);
  return {
    headingDeg: (CesiumMath.toDegrees(headingRad) + 360) % 360,
    pitchDeg: CesiumMath.toDegrees(pitchRad),
  };
}

/** Closer than this two poses are one: rounding is not motion. */
const SAME_PLACE_M = 1e-4;
const SAME_DIRECTION = 1e-9;

/**
 * Makes a watch that answers whether the camera has moved since it was last asked, and takes rounding back: Cesium
 * reads its own `camera.heading` before each frame, whose getter turns the camera there and back, and what is left
 * over adds up to a "moved camera" and a new frame four times a second, for ever.
 *
 * Call it between Cesium's bookkeeping and its look at the camera: in `preUpdate`.
 */
export function createMotionWatch({ camera }: Scene): () => boolean {
  const held = {
    position: new Cartesian3(),
    direction: new Cartesian3(),
    up: new Cartesian3(),
    right: new Cartesian3(),
  };
  return () => {
    const hasMoved =
      !Cartesian3.equalsEpsilon(camera.position, held.position, 0, SAME_PLACE_M) ||
      !Cartesian3.equalsEpsilon(camera.direction, held.direction, 0, SAME_DIRECTION) ||
      !Cartesian3.equalsEpsilon(camera.up, held.up, 0, SAME_DIRECTION);
    const [from, to] = hasMoved ? [camera, held] : [held, camera];
    Cartesian3.clone(from.position, to.position);
    Cartesian3.clone(from.direction, to.direction);
    Cartesian3.clone(from.up, to.up);
    Cartesian3.clone(from.right, to.right);
    return hasMoved;
  };
}

const scratchCentre = new Cartesian2();
const scratchGround = new Cartographic();

/** How far one is taken to look below the ground, metres. */
const RANGE_BELOW_M = 40;

/** What the person sees, in words of the map: see {@link SceneView}. */
export function readView(scene: Scene): SceneView {
  const { camera, canvas } = scene;
  const eye = camera.positionCartographic;
  const eyeHeightM = readEyeHeightM(scene);
  // From below the ground most lines of sight come out far away: what is looked at is what lies around the eye.
  const centre = eyeHeightM < 0 ? undefined : findGroundAtCentre(scene);
  const distanceM = centre
    ? Cartesian3.distance(camera.positionWC, centre)
    : eyeHeightM < 0
      ? RANGE_BELOW_M
      : Math.abs(eye.height);
  const place = centre ? Cartographic.fromCartesian(centre, undefined, scratchGround) : eye;
  const lonDeg = CesiumMath.toDegrees(place.longitude);
  const latDeg = CesiumMath.toDegrees(place.latitude);
  return {
    lonDeg,
    latDeg,
    eyeHeightM,
    ...readAttitude(scene),
    metresPerPixel: (2 * distanceM * Math.tan(fovyOf(scene) / 2)) / Math.max(canvas.clientHeight, 1),
    groundHeightM: isGroundKnown(lonDeg, latDeg) ? groundHeightM(lonDeg, latDeg) : null,
    camera: readPlace(scene),
  };
}

function setCentre({ canvas }: Scene): void {
  scratchCentre.x = canvas.clientWidth / 2;
  scratchCentre.y = canvas.clientHeight / 2;
}

function findGroundAtCentre(scene: Scene): Cartesian3 | undefined {
  setCentre(scene);
  return findGroundAt(scene, scratchCentre);
}

/**
 * Where a pixel of the picture meets the ground, worked out from the ground itself: the drawn globe's tiles are
 * coarse while they load, and a ray at 35° then lands tens of kilometres off. Works through see-through ground too.
 */
export function findGroundAt(scene: Scene, pixel: Cartesian2): Cartesian3 | undefined {
  const { camera } = scene;
  const ray = camera.getPickRay(pixel);
  if (!ray) return undefined;
  let place: Cartographic = camera.positionCartographic;
  let point: Cartesian3 | undefined;
  for (let step = 0; step < GROUND_STEPS; step++) {
    const heightM = ellipsoidalGroundHeightM(
      CesiumMath.toDegrees(place.longitude),
      CesiumMath.toDegrees(place.latitude),
    );
    const met = meetLevel(scene, ray, heightM);
    if (!met) return point;
    point = met;
    place = Cartographic.fromCartesian(point, undefined, scratchGround);
  }
  return point;
}

/** Where a pixel meets the level of an orthometric height, metres (1985 国家高程基准). */
export function findLevelAt(scene: Scene, pixel: Cartesian2, heightM: number): Cartesian3 | undefined {
  const ray = scene.camera.getPickRay(pixel);
  const { longitude, latitude } = scene.camera.positionCartographic;
  const undulationM = geoidUndulationM(CesiumMath.toDegrees(longitude), CesiumMath.toDegrees(latitude)) ?? 0;
  return ray && meetLevel(scene, ray, heightM + undulationM);
}

/** Where a pixel meets the level of a height above the ellipsoid, metres. */
export function meetEllipsoidalLevel(
  scene: Scene,
  pixel: Cartesian2,
  ellipsoidalHeightM: number,
): Cartesian3 | undefined {
  const ray = scene.camera.getPickRay(pixel);
  return ray && meetLevel(scene, ray, ellipsoidalHeightM);
}

/** First where a ray enters the ellipsoid raised by a height; from below it, where it comes out. */
function meetLevel({ globe }: Scene, ray: Ray, ellipsoidalHeightM: number): Cartesian3 | undefined {
  const { x, y, z } = globe.ellipsoid.radii;
  const h = ellipsoidalHeightM;
  const met = IntersectionTests.rayEllipsoid(ray, new Ellipsoid(x + h, y + h, z + h));
  return met && Ray.getPoint(ray, met.start > 0 ? met.start : met.stop);
}

/** The ground rises by centimetres in a metre at most: three steps come within a millimetre. */
const GROUND_STEPS = 3;

/** Where the camera is, as a share link writes it. */
function readPlace(scene: Scene): CameraPlace {
  const { longitude, latitude, height } = scene.camera.positionCartographic;
  return {
    lonDeg: CesiumMath.toDegrees(longitude),
    latDeg: CesiumMath.toDegrees(latitude),
    heightM: height,
    ...readAttitude(scene),
  };
}

/** Puts the camera there at once. */
export function applyPlace(
  scene: Scene,
  { lonDeg, latDeg, heightM, headingDeg, pitchDeg }: CameraPlace,
): void {
  scene.camera.cancelFlight();
  scene.camera.setView({
    destination: Cartesian3.fromDegrees(lonDeg, latDeg, heightM),
    orientation: {
      heading: CesiumMath.toRadians(headingDeg),
      pitch: CesiumMath.toRadians(pitchDeg),
      roll: 0,
    },
  });
  scene.requestRender();
}

/** From the eye to what is in the middle of the picture, metres. */
export function rangeOf(scene: Scene, { metresPerPixel }: SceneView): number {
  return (metresPerPixel * scene.canvas.clientHeight) / (2 * Math.tan(fovyOf(scene) / 2));
}

/** Vertical angle of view, radians. */
export function fovyOf({ camera }: Scene): number {
  return (camera.frustum as PerspectiveFrustum).fovy ?? CesiumMath.PI_OVER_THREE;
}
