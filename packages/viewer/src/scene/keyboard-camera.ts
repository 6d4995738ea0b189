import { Cartesian3, Math as CesiumMath, type Scene } from "cesium";
import { flyToFrame, rangeOf, readView } from "./camera-pose.ts";
import { riseBy, stepDepth } from "./eye-depth.ts";

/** A key moves the picture by this share of its height, turns it and tilts it by these angles. */
const STEP_SHARE = 0.12;
const TURN_DEG = 6;
const TILT_DEG = 4;
const MIN_STEP_M = 0.5;
/** The ground can be passed in one step of this. */
const MIN_RISE_M = 1;
const PITCH_LIMITS_DEG = { steepest: -89, flattest: -3 } as const;

/**
 * Lets the keys move the camera while the picture has the focus: arrows over the ground, Shift + arrows turn and
 * tilt, PageUp and PageDown rise and sink, + and − go nearer and farther. While looking below the ground, PageUp and
 * PageDown go by whole metres. @returns Ends it.
 */
export function watchKeyboard(scene: Scene, isBelowGround: () => boolean): () => void {
  const { canvas } = scene;
  canvas.tabIndex = 0;
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const isPaging = event.key === "PageUp" || event.key === "PageDown";
    if (isPaging && isBelowGround()) stepDepth(scene, event.key === "PageUp" ? 1 : -1);
    else if (!moveBy(scene, event.key, event.shiftKey)) return;
    event.preventDefault();
    scene.requestRender();
  };
  canvas.addEventListener("keydown", onKey);
  return () => canvas.removeEventListener("keydown", onKey);
}

/** Answers whether the key meant something. */
function moveBy(scene: Scene, key: string, isTurning: boolean): boolean {
  const { camera } = scene;
  if (isTurning && key.startsWith("Arrow")) return turn(scene, key);
  const view = readView(scene);
  const stepM = Math.max(view.metresPerPixel * scene.canvas.clientHeight * STEP_SHARE, MIN_STEP_M);
  const up = scene.globe.ellipsoid.geodeticSurfaceNormal(camera.positionWC, new Cartesian3());
  switch (key) {
    case "ArrowLeft":
      camera.moveLeft(stepM);
      return true;
    case "ArrowRight":
      camera.moveRight(stepM);
      return true;
    case "ArrowUp":
    case "ArrowDown": {
      const ahead = Cartesian3.cross(up, camera.rightWC, new Cartesian3());
      camera.move(ahead, key === "ArrowUp" ? stepM : -stepM);
      return true;
    }
    case "PageUp":
    case "PageDown": {
      const riseM = Math.max(Math.abs(view.eyeHeightM) * STEP_SHARE, MIN_RISE_M);
      riseBy(scene, key === "PageUp" ? riseM : -riseM);
      return true;
    }
    case "+":
    case "=":
      camera.moveForward(stepM);
      return true;
    case "-":
      camera.moveBackward(stepM);
      return true;
    default:
      return false;
  }
}

/** Turns and tilts around what is at the centre of the picture; below the ground, where the eye is. */
function turn(scene: Scene, key: string): boolean {
  const view = readView(scene);
  const { lonDeg, latDeg, eyeHeightM, headingDeg, pitchDeg } = view;
  if (eyeHeightM < 0) return look(scene, key);
  const rangeM = rangeOf(scene, view);
  const turnDeg = key === "ArrowLeft" ? TURN_DEG : key === "ArrowRight" ? -TURN_DEG : 0;
  const tiltDeg = key === "ArrowUp" ? -TILT_DEG : key === "ArrowDown" ? TILT_DEG : 0;
  const { steepest, flattest } = PITCH_LIMITS_DEG;
  flyToFrame(
    scene,
    {
      lonDeg,
      latDeg,
      headingDeg: headingDeg + turnDeg,
      pitchDeg: Math.min(Math.max(pitchDeg + tiltDeg, steepest), flattest),
      rangeM,
    },
    true,
  );
  return true;
}

function look({ camera }: Scene, key: string): boolean {
  const turnDeg = key === "ArrowLeft" ? -TURN_DEG : key === "ArrowRight" ? TURN_DEG : 0;
  const tiltDeg = key === "ArrowUp" ? TILT_DEG : key === "ArrowDown" ? -TILT_DEG : 0;
  camera.setView({
    orientation: {
      heading: camera.heading + CesiumMath.toRadians(turnDeg),
      pitch: CesiumMath.clamp(camera.pitch + CesiumMath.toRadians(tiltDeg), -1.5, 1.5),
      roll: 0,
    },
  });
  return true;
}
