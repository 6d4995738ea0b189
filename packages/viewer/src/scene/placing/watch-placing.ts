import { ecefToGeodetic, enuToEcef, invertFrame, transformPoint } from "@shuicheng/shared/geo";
import { Cartesian2, type Scene } from "cesium";
import { meetEllipsoidalLevel } from "../camera-pose.ts";
import type { ModelPose, PlacingDrag, ScreenPosition } from "../scene-contract.ts";

/** With Shift a model is turned by these steps, degrees. */
const TURN_STEP_DEG = 15;

/** What dragging a model needs of the scene around it. */
interface PlacingPointerNeeds {
  /** How the model that is being placed stands now; null while none is. */
  pose(): ModelPose | null;
  isKnobAt(at: ScreenPosition): boolean;
  isAnchorAt(at: ScreenPosition): boolean;
  /** Whether the model itself is under a pixel. Costs a drawing pass. */
  isModelAt(at: ScreenPosition): boolean;
  onDrag(drag: PlacingDrag): void;
}

/** What a press has taken: the handle, or the model with where its anchor was from the pointer, degrees. */
type Grip =
  | { readonly what: "knob" }
  | { readonly what: "model"; readonly lonDeg: number; readonly latDeg: number };

/**
 * Lets the pointer take the model that is being placed: by itself over the level of its anchor, by the ring's handle
 * around it (in steps with Shift). Meanwhile the camera stands still. @returns Ends it.
 */
export function watchPlacing(scene: Scene, needs: PlacingPointerNeeds): () => void {
  const { canvas } = scene;
  let grip: Grip | undefined;
  const levelAt = ({ xPx, yPx }: ScreenPosition, pose: ModelPose) => {
    const point = meetEllipsoidalLevel(scene, new Cartesian2(xPx, yPx), pose.ellipsoidalHeightM);
    return point && ecefToGeodetic([point.x, point.y, point.z]);
  };
  const take = (at: ScreenPosition, pose: ModelPose): Grip | undefined => {
    if (needs.isKnobAt(at)) return { what: "knob" };
    if (!needs.isAnchorAt(at) && !needs.isModelAt(at)) return undefined;
    const under = levelAt(at, pose);
    return under && { what: "model", lonDeg: pose.lonDeg - under.lonDeg, latDeg: pose.latDeg - under.latDeg };
  };
  const onDown = (event: PointerEvent) => {
    const pose = needs.pose();
    if (!pose || event.button !== 0) return;
    grip = take(placeOf(event), pose);
    if (!grip) return;
    scene.screenSpaceCameraController.enableInputs = false;
    canvas.setPointerCapture(event.pointerId);
    canvas.style.cursor = "grabbing";
  };
  const onMove = (event: PointerEvent) => {
    const pose = needs.pose();
    if (!grip || !pose) return;
    const under = levelAt(placeOf(event), pose);
    if (!under) return;
    if (grip.what === "model") {
      needs.onDrag({ lonDeg: under.lonDeg + grip.lonDeg, latDeg: under.latDeg + grip.latDeg });
    } else {
      const headingDeg = bearingDeg(pose, under);
      const step = event.shiftKey ? TURN_STEP_DEG : 0.1;
      needs.onDrag({ headingDeg: (Math.round(headingDeg / step) * step) % 360 });
    }
  };
  const onUp = () => {
    if (!grip) return;
    grip = undefined;
    canvas.style.cursor = "";
    if (!scene.isDestroyed()) scene.screenSpaceCameraController.enableInputs = true;
  };
  const listeners = [
    ["pointerdown", onDown],
    ["pointermove", onMove],
    ["pointerup", onUp],
    ["pointercancel", onUp],
  ] as const;
  for (const [type, listener] of listeners) canvas.addEventListener(type, listener as EventListener);
  return () => {
    onUp();
    for (const [type, listener] of listeners) canvas.removeEventListener(type, listener as EventListener);
  };
}

const placeOf = (event: PointerEvent): ScreenPosition => ({ xPx: event.offsetX, yPx: event.offsetY });

/** Direction on the ground, degrees clockwise from true north, 0–360. */
function bearingDeg(from: ModelPose, to: { readonly lonDeg: number; readonly latDeg: number }): number {
  const local = transformPoint(
    invertFrame(enuToEcef(from)),
    transformPoint(enuToEcef({ ...to, ellipsoidalHeightM: from.ellipsoidalHeightM }), [0, 0, 0]),
  );
  return ((Math.atan2(local[0], local[1]) * 180) / Math.PI + 360) % 360;
}
