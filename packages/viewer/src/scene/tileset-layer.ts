import { Cesium3DTileset, type CustomShader, Matrix4, Resource, type Scene } from "cesium";
import { createFeatureShader, createTextureUniform, type FeatureTextures } from "./feature-uniforms.ts";
import type { SceneLayer } from "./scene-contract.ts";
import type { SceneLight } from "./scene-light.ts";
import type { StatusTexture } from "./status-texture.ts";
import type { Veil } from "./veil.ts";

/** Largest error on screen, CSS pixels, before finer tiles are asked for. */
const MAX_SCREEN_ERROR_PX = 16;
/** Bytes of tiles kept beside those in view: a page lives for weeks. */
const CACHE_BYTES = 192 * 1024 * 1024;
const CACHE_OVERFLOW_BYTES = 128 * 1024 * 1024;
/** What is fainter is not drawn at all; what is whole is drawn without blending. */
const INVISIBLE_BELOW = 0.02;
const WHOLE_FROM = 0.995;

/** What a tileset layer tells its owner. */
export interface TilesetLayerEvents {
  onProgress(pendingTiles: number): void;
  onFailure(url: string, reason: string): void;
  /** Everything that the first view needs is there. */
  onFirstPicture(): void;
  onTextureWritten(): void;
}

/** One tileset on the globe, painted through its textures. */
export interface TilesetLayer {
  /** The status bytes changed; they go to the GPU with the next frame that shows them. */
  markDirty(status: StatusTexture): void;
  /** The look bytes changed. Seldom: a person hid a class. */
  setLook(look: StatusTexture): void;
  /** Other storeys are hidden. Seldom. */
  setStoreys(storeys: StatusTexture): void;
  /** Takes the whole tileset elsewhere, ECEF → ECEF; null leaves it where it was published. */
  setMatrix(matrix: Matrix4 | null): void;
  setVisible(isVisible: boolean): void;
  /** 0–1. What is not whole is drawn blended, and can be clicked only from a half on: what lies behind it is meant. */
  setOpacity(opacity: number): void;
  /** The feature index that is drawn white, or −1. */
  setSelected(featureIndex: number): void;
  setTheme(theme: 0 | 1): void;
  setVeil(veil: Veil): void;
  /** Once a frame. */
  setLight(light: SceneLight): void;
  /** Answers whether a picked primitive is of this layer. */
  owns(tileset: unknown): boolean;
  /** Takes it out of what a click can meet, where it is too faint; @returns Puts it back. */
  stepAside(): () => void;
  dispose(): void;
}

/** Fainter than this a click goes through. */
const CLICKABLE_FROM = 0.5;

/**
 * Loads a layer's tileset and shows it once its root is there.
 *
 * The status texture is written in `preUpdate`, at most once a frame, and only if it is dirty, shown and *drawn since
 * the last write*: Cesium queues every typed-array texture until a tile of the set renders, so a layer hidden or out of
 * view for an hour would queue 18,000 of them (CesiumGS/cesium#12676). At most one waits here.
 */
export function createTilesetLayer(
  scene: Scene,
  layer: SceneLayer,
  first: FeatureTextures,
  events: TilesetLayerEvents,
): TilesetLayer {
  let { status, look, storeys } = first;
  let matrix: Matrix4 | null = null;
  const shaders = new Map<boolean, CustomShader>();
  const settings = new Map<string, Parameters<CustomShader["setUniform"]>[1]>();
  let tileset: Cesium3DTileset | undefined;
  let isVisible = layer.isVisible;
  let opacity = 1;
  let isTranslucent = false;
  let isDisposed = false;
  // The constructor of a shader has queued its first textures already.
  let isDirty = false;
  let wasDrawnSinceWrite = false;

  /** The shader for what is whole or seen through, with every setting made so far. */
  const shaderFor = (translucent: boolean): CustomShader => {
    const known = shaders.get(translucent);
    if (known) return known;
    const made = createFeatureShader(layer.kind, { status, look, storeys }, translucent);
    for (const [name, value] of settings) made.setUniform(name, value);
    shaders.set(translucent, made);
    return made;
  };
  const set = (name: string, value: Parameters<CustomShader["setUniform"]>[1]) => {
    settings.set(name, value);
    for (const shader of shaders.values()) shader.setUniform(name, value);
  };
  const isDrawn = () => isVisible && opacity >= INVISIBLE_BELOW;

  const writeTexture = () => {
    if (!isDirty || !isDrawn() || !wasDrawnSinceWrite) return;
    shaderFor(isTranslucent).setUniform("u_status", createTextureUniform(status));
    isDirty = false;
    wasDrawnSinceWrite = false;
    events.onTextureWritten();
    scene.requestRender();
  };
  let stopSettling = () => {};
  const stopWriting = scene.preUpdate.addEventListener(writeTexture);

  const attach = (loaded: Cesium3DTileset) => {
    if (isDisposed) {
      loaded.destroy();
      return;
    }
    tileset = loaded;
    loaded.show = isDrawn();
    if (matrix) loaded.modelMatrix = matrix;
    loaded.customShader = shaderFor(isTranslucent);
    loaded.loadProgress.addEventListener((pending: number, processing: number) =>
      events.onProgress(pending + processing),
    );
    loaded.tileFailed.addEventListener(({ url, message }: { url: string; message: string }) =>
      events.onFailure(url, message),
    );
    loaded.initialTilesLoaded.addEventListener(() => events.onFirstPicture());
    loaded.tileVisible.addEventListener(() => {
      wasDrawnSinceWrite = true;
      if (isDirty) scene.requestRender();
    });
    scene.primitives.add(loaded);
    stopSettling = tellWhenLooked(loaded);
    scene.requestRender();
  };

  /** What is out of view asks for no tile and tells of no progress: two frames on, its own word counts. */
  const tellWhenLooked = (loaded: Cesium3DTileset) => {
    let frames = 0;
    const stop = scene.postRender.addEventListener(() => {
      if (++frames < 2) {
        scene.requestRender();
        return;
      }
      stop();
      if (loaded.tilesLoaded || !loaded.show) events.onProgress(0);
    });
    return stop;
  };

  // The tileset itself: until it is read nobody knows how many tiles there are.
  events.onProgress(1);
  Cesium3DTileset.fromUrl(
    new Resource({ url: layer.tileset, queryParameters: { revision: layer.revision } }),
    {
      maximumScreenSpaceError: MAX_SCREEN_ERROR_PX,
      cacheBytes: CACHE_BYTES,
      maximumCacheOverflowBytes: CACHE_OVERFLOW_BYTES,
      // Thin things from every side, also from below the ground.
      backFaceCulling: false,
      enableCollision: false,
    },
  ).then(attach, (error: unknown) => {
    if (isDisposed) return;
    events.onProgress(0);
    events.onFailure(layer.tileset, reasonOf(error));
  });

  return {
    markDirty(changed) {
      status = changed;
      isDirty = true;
      if (isDrawn()) scene.requestRender();
    },
    setLook(changed) {
      look = changed;
      // Not through `settings`: a shader made later is made with the newest one.
      for (const shader of shaders.values()) shader.setUniform("u_look", createTextureUniform(look));
      scene.requestRender();
    },
    setStoreys(changed) {
      storeys = changed;
      for (const shader of shaders.values()) shader.setUniform("u_storeys", createTextureUniform(storeys));
      scene.requestRender();
    },
    setMatrix(asked) {
      matrix = asked;
      if (tileset) tileset.modelMatrix = asked ?? Matrix4.IDENTITY;
      scene.requestRender();
    },
    setVisible(shown) {
      if (shown === isVisible) return;
      isVisible = shown;
      if (tileset) tileset.show = isDrawn();
      scene.requestRender();
    },
    setOpacity(asked) {
      if (asked === opacity) return;
      opacity = asked;
      set("u_opacity", asked);
      const translucent = asked < WHOLE_FROM;
      if (translucent !== isTranslucent) {
        isTranslucent = translucent;
        if (tileset) tileset.customShader = shaderFor(translucent);
        // The shader that comes in may have missed what was painted while it was away.
        isDirty = true;
        wasDrawnSinceWrite = true;
      }
      if (tileset) tileset.show = isDrawn();
      scene.requestRender();
    },
    setSelected(featureIndex) {
      set("u_selected", featureIndex);
      scene.requestRender();
    },
    setTheme(theme) {
      set("u_theme", theme);
      scene.requestRender();
    },
    setVeil({ share, isLifted, focus }) {
      set("u_veil", share);
      set("u_lifting", isLifted);
      set("u_focus", focus);
    },
    setLight({ groundEC, upEC, sunEC }) {
      set("u_groundEC", groundEC);
      set("u_upEC", upEC);
      set("u_sunEC", sunEC);
    },
    owns: (candidate) => candidate !== undefined && candidate === tileset,
    stepAside() {
      if (!tileset?.show || opacity >= CLICKABLE_FROM) return () => {};
      const aside = tileset;
      aside.show = false;
      return () => {
        aside.show = isDrawn();
      };
    },
    dispose() {
      isDisposed = true;
      stopWriting();
      stopSettling();
      // Removing destroys the tileset; the shaders are ours.
      if (tileset && !scene.isDestroyed()) scene.primitives.remove(tileset);
      for (const shader of shaders.values()) shader.destroy();
    },
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  const statusCode = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof statusCode === "number" ? `HTTP ${statusCode}` : String(error);
}
