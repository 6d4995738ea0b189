import type { Measurement } from "../client/view-store.ts";
import { type CameraFrame, HOME_FRAME, joinBounds } from "./camera-framing.ts";
import type { CameraPose } from "./camera-pose.ts";
import { framePreset } from "./camera-presets.ts";
import { FeaturePlaces } from "./feature-places.ts";
import { createHeldFeatures, type HeldLayer } from "./held-layers.ts";
import { creditOf, type HeldMap, holdMap } from "./held-map.ts";
import { createListeners, createTeller } from "./listeners.ts";
import { createMeasureTool } from "./measure/measure-tool.ts";
import { placingMatrix } from "./placing/placing-matrix.ts";
import {
  type CityScene,
  DEFAULT_UNDERGROUND,
  type FeaturePick,
  type ModelPlacing,
  type PlacingDrag,
  type SceneLayer,
  type SceneState,
  type SceneView,
  type ScreenPosition,
} from "./scene-contract.ts";
import { openStage, type Stage, type StageLook } from "./stage.ts";
import { featureLayer } from "./staged-layers.ts";
import { copyStatus } from "./status-texture.ts";
import { SymbolSet } from "./symbol-set.ts";
import { undulationM } from "./wide-geoid.ts";

const MAX_FAILURES = 50;
/** A layer with failed tiles is asked for again by `setLayers`, but not more often than this. */
const RETRY_AFTER_MS = 10_000;
/** After a lost context: first try, and the longest wait between tries. */
const REBUILD_FIRST_MS = 400;
const REBUILD_LONGEST_MS = 30_000;

/** From the eye to an element of a model: its room and the house around it. */
const ELEMENT_RANGE_M = 40;

/** Names to thank. The ground is ours: a synthetic surface, see shared/geo. */
const CREDITS = ["CesiumJS (Apache-2.0)", "Natural Earth II"] as const;

/** Answers whether this browser can draw the scene at all. */
export function isSceneSupported(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

/** A look being changed: the same as {@link StageLook}, with the map as it is held. */
type Look = StageLook & { readonly map: HeldMap | null };

/**
 * Mounts the city in `container`, which has to have a size and `position: relative`.
 *
 * What is shown (layers, status, places, map, selection, ground, camera) is held here; the graphics live in a stage,
 * which is rebuilt with all of it when the browser takes the graphics context away.
 *
 * @throws Cesium's error where {@link isSceneSupported} is false.
 */
export function createCityScene(
  container: HTMLElement,
  { msaaSamples = 4 }: { readonly msaaSamples?: number } = {},
): CityScene {
  const layers = new Map<string, HeldLayer>();
  const features = createHeldFeatures();
  const symbols = new SymbolSet();
  const places = new Map<string, FeaturePlaces>();
  const picks = createListeners<FeaturePick | null>();
  const hovers = createListeners<{ pick: FeaturePick; at: ScreenPosition } | null>();
  const views = createListeners<SceneView>();
  const states = createListeners<SceneState>();
  const measurements = createListeners<Measurement | null>();
  const drags = createListeners<PlacingDrag>();
  let failures: { layer: string; url: string; reason: string }[] = [];
  let mapFailure: string | null = null;
  let selection: FeaturePick | null = null;
  let placing: ModelPlacing | null = null;
  let look: Look = {
    theme: "night",
    language: "zh",
    tool: "select",
    underground: DEFAULT_UNDERGROUND,
    map: null,
  };
  let lastPose: CameraPose | undefined;
  let framesDrawn = 0;
  let textureWrites = 0;
  let pendingGroundTiles = 0;
  let isDisposed = false;
  let stage: Stage | undefined;
  let rebuildTimer: number | undefined;
  let rebuildMs = REBUILD_FIRST_MS;

  const stateNow = (): SceneState => ({
    pendingTiles: [...layers.values()].reduce(
      (sum, { layer, pendingTiles }) => sum + (layer.isVisible ? pendingTiles : 0),
      pendingGroundTiles,
    ),
    failedTiles: failures,
    mapFailure,
    isContextLost: stage === undefined,
  });
  const tellState = createTeller(() => states.tell(stateNow()));
  const tellView = createTeller(() => {
    if (stage) views.tell(stage.view());
  });
  const tellMeasure = createTeller(() => measurements.tell(measure.measurement()));
  const measure = createMeasureTool(() => {
    stage?.drawMeasure();
    tellMeasure.soon();
  });
  const forgetFailures = (layer: string) => {
    failures = failures.filter((failure) => failure.layer !== layer);
  };
  const become = (change: Partial<Look>) => {
    const before = look;
    look = { ...look, ...change };
    stage?.applyLook(before);
  };

  const open = (): Stage => {
    const opened = openStage(
      container,
      { symbols, measure, selection: () => selection, placing: () => placing, look: () => look },
      {
        onPick: (pick) => window.setTimeout(() => picks.tell(pick)),
        onHover: (hover) => window.setTimeout(() => hovers.tell(hover)),
        onView: tellView.soon,
        onFrame: () => {
          framesDrawn++;
          rebuildMs = REBUILD_FIRST_MS;
        },
        onTextureWritten: () => textureWrites++,
        onProgress: (id, pendingTiles) => {
          const held = layers.get(id);
          if (held) held.pendingTiles = pendingTiles;
          tellState.soon();
        },
        onGroundProgress: (pendingTiles) => {
          pendingGroundTiles = pendingTiles;
          // What the centre looks at was worked out on coarser ground.
          if (pendingTiles === 0) tellView.soon();
          tellState.soon();
        },
        onFailure: (id, url, reason) => {
          const held = layers.get(id);
          if (held) held.failedAtMs ??= performance.now();
          failures = [...failures, { layer: held ? featureLayer(held.layer) : id, url, reason }].slice(
            -MAX_FAILURES,
          );
          tellState.soon();
        },
        onMapFailure: (reason) => {
          mapFailure = reason;
          tellState.soon();
        },
        onPlacingDrag: drags.tell,
        onBroken: () => window.setTimeout(rebuild),
      },
      { msaaSamples, pose: lastPose },
    );
    for (const { layer } of layers.values()) openLayer(opened, layer);
    return opened;
  };
  const openLayer = (on: Stage | undefined, layer: SceneLayer) => {
    on?.layers.open(layer, features.texturesFor(featureLayer(layer), layer.features), selection);
    if (placing?.layer === featureLayer(layer)) on?.layers.setMatrix(placing.layer, placingMatrix(placing));
  };

  /** Takes the broken stage down and tries until a new one stands; the camera and all that was shown come back. */
  const rebuild = () => {
    if (isDisposed) return;
    if (stage) {
      lastPose = stage.pose();
      takeDown(stage);
      stage = undefined;
      tellState.soon();
    }
    window.clearTimeout(rebuildTimer);
    rebuildTimer = window.setTimeout(() => {
      rebuildMs = Math.min(rebuildMs * 2, REBUILD_LONGEST_MS);
      try {
        stage = open();
        tellState.soon();
        tellView.soon();
      } catch {
        // The browser may refuse a new context for a while after it took one away.
        rebuild();
      }
    }, rebuildMs);
  };

  const reopen = (held: HeldLayer) => {
    held.failedAtMs = undefined;
    forgetFailures(featureLayer(held.layer));
    held.pendingTiles = 0;
    openLayer(stage, held.layer);
  };
  const hold = (layer: SceneLayer) => {
    const held = layers.get(layer.id);
    const before = held?.layer;
    const isOwn = layer.of === undefined;
    if (isOwn && before?.isVisible !== layer.isVisible) symbols.setVisible(layer.id, layer.isVisible);
    if (!held || !before) {
      layers.set(layer.id, { layer, pendingTiles: 0, failedAtMs: undefined });
      if (isOwn) symbols.setHidden(layer.id, (index) => features.isHidden(layer.id, index));
      openLayer(stage, layer);
      return;
    }
    held.layer = layer;
    const canRetry = held.failedAtMs !== undefined && performance.now() - held.failedAtMs > RETRY_AFTER_MS;
    if (before.revision !== layer.revision || before.tileset !== layer.tileset || canRetry) reopen(held);
    else if (isOwn && before.features !== layer.features) {
      const { status, look: grown } = features.texturesFor(layer.id, layer.features);
      stage?.layers.markDirty(layer.id, status);
      stage?.layers.setLook(layer.id, grown);
    }
    if (before.isVisible !== layer.isVisible) stage?.layers.show(layer.id, layer.isVisible);
    if (before.opacity !== layer.opacity) stage?.layers.setOpacity(layer.id, layer.opacity);
  };
  const hideSymbols = (id: string) => {
    symbols.setHidden(id, (index) => features.isHidden(id, index));
    stage?.requestFrame();
  };
  const showClasses = (id: string) => {
    hideSymbols(id);
    const count = layers.get(id)?.layer.features;
    if (count !== undefined) stage?.layers.setLook(id, features.texturesFor(id, count).look);
  };

  stage = open();

  return {
    setLayers(next) {
      const ids = new Set(next.map(({ id }) => id));
      for (const id of [...layers.keys()].filter((known) => !ids.has(known))) {
        const isOwn = layers.get(id)?.layer.of === undefined;
        layers.delete(id);
        stage?.layers.close(id);
        if (!isOwn) continue;
        features.forget(id);
        places.delete(id);
        forgetFailures(id);
        symbols.removeLayer(id);
      }
      for (const layer of next) hold(layer);
      tellState.soon();
    },
    reloadLayer(id) {
      for (const held of layers.values()) if (featureLayer(held.layer) === id) reopen(held);
      tellState.soon();
    },
    paint(id, status, changed) {
      const { status: texture } = features.texturesFor(id, status.length);
      const differing = copyStatus(texture, status, changed);
      if (differing.length === 0) return;
      symbols.update(id, texture.bytes, differing);
      stage?.layers.markDirty(id, texture);
    },
    setPositions(id, positions) {
      const placed = new FeaturePlaces(positions);
      places.set(id, placed);
      symbols.setPlaces(id, placed);
      stage?.requestFrame();
    },
    setClasses(id, classes, indices) {
      features.setClasses(id, classes, indices);
      showClasses(id);
    },
    hideClasses(id, hidden) {
      features.hideClasses(id, hidden);
      showClasses(id);
    },
    setStoreys(id, storeys) {
      features.setStoreys(id, storeys);
      hideSymbols(id);
    },
    hideStoreys(id, hidden) {
      features.hideStoreys(id, hidden);
      hideSymbols(id);
      const count = layers.get(id)?.layer.features;
      if (count !== undefined) stage?.layers.setStoreys(id, features.texturesFor(id, count).storeys);
    },
    setPlacing(next, { isKept = false } = {}) {
      const before = placing;
      placing = next;
      if (before && before.layer !== next?.layer && !isKept) stage?.layers.setMatrix(before.layer, null);
      if (next) stage?.layers.setMatrix(next.layer, placingMatrix(next));
      stage?.requestFrame();
    },
    setBaseMap(map) {
      if (map === (look.map?.map ?? null)) return;
      const before = look.map;
      mapFailure = null;
      become({ map: map && holdMap(map) });
      before?.painter.dispose();
      tellState.soon();
    },
    setTheme: (theme) => become({ theme }),
    setLanguage: (language) => become({ language }),
    setTool(tool) {
      if (tool !== "measure") measure.clear();
      become({ tool });
    },
    select(pick) {
      if (selection?.layer === pick?.layer && selection?.featureIndex === pick?.featureIndex) return;
      selection = pick;
      stage?.showSelection(pick);
    },
    flyToLayer(id) {
      const layer = layers.get(id)?.layer;
      if (!layer?.bbox) return;
      // A model may stand far from any ground that is known here.
      const middleM = layer.kind === "models" ? places.get(id)?.findMiddleHeightM() : undefined;
      const [west, south, east, north] = layer.bbox;
      if (middleM === undefined) stage?.flyToBounds(layer.bbox);
      else stage?.flyToModel(layer.bbox, middleM + undulationM((west + east) / 2, (south + north) / 2));
    },
    flyToFeature(pick) {
      const place = symbols.findPlace(pick);
      if (!place) return;
      const { lonDeg, latDeg, heightM } = place;
      if (layers.get(pick.layer)?.layer.kind !== "models") stage?.flyToPlace(lonDeg, latDeg);
      else stage?.flyToPlace(lonDeg, latDeg, heightM + undulationM(lonDeg, latDeg), ELEMENT_RANGE_M);
    },
    flyHome() {
      const boxes = [...layers.values()].flatMap(({ layer }) =>
        layer.bbox && layer.isVisible ? [layer.bbox] : [],
      );
      const bounds = joinBounds(boxes);
      if (bounds) stage?.flyToBounds(bounds);
      else stage?.flyTo(HOME_FRAME satisfies CameraFrame);
    },
    flyToPreset: (preset) => stage?.flyTo(framePreset(preset, look.map?.map ?? null)),
    flyToCamera: (camera) => stage?.goTo(camera),
    flyNorth: () => stage?.flyNorth(),
    findOpenGround: () => stage?.findOpenGround() ?? null,
    setUnderground(state) {
      symbols.setGroundOpaque(state.groundOpacity >= 1 && !state.isBelowGround);
      become({ underground: state });
    },
    onPick: picks.add,
    onHover: hovers.add,
    onMeasure: measurements.add,
    onPlacingDrag: drags.add,
    onView: (listener) => {
      tellView.soon();
      return views.add(listener);
    },
    onState: (listener) => {
      tellState.soon();
      return states.add(listener);
    },
    screenPositionOf: (pick) => stage?.project(pick) ?? null,
    credits: () => [...CREDITS, ...(look.map ? [creditOf(look.map, look.language)] : [])],
    diagnostics: () => ({
      framesDrawn,
      textureWrites,
      symbolsShown: stage?.symbolsShown() ?? 0,
      drawCalls: stage?.drawCalls() ?? 0,
      pendingMapTiles: look.map?.painter.pending() ?? 0,
    }),
    dispose() {
      isDisposed = true;
      window.clearTimeout(rebuildTimer);
      for (const teller of [tellState, tellView, tellMeasure]) teller.stop();
      for (const told of [picks, hovers, views, states, measurements, drags]) told.clear();
      if (stage) takeDown(stage);
      stage = undefined;
      look.map?.painter.dispose();
      layers.clear();
    },
  };
}

/** A stage whose context is gone may fail at anything; what is left of it goes with its canvas. */
function takeDown(stage: Stage): void {
  try {
    stage.dispose();
  } catch {
    // Nothing to do: the context that refused is the one being thrown away.
  }
}
