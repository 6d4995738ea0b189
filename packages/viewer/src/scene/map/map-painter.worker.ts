import type { BaseMap } from "@shuicheng/shared/contracts";
import type { ThemeName } from "../../client/view-store.ts";
import { drawMapTile, type MapTile } from "./draw-map-tile.ts";
import { MAP_COLOURS } from "./map-colours.ts";
import { type PreparedMap, prepareMap } from "./prepare-map.ts";

/** What the map's worker is told: the map, then tile after tile. */
export type PainterOrder =
  | { readonly order: "map"; readonly map: BaseMap }
  | { readonly order: "draw"; readonly request: number; readonly tile: MapTile; readonly theme: ThemeName };

/** What it answers: the picture, its first row the southernmost, or why there is none. */
export type PainterAnswer =
  | { readonly request: number; readonly picture: ImageBitmap }
  | { readonly request: number; readonly reason: string };

interface WorkerScope {
  onmessage: ((event: MessageEvent<PainterOrder>) => void) | null;
  postMessage(answer: PainterAnswer, transfer: Transferable[]): void;
}
const scope = globalThis as unknown as WorkerScope;
let map: PreparedMap | undefined;

scope.onmessage = ({ data }) => {
  if (data.order === "map") {
    map = prepareMap(data.map);
    return;
  }
  const { request } = data;
  try {
    const picture = paint(data.tile, data.theme);
    scope.postMessage({ request, picture }, [picture]);
  } catch (error) {
    scope.postMessage({ request, reason: String(error) }, []);
  }
};

function paint(tile: MapTile, theme: ThemeName): ImageBitmap {
  const canvas = new OffscreenCanvas(tile.sizePx, tile.sizePx);
  // Read back at once: a picture made by the GPU would wait for it twice.
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  if (!context) throw new TypeError("no 2D canvas in this worker");
  if (!map) throw new TypeError("no map to draw");
  drawMapTile(context, map, tile, MAP_COLOURS[theme]);
  return canvas.transferToImageBitmap();
}
