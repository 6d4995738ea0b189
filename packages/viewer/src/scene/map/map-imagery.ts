import {
  Math as CesiumMath,
  Credit,
  Event,
  GeographicTilingScheme,
  type Globe,
  ImageryLayer,
  type ImageryProvider,
  type ImageryTypes,
  Rectangle,
  type Scene,
} from "cesium";
import type { ThemeName } from "../../client/view-store.ts";
import { TERRAIN_SAMPLES } from "../ground-terrain.ts";
import type { MapPainter } from "./map-painter.ts";

/** Pixels along a tile's side. */
const TILE_PX = 1024;
/** At level 19 a pixel is 4 cm. */
const LAST_LEVEL = 19;
/** More than this are asked of the worker only when some have come: tiles that went out of view are then not drawn. */
const MAX_PENDING = 6;
/**
 * What Cesium is told a tile's width is. It takes for a terrain tile the imagery whose texels are as large as the
 * terrain's geometric error (a quarter of a sample's width, `TerrainProvider.heightmapTerrainQuality`): with this
 * figure one map tile covers exactly one terrain tile, whatever the terrain's sampling.
 */
const TOLD_TILE_PX = TERRAIN_SAMPLES * 4;

/** The base map as imagery on the globe, in the ground's own tiling: no reprojection, no blur. */
function createMapProvider(
  painter: MapPainter,
  theme: ThemeName,
  credit: string,
  onPicture: () => void,
): ImageryProvider {
  const tilingScheme = new GeographicTilingScheme();
  const [west, south, east, north] = painter.bounds;
  const provider = {
    rectangle: Rectangle.fromDegrees(west, south, east, north),
    tileWidth: TOLD_TILE_PX,
    tileHeight: TOLD_TILE_PX,
    maximumLevel: LAST_LEVEL,
    minimumLevel: 0,
    tilingScheme,
    tileDiscardPolicy: undefined,
    errorEvent: new Event(),
    credit: new Credit(credit),
    proxy: undefined,
    hasAlphaChannel: false,
    getTileCredits: () => undefined,
    pickFeatures: () => undefined,
    requestImage(x: number, y: number, level: number): Promise<ImageryTypes> | undefined {
      if (painter.pending() >= MAX_PENDING) return undefined;
      const tile = tilingScheme.tileXYToRectangle(x, y, level);
      const painted = painter.paint(
        {
          bounds: [
            CesiumMath.toDegrees(tile.west),
            CesiumMath.toDegrees(tile.south),
            CesiumMath.toDegrees(tile.east),
            CesiumMath.toDegrees(tile.north),
          ],
          sizePx: TILE_PX,
        },
        theme,
      );
      painted.then(onPicture, onPicture);
      return painted;
    },
  };
  // Cesium's declaration makes members required that its own providers leave undefined.
  return provider as unknown as ImageryProvider;
}

/** The base map on a globe. */
export interface MapLayer {
  /** Shows a map, or another look of it; null takes it away. The look before stays until the new one is there. */
  show(painter: MapPainter | null, theme: ThemeName, credit: string): void;
  dispose(): void;
}

/** What the map tells: tiles that could not be drawn. */
export interface MapLayerEvents {
  onFailure(reason: string): void;
}

/** Puts base maps on the globe of `scene`, above the far globe's picture. */
export function createMapLayer(scene: Scene, events: MapLayerEvents): MapLayer {
  const { globe } = scene;
  let current: ImageryLayer | undefined;
  let leaving: ImageryLayer[] = [];
  const drop = (layers: readonly ImageryLayer[]) => {
    for (const layer of layers) globe.imageryLayers.remove(layer, true);
  };
  const stopWaiting = scene.postRender.addEventListener(() => {
    if (leaving.length === 0 || !isDrawn(globe)) return;
    drop(leaving);
    leaving = [];
    scene.requestRender();
  });
  return {
    show(painter, theme, credit) {
      if (current) leaving.push(current);
      current = undefined;
      if (painter) {
        const provider = createMapProvider(painter, theme, credit, () => {
          if (!scene.isDestroyed()) scene.requestRender();
        });
        const layer = new ImageryLayer(provider);
        provider.errorEvent.addEventListener(({ message, error }: { message: string; error?: unknown }) => {
          // Tiles still asked for when a map is taken away fail, and nobody misses them.
          if (layer !== current) return;
          events.onFailure(error instanceof Error ? `${message} ${error.message}` : message);
        });
        current = layer;
        globe.imageryLayers.add(layer);
      } else {
        drop(leaving);
        leaving = [];
      }
      scene.requestRender();
    },
    dispose() {
      stopWaiting();
    },
  };
}

const isDrawn = (globe: Globe) => globe.tilesLoaded;
