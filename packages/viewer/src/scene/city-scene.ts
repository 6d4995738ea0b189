import { type CameraFrame, HOME_FRAME, joinBounds } from "./camera-framing.ts";
import type { CameraPose } from "./camera-pose.ts";
import { FeaturePlaces } from "./feature-places.ts";
import {
  type CityScene,
  DEFAULT_UNDERGROUND,
  type FeaturePick,
  type SceneLayer,
  type SceneState,
  type SceneView,
  type UndergroundState,
} from "./scene-contract.ts";
import { openStage, type Stage } from "./stage.ts";
import { buildStatusTexture, copyStatus, type StatusTexture } from "./status-texture.ts";
import { SymbolSet } from "./symbol-set.ts";

/** View and state are told at most this often. */
const TELL_EVERY_MS = 100;
const MAX_FAILURES = 50;
/** A layer with failed tiles is asked for again by `setLayers`, but not more often than this. */
const RETRY_AFTER_MS = 10_000;
/** After a lost context: first try, and the longest wait between tries. */
const REBUILD_FIRST_MS = 400;
const REBUILD_LONGEST_MS = 30_000;

/** Names to thank. The ground is ours: a synthetic surface, see shared/geo. */
const CREDITS = ["CesiumJS (Apache-2.0)", "Natural Earth II"] as const;

interface HeldLayer {
  layer: SceneLayer;
  pendingTiles: number;
  /** When tiles of it last failed; undefined while all is well. */
  failedAtMs: number | undefined;
}

/** Answers whether this browser can draw the scene at all. */
export function isSceneSupported(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

/**
 * Mounts the city in `container`, which has to have a size and `position: relative`.
 *
 * What is shown (layers, status, places, selection, ground, camera) is held here; the graphics live in a stage, which
 * is rebuilt with all of it when the browser takes the graphics context away.
 *
 * @throws Cesium's error where {@link isSceneSupported} is false.
 */
export function createCityScene(
  container: HTMLElement,
  { msaaSamples = 4 }: { readonly msaaSamples?: number } = {},
): CityScene {
  const layers = new Map<string, HeldLayer>();
  /** By layer id, also of layers not yet named: the mirror may know of a layer before the list of layers is here. */
  const textures = new Map<string, StatusTexture>();
  const symbols = new SymbolSet();
  const pickListeners = new Set<(pick: FeaturePick | null) => void>();
  const viewListeners = new Set<(view: SceneView) => void>();
  const stateListeners = new Set<(state: SceneState) => void>();
  let failures: { layer: string; url: string; reason: string }[] = [];
  let selection: FeaturePick | null = null;
  let underground: UndergroundState = DEFAULT_UNDERGROUND;
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
    failedTiles: failures.map(({ url, reason }) => ({ url, reason })),
    isContextLost: stage === undefined,
  });
  const tellState = createTeller(() => {
    const state = stateNow();
    for (const listener of stateListeners) listener(state);
  });
  const tellView = createTeller(() => {
    if (!stage) return;
    const view = stage.view();
    for (const listener of viewListeners) listener(view);
  });

  /** The layer's texture, grown where it has to be. */
  const textureFor = (id: string, features: number): StatusTexture => {
    const known = textures.get(id);
    if (known && known.bytes.length >= features) return known;
    const made = buildStatusTexture(features, known);
    textures.set(id, made);
    return made;
  };

  const open = (): Stage => {
    const opened = openStage(
      container,
      { symbols, selection: () => selection },
      {
        onPick: (pick) =>
          window.setTimeout(() => {
            for (const listener of pickListeners) listener(pick);
          }),
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
          failures = [...failures, { layer: id, url, reason }].slice(-MAX_FAILURES);
          tellState.soon();
        },
        onBroken: () => window.setTimeout(rebuild),
      },
      { msaaSamples, pose: lastPose },
    );
    opened.setUnderground(underground);
    for (const { layer } of layers.values()) opened.openLayer(layer, textureFor(layer.id, layer.features));
    return opened;
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

  const hold = (layer: SceneLayer) => {
    const held = layers.get(layer.id);
    const before = held?.layer;
    const grownFrom = textures.get(layer.id);
    const texture = textureFor(layer.id, layer.features);
    if (before?.isVisible !== layer.isVisible) symbols.setVisible(layer.id, layer.isVisible);
    if (!held || !before) {
      layers.set(layer.id, { layer, pendingTiles: 0, failedAtMs: undefined });
      stage?.openLayer(layer, texture);
      return;
    }
    held.layer = layer;
    const canRetry = held.failedAtMs !== undefined && performance.now() - held.failedAtMs > RETRY_AFTER_MS;
    if (before.revision !== layer.revision || before.tileset !== layer.tileset || canRetry) {
      held.failedAtMs = undefined;
      failures = failures.filter((failure) => failure.layer !== layer.id);
      held.pendingTiles = 0;
      stage?.openLayer(layer, texture);
    } else if (texture !== grownFrom) stage?.markDirty(layer.id, texture);
    if (before.isVisible !== layer.isVisible) stage?.showLayer(layer.id, layer.isVisible);
  };

  stage = open();

  return {
    setLayers(next) {
      const ids = new Set(next.map(({ id }) => id));
      for (const id of [...layers.keys()].filter((known) => !ids.has(known))) {
        layers.delete(id);
        textures.delete(id);
        failures = failures.filter((failure) => failure.layer !== id);
        symbols.removeLayer(id);
        stage?.closeLayer(id);
      }
      for (const layer of next) hold(layer);
      tellState.soon();
    },
    paint(id, status, changed) {
      const texture = textureFor(id, status.length);
      const differing = copyStatus(texture, status, changed);
      if (differing.length === 0) return;
      symbols.update(id, texture.bytes, differing);
      stage?.markDirty(id, texture);
    },
    setPositions(id, positions) {
      symbols.setPlaces(id, new FeaturePlaces(positions));
      stage?.requestFrame();
    },
    select(pick) {
      if (selection?.layer === pick?.layer && selection?.featureIndex === pick?.featureIndex) return;
      selection = pick;
      stage?.showSelection(pick);
    },
    flyToLayer(id) {
      const bbox = layers.get(id)?.layer.bbox;
      if (bbox) stage?.flyToBounds(bbox);
    },
    flyToFeature(pick) {
      const place = symbols.findPlace(pick);
      if (place) stage?.flyToPlace(place.lonDeg, place.latDeg);
    },
    flyHome() {
      const boxes = [...layers.values()].flatMap(({ layer }) =>
        layer.bbox && layer.isVisible ? [layer.bbox] : [],
      );
      const bounds = joinBounds(boxes);
      if (bounds) stage?.flyToBounds(bounds);
      else stage?.flyTo(HOME_FRAME satisfies CameraFrame);
    },
    setUnderground(state) {
      underground = state;
      symbols.setGroundOpaque(state.groundOpacity >= 1 && !state.isBelowGround);
      stage?.setUnderground(state);
    },
    onPick: (listener) => listen(pickListeners, listener),
    onView: (listener) => {
      tellView.soon();
      return listen(viewListeners, listener);
    },
    onState: (listener) => {
      tellState.soon();
      return listen(stateListeners, listener);
    },
    screenPositionOf: (pick) => stage?.project(pick) ?? null,
    credits: () => CREDITS,
    diagnostics: () => ({ framesDrawn, textureWrites, symbolsShown: stage?.symbolsShown() ?? 0 }),
    dispose() {
      isDisposed = true;
      window.clearTimeout(rebuildTimer);
      tellState.stop();
      tellView.stop();
      for (const listeners of [pickListeners, viewListeners, stateListeners]) listeners.clear();
      if (stage) takeDown(stage);
      stage = undefined;
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

function listen<Told>(listeners: Set<(told: Told) => void>, listener: (told: Told) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls `tell` outside of drawing, at most every {@link TELL_EVERY_MS}, and once more after the last request. */
function createTeller(tell: () => void): { soon(): void; stop(): void } {
  let timer: number | undefined;
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    soon() {
      if (timer !== undefined) return;
      const waitMs = Math.max(0, lastMs + TELL_EVERY_MS - performance.now());
      timer = window.setTimeout(() => {
        timer = undefined;
        lastMs = performance.now();
        tell();
      }, waitMs);
    },
    stop: () => window.clearTimeout(timer),
  };
}
