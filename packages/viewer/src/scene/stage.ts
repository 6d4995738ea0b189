import type { PerspectiveFrustum, Scene } from "cesium";
import type { CameraPlace, SceneTool, ThemeName } from "../client/view-store.ts";
import type { Language } from "../format/language.ts";
import {
  type CameraFrame,
  FEATURE_RANGE_M,
  frameBounds,
  framePlace,
  HOME_FRAME,
  MIN_MODEL_RANGE_M,
} from "./camera-framing.ts";
import {
  applyPlace,
  applyPose,
  type CameraPose,
  createEarthKeeper,
  createMotionWatch,
  flyToFrame,
  fovyOf,
  rangeOf,
  readAttitude,
  readEyeHeightM,
  readPose,
  readView,
} from "./camera-pose.ts";
import { applyTheme, applyUnderground, createCityGlobe } from "./city-globe.ts";
import { countDrawCalls } from "./count-draw-calls.ts";
import { applyDepth } from "./eye-depth.ts";
import { updateFarGlobe } from "./far-globe.ts";
import { mannerOf } from "./feature-shader.ts";
import { updateGroundMaterial } from "./ground-material.ts";
import { watchKeyboard } from "./keyboard-camera.ts";
import { createMapLayer } from "./map/map-imagery.ts";
import type { MapNames } from "./map/map-names.ts";
import type { MapPainter } from "./map/map-painter.ts";
import { createNameOverlay } from "./map/name-overlay.ts";
import { findPoint, type PointTarget } from "./measure/find-point.ts";
import { createMeasureAim } from "./measure/measure-aim.ts";
import { watchMeasureKeys } from "./measure/measure-keys.ts";
import { createMeasureOverlay } from "./measure/measure-overlay.ts";
import type { MeasureTool } from "./measure/measure-tool.ts";
import { findOpenGround } from "./placing/open-ground.ts";
import { createPlacingRing } from "./placing/placing-ring.ts";
import { watchPlacing } from "./placing/watch-placing.ts";
import { type PickedFeature, pickFeature, watchPointer } from "./pointer.ts";
import { createProjection } from "./project-points.ts";
import { runRenderLoop } from "./render-loop.ts";
import type {
  FeaturePick,
  GroundPlace,
  ModelPlacing,
  PlacingDrag,
  SceneView,
  ScreenPosition,
  UndergroundState,
} from "./scene-contract.ts";
import { readLight } from "./scene-light.ts";
import { createCreditContainer, fillContainer, watchContext, watchSize } from "./stage-elements.ts";
import { createStagedLayers, featureLayer, type LayerEvents, type StagedLayers } from "./staged-layers.ts";
import { boundsOfCluster } from "./symbol-bounds.ts";
import { createSymbolOverlay } from "./symbol-overlay.ts";
import type { SymbolSet } from "./symbol-set.ts";
import { buildingShareOf, veilOf } from "./veil.ts";

/** The base map as a stage shows it. */
export interface StagedMap {
  readonly painter: MapPainter;
  readonly names: MapNames;
  readonly credit: string;
}

/** How everything is shown: held outside of the stage, so that it comes back with another. */
export interface StageLook {
  readonly theme: ThemeName;
  readonly language: Language;
  readonly tool: SceneTool;
  readonly underground: UndergroundState;
  readonly map: StagedMap | null;
}

/** What outlives a graphics context: the stage shows it and never changes it, the measure's line apart. */
export interface StageScript {
  readonly symbols: SymbolSet;
  readonly measure: MeasureTool;
  selection(): FeaturePick | null;
  /** The model that is being placed by hand. */
  placing(): ModelPlacing | null;
  look(): StageLook;
}

/** What a stage tells. Called while drawing: pass it on later. */
export interface StageEvents extends LayerEvents {
  onPick(pick: FeaturePick | null): void;
  onHover(hover: { readonly pick: FeaturePick; readonly at: ScreenPosition } | null): void;
  onView(): void;
  onFrame(): void;
  onGroundProgress(pendingTiles: number): void;
  onMapFailure(reason: string): void;
  onPlacingDrag(drag: PlacingDrag): void;
  /** The graphics context is gone, or drawing failed: this stage draws no more. */
  onBroken(): void;
}

/** One life of the graphics context: the widget, its tilesets, its overlays and its listeners. */
export interface Stage {
  readonly layers: StagedLayers;
  showSelection(selection: FeaturePick | null): void;
  /** The look is another now. */
  applyLook(before: StageLook): void;
  flyToBounds(bbox: readonly [number, number, number, number]): void;
  /** The same at a height above the ellipsoid, and as near as a building asks for. */
  flyToModel(bbox: readonly [number, number, number, number], ellipsoidalHeightM: number): void;
  /** @param ellipsoidalHeightM Absent: the ground. @param rangeM Absent: a feature's. */
  flyToPlace(lonDeg: number, latDeg: number, ellipsoidalHeightM?: number, rangeM?: number): void;
  flyTo(frame: CameraFrame): void;
  goTo(place: CameraPlace): void;
  flyNorth(): void;
  findOpenGround(): GroundPlace | null;
  project(pick: FeaturePick): ScreenPosition | null;
  view(): SceneView;
  pose(): CameraPose;
  symbolsShown(): number;
  drawCalls(): number;
  /** The measured line is another: drawn over the picture as it stands, without drawing the city again. */
  drawMeasure(): void;
  requestFrame(): void;
  dispose(): void;
}

/** Opens a stage in `container`; `pose` places the camera where an earlier stage stood. */
export function openStage(
  container: HTMLElement,
  script: StageScript,
  events: StageEvents,
  options: { readonly msaaSamples: number; readonly pose: CameraPose | undefined },
): Stage {
  const credits = createCreditContainer(container);
  const widget = createCityGlobe(container, credits, options.msaaSamples);
  const { scene } = widget;
  fillContainer(widget);
  const calls = countDrawCalls(scene);
  let drawCalls = 0;
  const requestFrame = () => {
    if (!scene.isDestroyed()) scene.requestRender();
  };
  // Bottom first: names, the measured line, symbols.
  const names = createNameOverlay(container, requestFrame);
  const aim = createMeasureAim(() => ({
    widthPx: scene.canvas.clientWidth,
    heightPx: scene.canvas.clientHeight,
  }));
  const measured = createMeasureOverlay(container, script.measure, aim);
  const symbols = createSymbolOverlay(container, script.symbols);
  const ring = createPlacingRing(container);
  const map = createMapLayer(scene, { onFailure: events.onMapFailure });
  const loop = runRenderLoop(widget, events.onBroken);
  const layers = createStagedLayers(scene, {
    ...events,
    onProgress(layer, pendingTiles) {
      if (pendingTiles > 0) loop.wake();
      events.onProgress(layer, pendingTiles);
    },
  });
  const lessMotion = window.matchMedia("(prefers-reduced-motion: reduce)");
  const keepEarthInView = createEarthKeeper(scene);
  const hasMoved = createMotionWatch(scene);
  if (options.pose) applyPose(scene, options.pose);
  else flyToFrame(scene, HOME_FRAME, true);

  const flyTo = (frame: CameraFrame) => flyToFrame(scene, frame, lessMotion.matches);
  const aspect = () => (scene.camera.frustum as PerspectiveFrustum).aspectRatio ?? 1;
  const flyToBounds = (bbox: readonly [number, number, number, number]) =>
    flyTo(frameBounds(bbox, fovyOf(scene), aspect()));
  const pickOf = (picked: PickedFeature | null): FeaturePick | null => {
    const owner = picked && layers.ownerOf(picked.tileset);
    return owner ? { layer: featureLayer(owner), featureIndex: picked.featureIndex } : null;
  };
  const findMeasured = (picked: PickedFeature | null, { xPx, yPx }: ScreenPosition) =>
    findPoint(scene, xPx, yPx, targetOf(picked, layers, script.symbols));
  const findGround = ({ xPx, yPx }: ScreenPosition) => findPoint(scene, xPx, yPx, { on: "ground" });
  /** The measure is taken to the picture itself: there its keys work, and who came by keys sees the cross-hair. */
  const takeTool = (tool: SceneTool) => {
    const isMeasuring = tool === "measure";
    scene.canvas.style.cursor = isMeasuring ? "crosshair" : "";
    aim.reset();
    if (isMeasuring) scene.canvas.focus({ preventScroll: true });
    if (isMeasuring && scene.canvas.matches(":focus-visible")) aim.show();
  };
  const showMap = ({ map: shown, theme }: StageLook) =>
    map.show(shown?.painter ?? null, theme, shown?.credit ?? "");
  const showGround = ({ underground }: StageLook) => {
    applyUnderground(scene, underground);
    layers.setBuildingShare(buildingShareOf(underground.groundOpacity, underground.isBelowGround));
  };

  const ends = [
    scene.preUpdate.addEventListener(() => {
      keepEarthInView();
      if (!hasMoved()) return;
      loop.wake();
      events.onView();
    }),
    // Only for a frame that is drawn, and once the mouse has moved the camera for it.
    scene.preRender.addEventListener(() => {
      const { underground, theme, map: shown } = script.look();
      layers.light(veilOf(underground.groundOpacity, readEyeHeightM(scene)), readLight(scene));
      updateFarGlobe(scene);
      updateGroundMaterial(scene, {
        groundOpacity: underground.groundOpacity,
        hasMap: shown !== null,
        theme,
      });
    }),
    scene.preRender.addEventListener(calls.start),
    scene.postRender.addEventListener(() => {
      drawCalls = calls.count();
      drawOverlays(scene, script, { names, measured, symbols });
      ring.draw(scene, script.placing()?.to ?? null, script.look().theme);
      events.onFrame();
    }),
    scene.globe.tileLoadProgressEvent.addEventListener((pendingTiles: number) => {
      if (pendingTiles > 0) loop.wake();
      events.onGroundProgress(pendingTiles);
    }),
    scene.renderError.addEventListener(() => events.onBroken()),
    loop.end,
    watchContext(scene.canvas, events.onBroken),
    watchMeasureKeys(scene.canvas, {
      tool: script.measure,
      aim,
      isMeasuring: () => script.look().tool === "measure",
      findPoint: (at) => findMeasured(pickFeature(scene, layers.stepAside, at), at),
      findGround,
      onAim: () => measured.draw(scene, script.look()),
    }),
    watchPlacing(scene, {
      pose: () => script.placing()?.to ?? null,
      ...ring,
      isModelAt: (at) => pickOf(pickFeature(scene, layers.stepAside, at))?.layer === script.placing()?.layer,
      onDrag: events.onPlacingDrag,
    }),
    watchKeyboard(scene, () => script.look().underground.isBelowGround),
    watchPointer(scene, {
      findSymbol: symbols.findAt,
      isMeasuring: () => script.look().tool === "measure",
      stepAside: layers.stepAside,
      onSymbol: (cluster) => {
        const bounds = cluster.members.length > 1 ? boundsOfCluster(cluster, script.symbols) : undefined;
        if (bounds) flyToBounds(bounds);
        else events.onPick(cluster.lead.owner.pick);
      },
      // While a model is being placed a press takes it, and selects nothing.
      onFeature: (picked) => !script.placing() && events.onPick(pickOf(picked)),
      onHover: (picked, at) => {
        const pick = pickOf(picked);
        events.onHover(pick && { pick, at });
      },
      onMeasureClick: (picked, at) => {
        const point = findMeasured(picked, at);
        if (point) script.measure.click(point);
      },
      onMeasureMove: (at) => {
        aim.followPointer(at);
        script.measure.hover(findGround(at));
      },
      onMeasureEnd: script.measure.end,
    }),
  ];
  const stopResizing = watchSize(container, () => {
    widget.resize();
    scene.requestRender();
    events.onView();
  });
  const look = script.look();
  applyTheme(scene, look.theme);
  layers.setTheme(look.theme);
  showGround(look);
  showMap(look);

  return {
    layers,
    showSelection(selection) {
      layers.select(selection);
      scene.requestRender();
    },
    applyLook(before) {
      const now = script.look();
      if (now.theme !== before.theme) {
        applyTheme(scene, now.theme);
        layers.setTheme(now.theme);
      }
      if (now.map !== before.map || now.theme !== before.theme) showMap(now);
      if (now.underground !== before.underground) {
        showGround(now);
        const depthM = depthOf(now.underground);
        if (depthM !== depthOf(before.underground)) applyDepth(scene, depthM);
      }
      if (now.tool !== before.tool) takeTool(now.tool);
      scene.requestRender();
    },
    flyToBounds,
    flyToModel: (bbox, ellipsoidalHeightM) =>
      flyTo({ ...frameBounds(bbox, fovyOf(scene), aspect(), MIN_MODEL_RANGE_M), ellipsoidalHeightM }),
    flyToPlace: (lonDeg, latDeg, ellipsoidalHeightM, rangeM = FEATURE_RANGE_M) =>
      flyTo({
        ...framePlace(lonDeg, latDeg, readAttitude(scene).headingDeg, rangeM),
        ...(ellipsoidalHeightM === undefined ? {} : { ellipsoidalHeightM }),
      }),
    flyTo,
    goTo: (place) => applyPlace(scene, place),
    flyNorth() {
      const view = readView(scene);
      if (view.eyeHeightM < 0) applyPlace(scene, { ...view.camera, headingDeg: 0 });
      else flyTo({ ...view, headingDeg: 0, rangeM: rangeOf(scene, view) });
    },
    findOpenGround: () =>
      findOpenGround(
        { widthPx: scene.canvas.clientWidth, heightPx: scene.canvas.clientHeight },
        {
          isBuilt(at) {
            const picked = pickFeature(scene, layers.stepAside, at);
            return mannerOf((picked && layers.ownerOf(picked.tileset)?.kind) ?? "water") !== "pipe";
          },
          findGround,
        },
      ),
    project: (pick) => projectFoot(scene, script.symbols, pick),
    view: () => readView(scene),
    pose: () => readPose(scene),
    symbolsShown: symbols.count,
    drawCalls: () => drawCalls,
    drawMeasure: () => measured.draw(scene, script.look()),
    requestFrame,
    dispose() {
      stopResizing();
      for (const end of ends) end();
      layers.dispose();
      map.dispose();
      for (const overlay of [names, measured, symbols, ring]) overlay.dispose();
      widget.destroy();
      credits.remove();
    },
  };
}

/** Where the eye is asked to be: above the ground unless it may go below. */
const depthOf = ({ isBelowGround, depthM }: UndergroundState) => (isBelowGround ? depthM : 0);

/** Where a feature stands on the picture; null off it, or while its place is not known. */
function projectFoot(scene: Scene, symbols: SymbolSet, pick: FeaturePick | null): ScreenPosition | null {
  const foot = pick && symbols.findFoot(pick);
  return foot ? createProjection(scene, 0)(foot) : null;
}

interface Overlays {
  readonly names: ReturnType<typeof createNameOverlay>;
  readonly measured: ReturnType<typeof createMeasureOverlay>;
  readonly symbols: ReturnType<typeof createSymbolOverlay>;
}

function drawOverlays(scene: Scene, script: StageScript, { names, measured, symbols }: Overlays): void {
  const { theme, language, map } = script.look();
  names.draw(scene, {
    names: map?.names ?? null,
    language,
    theme,
    isEyeBelowGround: readEyeHeightM(scene) < 0,
    selectedAt: projectFoot(scene, script.symbols, script.selection()),
  });
  measured.draw(scene, { theme, language });
  symbols.draw(scene, script.selection(), theme);
}

/** How the place in space of what was clicked is found. */
function targetOf(picked: PickedFeature | null, layers: StagedLayers, symbols: SymbolSet): PointTarget {
  const owner = picked && layers.ownerOf(picked.tileset);
  if (!owner) return { on: "ground" };
  if (mannerOf(owner.kind) !== "pipe") return { on: "surface" };
  const place = symbols.findPlace({ layer: featureLayer(owner), featureIndex: picked.featureIndex });
  return place ? { on: "level", heightM: place.heightM } : { on: "ground" };
}
