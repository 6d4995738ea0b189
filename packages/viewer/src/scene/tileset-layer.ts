import {
  Cesium3DTileset,
  CustomShader,
  CustomShaderMode,
  CustomShaderTranslucencyMode,
  LightingModel,
  PixelDatatype,
  PixelFormat,
  Resource,
  type Scene,
  TextureMagnificationFilter,
  TextureMinificationFilter,
  TextureUniform,
  UniformType,
  VaryingType,
} from "cesium";
import { buildFeatureFragmentShader, FEATURE_VERTEX_SHADER, type Veil } from "./feature-shader.ts";
import type { SceneLayer } from "./scene-contract.ts";
import type { StatusTexture } from "./status-texture.ts";

/** Largest error on screen, CSS pixels, before finer tiles are asked for. */
const MAX_SCREEN_ERROR_PX = 16;
/** Bytes of tiles kept beside those in view: a page lives for weeks. */
const CACHE_BYTES = 192 * 1024 * 1024;
const CACHE_OVERFLOW_BYTES = 128 * 1024 * 1024;

/** What a tileset layer tells its owner. */
export interface TilesetLayerEvents {
  onProgress(pendingTiles: number): void;
  onFailure(url: string, reason: string): void;
  /** Everything that the first view needs is there. */
  onFirstPicture(): void;
  onTextureWritten(): void;
}

/** One tileset on the globe, painted through its status texture. */
export interface TilesetLayer {
  readonly revision: number;
  /** The status bytes changed; they go to the GPU with the next frame that shows them. */
  markDirty(texture: StatusTexture): void;
  setVisible(isVisible: boolean): void;
  /** The feature index that is drawn white, or −1. */
  setSelected(featureIndex: number): void;
  setVeil(veil: Veil): void;
  /** Answers whether a picked primitive is of this layer. */
  owns(tileset: unknown): boolean;
  dispose(): void;
}

/**
 * Loads a layer's tileset and shows it once its root is there.
 *
 * The texture is written in `preUpdate`, at most once a frame, and only if it is dirty, shown and *drawn since the
 * last write*: Cesium queues every typed-array texture until a tile of the set renders, so a layer hidden or out of
 * view for an hour would queue 18,000 of them (CesiumGS/cesium#12676). At most one waits here.
 */
export function createTilesetLayer(
  scene: Scene,
  layer: SceneLayer,
  firstTexture: StatusTexture,
  events: TilesetLayerEvents,
): TilesetLayer {
  const shader = createFeatureShader(layer, firstTexture);
  let texture = firstTexture;
  let tileset: Cesium3DTileset | undefined;
  let isVisible = layer.isVisible;
  let isDisposed = false;
  // The constructor of the shader has queued the first texture already.
  let isDirty = false;
  let wasDrawnSinceWrite = false;

  const writeTexture = () => {
    if (!isDirty || !isVisible || !wasDrawnSinceWrite) return;
    shader.setUniform("u_status", createTextureUniform(texture));
    isDirty = false;
    wasDrawnSinceWrite = false;
    events.onTextureWritten();
    scene.requestRender();
  };
  const stopWriting = scene.preUpdate.addEventListener(writeTexture);

  const attach = (loaded: Cesium3DTileset) => {
    if (isDisposed) {
      loaded.destroy();
      return;
    }
    tileset = loaded;
    loaded.show = isVisible;
    loaded.customShader = shader;
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
    scene.requestRender();
  };

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
    if (!isDisposed) events.onFailure(layer.tileset, reasonOf(error));
  });

  return {
    revision: layer.revision,
    markDirty(changed) {
      texture = changed;
      isDirty = true;
      if (isVisible) scene.requestRender();
    },
    setVisible(shown) {
      if (shown === isVisible) return;
      isVisible = shown;
      if (tileset) tileset.show = shown;
      scene.requestRender();
    },
    setSelected(featureIndex) {
      shader.setUniform("u_selected", featureIndex);
      scene.requestRender();
    },
    setVeil({ share, lift }) {
      shader.setUniform("u_veil", share);
      shader.setUniform("u_lift", lift);
    },
    owns: (candidate) => candidate !== undefined && candidate === tileset,
    dispose() {
      isDisposed = true;
      stopWriting();
      // Removing destroys the tileset; the shader is ours.
      if (tileset && !scene.isDestroyed()) scene.primitives.remove(tileset);
      shader.destroy();
    },
  };
}

function createFeatureShader(layer: SceneLayer, texture: StatusTexture): CustomShader {
  return new CustomShader({
    mode: CustomShaderMode.MODIFY_MATERIAL,
    lightingModel: LightingModel.UNLIT,
    translucencyMode: CustomShaderTranslucencyMode.OPAQUE,
    uniforms: {
      u_status: { type: UniformType.SAMPLER_2D, value: createTextureUniform(texture) },
      u_selected: { type: UniformType.INT, value: -1 },
      u_veil: { type: UniformType.FLOAT, value: 0 },
      u_lift: { type: UniformType.FLOAT, value: 0 },
    },
    varyings: { v_status: VaryingType.FLOAT, v_selected: VaryingType.FLOAT, v_lifted: VaryingType.FLOAT },
    vertexShaderText: FEATURE_VERTEX_SHADER,
    fragmentShaderText: buildFeatureFragmentShader(layer.kind),
  });
}

function createTextureUniform({ bytes, widthPx, heightPx }: StatusTexture): TextureUniform {
  return new TextureUniform({
    // A copy: the texture is made a frame later, when ours may have moved on or been outgrown.
    typedArray: bytes.slice(),
    width: widthPx,
    height: heightPx,
    repeat: false,
    pixelFormat: PixelFormat.RED,
    pixelDatatype: PixelDatatype.UNSIGNED_BYTE,
    minificationFilter: TextureMinificationFilter.NEAREST,
    magnificationFilter: TextureMagnificationFilter.NEAREST,
  });
}

function reasonOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  const statusCode = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof statusCode === "number" ? `HTTP ${statusCode}` : String(error);
}
