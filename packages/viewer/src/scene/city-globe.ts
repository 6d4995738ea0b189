import {
  CameraEventType,
  CesiumWidget,
  Color,
  Credit,
  CreditDisplay,
  KeyboardEventModifier,
  NearFarScalar,
  type Scene,
} from "cesium";
import { THEMES } from "../app/tokens.ts";
import type { ThemeName } from "../client/view-store.ts";
import { layFarGlobe, toneFarGlobe } from "./far-globe.ts";
import { createGroundMaterial } from "./ground-material.ts";
import { createGroundTerrain } from "./ground-terrain.ts";
import type { Rgb } from "./palette.ts";
import { GROUND_COLOURS, parseHex } from "./palette.ts";
import type { UndergroundState } from "./scene-contract.ts";

/**
 * A plain with swells of half a metre stays right in coarse tiles; what asks for fine ones is the map on them. At this
 * error a tile is 544–1,088 pixels wide and carries a picture of 1,024. See-through ground draws each tile twice.
 */
const GROUND_SCREEN_ERROR_PX = 16;
/** Tiles kept that are out of view: each holds a map picture of 5 MB. */
const GROUND_TILES_KEPT = 40;
/** Nearer to the eye than this the ground is as see-through as asked; from the second distance on it is whole. */
const SEE_THROUGH_M = { full: 12_000, none: 60_000 } as const;
/** Colour under the ground: soil. */
const UNDERGROUND: Readonly<Record<ThemeName, string>> = { night: "#10151A", day: "#C9CFD4" };

/** Makes the globe in the night theme: ground, far globe, no sky, no sun; it draws when `render` is called and something asked for it. */
export function createCityGlobe(
  container: HTMLElement,
  creditContainer: HTMLElement,
  msaaSamples: number,
): CesiumWidget {
  // In place of the logo of a service that this page never asks.
  CreditDisplay.cesiumCredit = new Credit("CesiumJS");
  const widget = new CesiumWidget(container, {
    baseLayer: false,
    terrainProvider: createGroundTerrain(),
    skyBox: false,
    skyAtmosphere: false,
    scene3DOnly: true,
    useDefaultRenderLoop: false,
    requestRenderMode: true,
    maximumRenderTimeChange: Number.POSITIVE_INFINITY,
    useBrowserRecommendedResolution: false,
    showRenderLoopErrors: false,
    blurActiveElementOnCanvasFocus: false,
    creditContainer,
    creditViewport: creditContainer,
    msaaSamples,
    contextOptions: { webgl: { alpha: false, powerPreference: "high-performance" } },
  });
  // A wall does not need more than two device pixels for one of CSS.
  widget.resolutionScale = Math.min(1, 2 / window.devicePixelRatio);
  dressScene(widget.scene);
  setMouse(widget.scene);
  return widget;
}

function dressScene(scene: Scene): void {
  scene.highDynamicRange = false;
  scene.fog.enabled = false;
  scene.postProcessStages.fxaa.enabled = false;
  const { globe } = scene;
  globe.depthTestAgainstTerrain = true;
  globe.enableLighting = false;
  globe.showGroundAtmosphere = false;
  globe.showWaterEffect = false;
  globe.undergroundColorAlphaByDistance = new NearFarScalar(200, 0, 20_000, 1);
  globe.tileCacheSize = GROUND_TILES_KEPT;
  globe.maximumScreenSpaceError = GROUND_SCREEN_ERROR_PX;
  globe.material = createGroundMaterial();
  layFarGlobe(scene);
  applyTheme(scene, "night");
}

/** Gives sky, ground and far globe the colours of a theme. */
export function applyTheme(scene: Scene, theme: ThemeName): void {
  const { globe } = scene;
  scene.backgroundColor = toColor(parseHex(THEMES[theme].surface.page));
  globe.baseColor = toColor(GROUND_COLOURS[theme]);
  globe.undergroundColor = Color.fromCssColorString(UNDERGROUND[theme]);
  toneFarGlobe(scene, theme);
  scene.requestRender();
}

/** Most the ground keeps of itself in the below-ground view. */
const BELOW_GROUND_OPACITY = 0.15;

/** Makes the ground as see-through as asked, and lets the camera through it or not. */
export function applyUnderground(scene: Scene, { groundOpacity, isBelowGround }: UndergroundState): void {
  const { globe } = scene;
  const { translucency } = globe;
  // Below ground is a view of what is buried: opaque ground would leave nothing to see of it.
  const mostOpacity = isBelowGround ? BELOW_GROUND_OPACITY : 1;
  const opacity = Math.min(Math.max(groundOpacity, 0), mostOpacity);
  translucency.enabled = opacity < 1 || isBelowGround;
  translucency.frontFaceAlphaByDistance = new NearFarScalar(
    SEE_THROUGH_M.full,
    opacity,
    SEE_THROUGH_M.none,
    1,
  );
  // From below the ground is a thin ceiling: what stands on it can be made out.
  translucency.backFaceAlphaByDistance = new NearFarScalar(
    SEE_THROUGH_M.full,
    Math.min(opacity, 0.5),
    SEE_THROUGH_M.none,
    1,
  );
  scene.screenSpaceCameraController.enableCollisionDetection = !isBelowGround;
  scene.requestRender();
}

/** Left drag moves, right drag or Ctrl turns and tilts, the wheel zooms. */
function setMouse(scene: Scene): void {
  const mouse = scene.screenSpaceCameraController;
  mouse.zoomEventTypes = [CameraEventType.WHEEL, CameraEventType.PINCH];
  mouse.tiltEventTypes = [
    CameraEventType.RIGHT_DRAG,
    CameraEventType.MIDDLE_DRAG,
    CameraEventType.PINCH,
    { eventType: CameraEventType.LEFT_DRAG, modifier: KeyboardEventModifier.CTRL },
    { eventType: CameraEventType.RIGHT_DRAG, modifier: KeyboardEventModifier.CTRL },
  ];
  mouse.lookEventTypes = [{ eventType: CameraEventType.LEFT_DRAG, modifier: KeyboardEventModifier.SHIFT }];
  mouse.minimumZoomDistance = 3;
  mouse.maximumZoomDistance = 1.2e7;
  // A control room's picture stops where the hand stops.
  mouse.inertiaSpin = 0;
  mouse.inertiaTranslate = 0;
  mouse.inertiaZoom = 0.4;
}

function toColor([r, g, b]: Rgb): Color {
  return new Color(r, g, b, 1);
}
