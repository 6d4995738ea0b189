import { Math as CesiumMath, type CesiumWidget, type PerspectiveFrustum } from "cesium";
import { tokens } from "../app/tokens.ts";
import { type CameraFrame, FEATURE_RANGE_M, frameBounds, framePlace, HOME_FRAME } from "./camera-framing.ts";
import {
  applyPose,
  type CameraPose,
  createEarthKeeper,
  createMotionWatch,
  flyToFrame,
  readAttitude,
  readEyeHeightM,
  readPose,
  readView,
} from "./camera-pose.ts";
import type { SymbolCluster } from "./cluster-symbols.ts";
import { veilOf } from "./feature-shader.ts";
import { updateGroundMaterial } from "./ground-material.ts";
import { watchKeyboard } from "./keyboard-camera.ts";
import { applyUnderground, createNightGlobe } from "./night-globe.ts";
import { watchPointer } from "./pointer.ts";
import { createProjection } from "./project-points.ts";
import {
  DEFAULT_UNDERGROUND,
  type FeaturePick,
  type SceneLayer,
  type SceneView,
  type ScreenPosition,
  type UndergroundState,
} from "./scene-contract.ts";
import type { StatusTexture } from "./status-texture.ts";
import { createSymbolOverlay } from "./symbol-overlay.ts";
import type { MarkedFeature, SymbolSet } from "./symbol-set.ts";
import { createTilesetLayer, type TilesetLayer } from "./tileset-layer.ts";

/** Members of a cluster that lie closer together than this cannot be told apart by going nearer. */
const INSEPARABLE_DEG = 0.0003;

/** What outlives a graphics context: the stage shows it and never changes it. */
export interface StageScript {
  readonly symbols: SymbolSet;
  selection(): FeaturePick | null;
}

/** What a stage tells. Called while drawing: pass it on later. */
export interface StageEvents {
  onPick(pick: FeaturePick | null): void;
  onView(): void;
  onFrame(): void;
  onProgress(layer: string, pendingTiles: number): void;
  onGroundProgress(pendingTiles: number): void;
  onFailure(layer: string, url: string, reason: string): void;
  onTextureWritten(): void;
  /** The graphics context is gone, or drawing failed: this stage draws no more. */
  onBroken(reason: string): void;
}

/** One life of the graphics context: the widget, its tilesets, its overlay and its listeners. */
export interface Stage {
  /** Loads a layer; one that is shown already stays until the new one has its first picture. */
  openLayer(layer: SceneLayer, texture: StatusTexture): void;
  closeLayer(id: string): void;
  showLayer(id: string, isVisible: boolean): void;
  markDirty(id: string, texture: StatusTexture): void;
  showSelection(selection: FeaturePick | null): void;
  setUnderground(state: UndergroundState): void;
  flyToBounds(bbox: readonly [number, number, number, number]): void;
  flyToPlace(lonDeg: number, latDeg: number): void;
  flyTo(frame: CameraFrame): void;
  project(pick: FeaturePick): ScreenPosition | null;
  view(): SceneView;
  pose(): CameraPose;
  symbolsShown(): number;
  requestFrame(): void;
  dispose(): void;
}

/** A layer on the stage, and the one it replaces. */
interface StagedLayer {
  current: TilesetLayer;
  leaving: TilesetLayer | undefined;
  isVisible: boolean;
}

/** Opens a stage in `container`; `pose` places the camera where an earlier stage stood. */
export function openStage(
  container: HTMLElement,
  script: StageScript,
  events: StageEvents,
  options: { readonly msaaSamples: number; readonly pose: CameraPose | undefined },
): Stage {
  const credits = createCreditContainer(container);
  const widget = createNightGlobe(container, credits, options.msaaSamples);
  const { scene } = widget;
  fillContainer(widget);
  const overlay = createSymbolOverlay(container, script.symbols);
  const layers = new Map<string, StagedLayer>();
  const lessMotion = window.matchMedia("(prefers-reduced-motion: reduce)");
  const keepEarthInView = createEarthKeeper(scene);
  const hasMoved = createMotionWatch(scene);
  let underground = DEFAULT_UNDERGROUND;
  if (options.pose) applyPose(scene, options.pose);
  else flyToFrame(scene, HOME_FRAME, true);

  const flyTo = (frame: CameraFrame) => flyToFrame(scene, frame, lessMotion.matches);
  const flyToBounds = (bbox: readonly [number, number, number, number]) => {
    const frustum = scene.camera.frustum as PerspectiveFrustum;
    flyTo(frameBounds(bbox, frustum.fovy ?? CesiumMath.PI_OVER_THREE, frustum.aspectRatio ?? 1));
  };
  const flyToPlace = (lonDeg: number, latDeg: number) =>
    flyTo(framePlace(lonDeg, latDeg, readAttitude(scene).headingDeg, FEATURE_RANGE_M));

  const ends = [
    scene.preUpdate.addEventListener(() => {
      keepEarthInView();
      if (hasMoved()) events.onView();
      const veil = veilOf(underground.groundOpacity, readEyeHeightM(scene));
      for (const { current, leaving } of layers.values()) {
        current.setVeil(veil);
        leaving?.setVeil(veil);
      }
      updateGroundMaterial(scene, underground.groundOpacity);
    }),
    scene.postRender.addEventListener(() => {
      overlay.draw(scene, script.selection());
      events.onFrame();
    }),
    scene.globe.tileLoadProgressEvent.addEventListener(events.onGroundProgress),
    scene.renderError.addEventListener((_scene: unknown, error: unknown) => events.onBroken(String(error))),
    watchContext(scene.canvas, () => events.onBroken("webglcontextlost")),
    watchKeyboard(scene),
    watchPointer(scene, {
      findSymbol: overlay.findAt,
      onSymbol: (cluster) => {
        const bounds = cluster.members.length > 1 ? boundsOf(cluster, script.symbols) : undefined;
        if (bounds) flyToBounds(bounds);
        else events.onPick(cluster.lead.owner.pick);
      },
      onFeature: (picked) => {
        const owner = picked && [...layers].find(([, staged]) => staged.current.owns(picked.tileset));
        events.onPick(owner ? { layer: owner[0], featureIndex: picked.featureIndex } : null);
      },
    }),
  ];
  const stopResizing = watchSize(container, () => {
    widget.resize();
    scene.requestRender();
  });

  return {
    openLayer(layer, texture) {
      const previous = layers.get(layer.id);
      previous?.leaving?.dispose();
      const opened = createTilesetLayer(scene, layer, texture, {
        onProgress: (pendingTiles) => events.onProgress(layer.id, pendingTiles),
        onFailure: (url, reason) => events.onFailure(layer.id, url, reason),
        onTextureWritten: events.onTextureWritten,
        onFirstPicture: () => {
          const staged = layers.get(layer.id);
          if (staged?.current !== opened) return;
          staged.leaving?.dispose();
          staged.leaving = undefined;
          scene.requestRender();
        },
      });
      layers.set(layer.id, { current: opened, leaving: previous?.current, isVisible: layer.isVisible });
      opened.setSelected(selectedIn(layer.id, script.selection()));
    },
    closeLayer(id) {
      const staged = layers.get(id);
      staged?.current.dispose();
      staged?.leaving?.dispose();
      layers.delete(id);
      scene.requestRender();
    },
    showLayer(id, isVisible) {
      const staged = layers.get(id);
      if (!staged) return;
      staged.current.setVisible(isVisible);
      staged.leaving?.setVisible(isVisible);
      scene.requestRender();
    },
    markDirty(id, texture) {
      layers.get(id)?.current.markDirty(texture);
      layers.get(id)?.leaving?.markDirty(texture);
    },
    showSelection(selection) {
      for (const [id, { current }] of layers) current.setSelected(selectedIn(id, selection));
      scene.requestRender();
    },
    setUnderground(state) {
      underground = state;
      applyUnderground(scene, state);
    },
    flyToBounds,
    flyToPlace,
    flyTo,
    project(pick) {
      const foot = script.symbols.findFoot(pick);
      return foot ? createProjection(scene, 0)(foot) : null;
    },
    view: () => readView(scene),
    pose: () => readPose(scene),
    symbolsShown: overlay.count,
    requestFrame: () => scene.requestRender(),
    dispose() {
      stopResizing();
      for (const end of ends) end();
      for (const { current, leaving } of layers.values()) {
        current.dispose();
        leaving?.dispose();
      }
      layers.clear();
      overlay.dispose();
      widget.destroy();
      credits.remove();
    },
  };
}

function selectedIn(layer: string, selection: FeaturePick | null): number {
  return selection?.layer === layer ? selection.featureIndex : -1;
}

/** West, south, east, north around a cluster's members; `undefined` where going nearer would not part them. */
function boundsOf(
  { members }: SymbolCluster<MarkedFeature>,
  symbols: SymbolSet,
): [number, number, number, number] | undefined {
  const places = members.flatMap(({ owner }) => symbols.findPlace(owner.pick) ?? []);
  const lons = places.map(({ lonDeg }) => lonDeg);
  const lats = places.map(({ latDeg }) => latDeg);
  const bounds: [number, number, number, number] = [
    Math.min(...lons),
    Math.min(...lats),
    Math.max(...lons),
    Math.max(...lats),
  ];
  const isOneSpot = bounds[2] - bounds[0] < INSEPARABLE_DEG && bounds[3] - bounds[1] < INSEPARABLE_DEG;
  return isOneSpot ? undefined : bounds;
}

/** Off the picture but not hidden: a screen reader finds it, and `credits()` gives it to whoever shows it. */
function createCreditContainer(container: HTMLElement): HTMLElement {
  const element = document.createElement("div");
  element.style.cssText =
    "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
  container.append(element);
  return element;
}

/** Cesium's style sheet, as far as one canvas needs it. */
function fillContainer(widget: CesiumWidget): void {
  for (const element of [widget.canvas.parentElement, widget.canvas]) {
    if (element)
      Object.assign(element.style, { display: "block", width: "100%", height: "100%", touchAction: "none" });
  }
  Object.assign(widget.canvas.style, { outlineColor: tokens.accent.focus, outlineOffset: "-2px" });
  widget.resize();
}

function watchContext(canvas: HTMLCanvasElement, onLost: () => void): () => void {
  canvas.addEventListener("webglcontextlost", onLost);
  return () => canvas.removeEventListener("webglcontextlost", onLost);
}

function watchSize(container: HTMLElement, onSize: () => void): () => void {
  const observer = new ResizeObserver(onSize);
  observer.observe(container);
  return () => observer.disconnect();
}
