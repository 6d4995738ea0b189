import {
  buildModuleUrl,
  CameraEventType,
  CesiumWidget,
  Color,
  Credit,
  CreditDisplay,
  ImageryLayer,
  KeyboardEventModifier,
  NearFarScalar,
  type Scene,
  TileMapServiceImageryProvider,
} from "cesium";
import { tokens } from "../app/tokens.ts";
import { createGroundMaterial } from "./ground-material.ts";
import { createGroundTerrain } from "./ground-terrain.ts";
import type { Rgb } from "./palette.ts";
import { GROUND_COLOUR, parseHex } from "./palette.ts";
import type { UndergroundState } from "./scene-contract.ts";

/** The far globe's picture ends at this terrain level; nearer ground is of one colour. */
const LAST_FAR_LEVEL = 5;
/** A plain with swells of half a metre stays right in coarse tiles, and coarse tiles are there at once. */
const GROUND_SCREEN_ERROR_PX = 12;
/** Nearer to the eye than this the ground is as see-through as asked; from the second distance on it is whole. */
const SEE_THROUGH_M = { full: 12_000, none: 60_000 } as const;
/** Colour under the ground: soil at night. */
const UNDERGROUND = "#10151A";

/** Makes the globe of the night theme: ground, far globe, no sky, no sun, drawing only on request. */
export function createNightGlobe(
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
  scene.backgroundColor = toColor(parseHex(tokens.surface.page));
  scene.highDynamicRange = false;
  scene.fog.enabled = false;
  scene.postProcessStages.fxaa.enabled = false;
  const { globe } = scene;
  globe.baseColor = toColor(GROUND_COLOUR);
  globe.depthTestAgainstTerrain = true;
  globe.enableLighting = false;
  globe.showGroundAtmosphere = false;
  globe.showWaterEffect = false;
  globe.undergroundColor = Color.fromCssColorString(UNDERGROUND);
  globe.undergroundColorAlphaByDistance = new NearFarScalar(200, 0, 20_000, 1);
  globe.tileCacheSize = 500;
  globe.maximumScreenSpaceError = GROUND_SCREEN_ERROR_PX;
  globe.material = createGroundMaterial();
  globe.imageryLayers.add(
    ImageryLayer.fromProviderAsync(
      TileMapServiceImageryProvider.fromUrl(buildModuleUrl("Assets/Textures/NaturalEarthII"), {
        credit: "Natural Earth II",
      }),
      {
        maximumTerrainLevel: LAST_FAR_LEVEL,
        brightness: 0.55,
        saturation: 0.18,
        contrast: 1.1,
      },
    ),
  );
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
