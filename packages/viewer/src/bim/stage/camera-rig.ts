import { OrthographicCamera, type PerspectiveCamera, Vector3 } from "three";
import { openControls, setFlatHandling, setWalkHandling, WALK_TARGET_M } from "./camera-controls.ts";
import { BASE_HEIGHT_M, createLenses, HALF_FOV_TAN } from "./camera-lenses.ts";
import { fitBoxBest, HOME, SIDES } from "./fit-box.ts";
import type { StageBox } from "./row-bounds.ts";
import type { Covered, StageView, StandardView, Triple } from "./stage-contract.ts";
import { createWalkKeys } from "./walk-keys.ts";
import type { WalkWorld } from "./walk-step.ts";
import { createWalker } from "./walker.ts";

/** How far ahead the point lies that the eye circles after walking where nothing is in front, and at least, metres. */
const AFTER_WALK_M = 5;
const MIN_CIRCLED_M = 1;

/** The camera of a stage and what moves it. */
export interface CameraRig {
  readonly camera: PerspectiveCamera | OrthographicCamera;
  readonly view: StageView;
  setView(view: StageView, isSudden: boolean): void;
  /** Looks at a box from where it is looked at now, or from a side. */
  frame(box: StageBox, from?: StandardView | "home", isSudden?: boolean): void;
  /** Says what lies over the picture: ways to leave it free, of which the best is taken when something is framed. */
  setCovered(read: () => readonly Covered[]): void;
  /** Turns about the point that is looked at, without coming nearer. */
  lookFrom(side: StandardView): void;
  setProjection(projection: StageView["projection"]): void;
  /**
   * @param stand Where the walker's eyes are to be at first, and where they look; not given: as they are. Who stops circles what
   * is in front.
   */
  setWalking(isWalking: boolean, stand?: { readonly eyeM: Triple; readonly headingRad?: number }): void;
  /** Has the eye circle a point that was met, at its distance; the picture does not jump. */
  circle(pointM: Triple): void;
  setSize(widthPx: number, heightPx: number): void;
  /** Everything there is to see, so that nothing of it is cut off. */
  setScene(box: StageBox | undefined): void;
  setEnabled(isEnabled: boolean): void;
  /** A camera for a picture. @param heightM Of what it sees at the target; not given: at least all that is seen now. */
  cloneCamera(aspect: number, heightM?: number): PerspectiveCamera | OrthographicCamera;
  /** Goes on by some seconds. True while something moves. */
  update(deltaS: number): boolean;
  dispose(): void;
}

const scratchA = new Vector3();
const scratchB = new Vector3();
const triple = ({ x, y, z }: Vector3): Triple => [x, y, z];

/**
 * Opens the rig on an element that takes pointers.
 *
 * @param world What a walker stands on. @param onWake Told when there is something to draw. @param onHand Told when somebody
 * takes the camera in hand. @param onNoFloor Told when a walker asks for a floor above (1) or below (−1) and there is none.
 */
export function openCameraRig(
  element: HTMLElement,
  world: WalkWorld,
  onWake: () => void,
  onHand: () => void,
  onNoFloor: (by: 1 | -1) => void,
): CameraRig {
  const lenses = createLenses(scratchA);
  const controls = openControls(lenses.perspective, element, { onWake, onHand });
  const keys = createWalkKeys(onWake);
  const walk = createWalker(controls, keys, world, onNoFloor);
  const aim = createAim(controls);
  let scene: StageBox | undefined;
  let isWalking = false;
  let readCovered: () => readonly Covered[] = () => [];
  const place: Aim["place"] = (...given) => {
    aim.place(...given);
    onWake();
  };
  const setProjection = (projection: StageView["projection"]): void => {
    const isNowFlat = projection === "orthographic";
    if (isNowFlat === aim.isFlat()) return;
    const [eye, target] = aim.eyeAndTarget();
    const heightM = aim.heightM();
    controls.camera = isNowFlat ? lenses.orthographic : lenses.perspective;
    setFlatHandling(controls, isNowFlat);
    lenses.setAspect(lenses.aspect);
    const direction = eye.sub(target).normalize();
    place(target.clone().addScaledVector(direction, heightM / (2 * HALF_FOV_TAN)), target, heightM, false);
  };
  return {
    get camera() {
      return controls.camera;
    },
    get view() {
      return aim.view();
    },
    setView({ eyeM, targetM, projection, heightM }, isSudden) {
      setProjection(projection);
      place(new Vector3(...eyeM), new Vector3(...targetM), heightM, !isSudden);
    },
    frame(box, from, isSudden = false) {
      const [eye, target] = aim.eyeAndTarget();
      const towardsEye =
        from === undefined ? eye.sub(target) : new Vector3(...(from === "home" ? HOME : SIDES[from]));
      if (towardsEye.lengthSq() === 0) towardsEye.set(...HOME);
      towardsEye.normalize();
      const shape = { aspect: lenses.aspect, isFlat: aim.isFlat(), ways: readCovered() };
      const fit = fitBoxBest(box, towardsEye, shape);
      const nextEye = fit.target.clone().addScaledVector(towardsEye, fit.distanceM);
      place(nextEye, fit.target, fit.heightM, !isSudden);
    },
    setCovered(read) {
      readCovered = read;
    },
    lookFrom(side) {
      const [eye, target] = aim.eyeAndTarget();
      const from = new Vector3(...SIDES[side]).normalize();
      place(target.clone().addScaledVector(from, eye.distanceTo(target)), target, aim.heightM(), true);
    },
    setProjection,
    setWalking(next, stand) {
      if (next === isWalking && !stand) return;
      isWalking = next;
      keys.setOn(next);
      setWalkHandling(controls, next);
      const [eye, target] = aim.eyeAndTarget();
      const ahead = target.sub(eye);
      if (stand) {
        const { eyeM, headingRad = Math.atan2(ahead.y, ahead.x) } = stand;
        eye.set(...eyeM);
        // Who stands somewhere new looks to the front, not at the feet.
        ahead.set(Math.cos(headingRad), Math.sin(headingRad), 0);
      }
      ahead.normalize();
      const inFrontM = () => world.meet(triple(eye), triple(ahead))?.distanceM ?? AFTER_WALK_M;
      const targetM = next ? WALK_TARGET_M : Math.max(MIN_CIRCLED_M, inFrontM());
      place(eye, eye.clone().addScaledVector(ahead, targetM), 1, false);
    },
    circle(pointM) {
      // The picture stays as it is: there is nothing to draw.
      if (!isWalking && !aim.isFlat()) aim.circle(pointM);
    },
    setSize(widthPx, heightPx) {
      lenses.setAspect(widthPx / Math.max(1, heightPx));
      onWake();
    },
    setScene(box) {
      scene = box;
      onWake();
    },
    setEnabled(isEnabled) {
      controls.enabled = isEnabled;
    },
    cloneCamera(aspect, heightM) {
      // What was asked for since the last frame counts.
      controls.update(0);
      if (scene) lenses.fitDepth(controls.camera, scene);
      return lenses.cloneFor(controls.camera, { aspect, seenM: aim.heightM(), heightM });
    },
    update(deltaS) {
      const isStriding = isWalking && walk(deltaS);
      const isMoving = controls.update(deltaS);
      if (scene) lenses.fitDepth(controls.camera, scene);
      return isMoving || isStriding;
    },
    dispose() {
      keys.setOn(false);
      controls.dispose();
    },
  };
}

/** Where the controls have the camera look. */
interface Aim {
  isFlat(): boolean;
  eyeAndTarget(): readonly [eye: Vector3, target: Vector3];
  /** Of what is seen at the target, metres. */
  heightM(): number;
  view(): StageView;
  /** @param heightM Of what is to be seen at the target. */
  place(eye: Vector3, target: Vector3, heightM: number, isSmooth: boolean): void;
  /** Brings the target to the depth of a point, straight ahead. */
  circle(pointM: Triple): void;
}

function createAim(controls: ReturnType<typeof openControls>): Aim {
  const aim: Aim = {
    isFlat: () => controls.camera instanceof OrthographicCamera,
    eyeAndTarget: () => [controls.getPosition(scratchA.clone()), controls.getTarget(scratchB.clone())],
    heightM() {
      if (controls.camera instanceof OrthographicCamera) return BASE_HEIGHT_M / controls.camera.zoom;
      return 2 * HALF_FOV_TAN * controls.distance;
    },
    view() {
      const [eye, target] = aim.eyeAndTarget();
      return {
        eyeM: eye.toArray() as [number, number, number],
        targetM: target.toArray() as [number, number, number],
        projection: aim.isFlat() ? "orthographic" : "perspective",
        heightM: aim.heightM(),
      };
    },
    place(eye, target, heightM, isSmooth) {
      void controls.setFocalOffset(0, 0, 0, false);
      void controls.setLookAt(eye.x, eye.y, eye.z, target.x, target.y, target.z, isSmooth);
      if (aim.isFlat()) void controls.zoomTo(BASE_HEIGHT_M / Math.max(heightM, 1e-3), isSmooth);
      // The controls have one zoom for both cameras: what a flat view had would make this one a wide angle.
      else void controls.zoomTo(1, false);
    },
    circle(pointM) {
      const [eye, target] = aim.eyeAndTarget();
      const ahead = target.sub(eye).normalize();
      const depthM = scratchA
        .set(...pointM)
        .sub(eye)
        .dot(ahead);
      if (depthM < WALK_TARGET_M * 2) return;
      aim.place(eye, eye.clone().addScaledVector(ahead, depthM), 1, false);
    },
  };
  return aim;
}
