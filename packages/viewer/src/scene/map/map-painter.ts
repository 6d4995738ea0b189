import type { BaseMap } from "@shuicheng/shared/contracts";
import type { ThemeName } from "../../client/view-store.ts";
import type { MapTile } from "./draw-map-tile.ts";
import type { PainterAnswer, PainterOrder } from "./map-painter.worker.ts";
import type { BoundsDeg } from "./prepare-map.ts";

/** Draws tiles of one base map in a worker: a tile costs 1–20 ms, which a picture at 60 Hz does not have. */
export interface MapPainter {
  readonly bounds: BoundsDeg;
  /** The picture, its first row the southernmost. Rejects with the worker's reason. */
  paint(tile: MapTile, theme: ThemeName): Promise<ImageBitmap>;
  pending(): number;
  dispose(): void;
}

/** Starts a painter for a map; undefined where the map holds no shape. */
export function createMapPainter(map: BaseMap): MapPainter | undefined {
  const bounds = boundsOf(map);
  if (!bounds) return undefined;
  const worker = new Worker(new URL("./map-painter.worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<number, { resolve(picture: ImageBitmap): void; reject(error: Error): void }>();
  let requests = 0;
  const tell = (order: PainterOrder) => worker.postMessage(order);
  const giveUp = (reason: string) => {
    for (const { reject } of waiting.values()) reject(new TypeError(reason));
    waiting.clear();
  };
  worker.onmessage = ({ data }: MessageEvent<PainterAnswer>) => {
    const asked = waiting.get(data.request);
    waiting.delete(data.request);
    if ("picture" in data) {
      if (asked) asked.resolve(data.picture);
      else data.picture.close();
    } else asked?.reject(new TypeError(data.reason));
  };
  worker.onerror = (event) => giveUp(event.message || "the map's worker did not start");
  tell({ order: "map", map });
  return {
    bounds,
    paint: (tile, theme) =>
      new Promise((resolve, reject) => {
        const request = ++requests;
        waiting.set(request, { resolve, reject });
        tell({ order: "draw", request, tile, theme });
      }),
    pending: () => waiting.size,
    dispose() {
      worker.terminate();
      giveUp("the map was taken away");
    },
  };
}

function boundsOf({ areas, lines }: BaseMap): BoundsDeg | undefined {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const take = ([lon, lat]: readonly [number, number]) => {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  };
  for (const { rings } of areas) rings[0]?.forEach(take);
  for (const { path } of lines) path.forEach(take);
  return west <= east && south <= north ? [west, south, east, north] : undefined;
}
