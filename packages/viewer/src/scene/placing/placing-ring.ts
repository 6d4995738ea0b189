import { enuToEcef, type Matrix4, transformPoint } from "@shuicheng/shared/geo";
import { Cartesian3, type Scene } from "cesium";
import { THEMES, tokens } from "../../app/tokens.ts";
import type { ThemeName } from "../../client/view-store.ts";
import { fovyOf } from "../camera-pose.ts";
import { layCanvas, startDrawing } from "../overlay-canvas.ts";
import { createProjection } from "../project-points.ts";
import type { ModelPose, ScreenPosition } from "../scene-contract.ts";

/** The ring is this large on the picture, whatever the distance, CSS pixels. */
const RING_RADIUS_PX = 96;
/** The handle's knob, and how far from it a press still takes it. */
const KNOB_RADIUS_PX = 7;
const KNOB_REACH_PX = 16;
const SEGMENTS = 72;
const MARGIN_PX = 2_000;
const FONT = `500 12px ${tokens.type.family}`;
const HALO: Readonly<Record<ThemeName, string>> = {
  night: "rgba(8,11,14,.75)",
  day: "rgba(255,255,255,.85)",
};

/** The ring around the anchor of a model that is being placed, with a handle where its y axis points. */
interface PlacingRing {
  /** For the frame just drawn; null takes the ring away. */
  draw(scene: Scene, pose: ModelPose | null, theme: ThemeName): void;
  /** Whether a press there takes the handle. */
  isKnobAt(at: ScreenPosition): boolean;
  /** Whether a press there takes the anchor itself. */
  isAnchorAt(at: ScreenPosition): boolean;
  dispose(): void;
}

/** Lays the ring's canvas over the scene. */
export function createPlacingRing(container: HTMLElement): PlacingRing {
  const canvas = layCanvas(container);
  const context = canvas.getContext("2d");
  let ring: Ring | null = null;
  const isAt = (place: ScreenPosition | undefined, { xPx, yPx }: ScreenPosition) =>
    place !== undefined && Math.hypot(xPx - place.xPx, yPx - place.yPx) <= KNOB_REACH_PX;
  return {
    draw(scene, pose, theme) {
      if (!context || (!pose && !ring)) return;
      startDrawing(context);
      ring = pose && projectRing(scene, pose);
      if (ring && pose) drawRing(context, ring, theme, `${Math.round(pose.headingDeg * 10) / 10}°`);
    },
    isKnobAt: (at) => isAt(ring?.knob, at),
    isAnchorAt: (at) => isAt(ring?.centre, at),
    dispose: () => canvas.remove(),
  };
}

/** The ring on the picture. */
interface Ring {
  readonly centre: ScreenPosition;
  readonly knob: ScreenPosition;
  readonly rim: readonly (ScreenPosition | null)[];
}

function projectRing(scene: Scene, pose: ModelPose): Ring | null {
  const toEcef: Matrix4 = enuToEcef(pose);
  const anchor = new Cartesian3(...transformPoint(toEcef, [0, 0, 0]));
  const distanceM = Cartesian3.distance(scene.camera.positionWC, anchor);
  const pixelM = (2 * distanceM * Math.tan(fovyOf(scene) / 2)) / Math.max(scene.canvas.clientHeight, 1);
  const radiusM = RING_RADIUS_PX * pixelM;
  const project = createProjection(scene, MARGIN_PX);
  const towards = (bearingDeg: number) => {
    const rad = (bearingDeg * Math.PI) / 180;
    return project(
      new Cartesian3(...transformPoint(toEcef, [radiusM * Math.sin(rad), radiusM * Math.cos(rad), 0])),
    );
  };
  const centre = project(anchor);
  const knob = towards(pose.headingDeg);
  if (!centre || !knob) return null;
  return {
    centre,
    knob,
    rim: Array.from({ length: SEGMENTS + 1 }, (_, k) => towards((360 * k) / SEGMENTS)),
  };
}

function drawRing(
  context: CanvasRenderingContext2D,
  { centre, knob, rim }: Ring,
  theme: ThemeName,
  heading: string,
): void {
  const ink = THEMES[theme].selection;
  for (const [colour, widthPx] of [
    [HALO[theme], 5],
    [ink, 1.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = widthPx;
    context.beginPath();
    rim.forEach((place, index) => {
      if (!place) return;
      if (index === 0 || !rim[index - 1]) context.moveTo(place.xPx, place.yPx);
      else context.lineTo(place.xPx, place.yPx);
    });
    context.moveTo(centre.xPx, centre.yPx);
    context.lineTo(knob.xPx, knob.yPx);
    context.stroke();
  }
  for (const [place, radiusPx] of [
    [centre, 4],
    [knob, KNOB_RADIUS_PX],
  ] as const) {
    context.beginPath();
    context.arc(place.xPx, place.yPx, radiusPx, 0, 2 * Math.PI);
    context.fillStyle = ink;
    context.strokeStyle = HALO[theme];
    context.lineWidth = 3;
    context.stroke();
    context.fill();
  }
  context.font = FONT;
  context.textBaseline = "middle";
  context.lineWidth = 4;
  context.strokeStyle = HALO[theme];
  context.fillStyle = ink;
  const at = [knob.xPx + KNOB_RADIUS_PX + 6, knob.yPx] as const;
  context.strokeText(heading, ...at);
  context.fillText(heading, ...at);
}
