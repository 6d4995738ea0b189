import type { BoundedMesh, InspectedModel, TilesetName } from "./inspected-model.ts";
import { listTiles } from "./list-tiles.ts";
import { openTileWorker } from "./open-tile-worker.ts";
import type { MergerModel, TileMerger } from "./tile-merger.ts";

/** Requests at once: browsers allow six to a host, and one stays free for what a person asks meanwhile. */
const REQUESTS_AT_ONCE = 5;

/** What {@link loadMesh} tells as it goes. */
export interface MeshProgress {
  /** What has come so far, whole enough to be looked at; replaces the one before. */
  onMesh(mesh: BoundedMesh, isWhole: boolean): void;
  /** @param done @param total Tiles. */
  onProgress?(done: number, total: number): void;
}

/** How loading ended. */
export interface LoadedMesh {
  /** False where the model has nothing of this kind. */
  readonly isThere: boolean;
  /** Tiles that could not be read, with the reason of the first: the rest is shown. */
  readonly failedTiles: number;
  readonly firstFailure: unknown;
}

/**
 * Loads a tileset of a model and merges its tiles: after the first, whenever there is twice as much as in the last
 * picture, and at the end; so merging costs no more than twice what merging once would. While one merge is at work no other
 * is asked for.
 *
 * @param openMerger Who decodes and merges; a thread of its own where not given.
 * @throws the source's fault when the tileset itself cannot be read, or the signal's reason.
 */
export async function loadMesh(
  model: InspectedModel,
  name: TilesetName,
  progress: MeshProgress,
  signal: AbortSignal,
  openMerger: (model: MergerModel) => TileMerger = openTileWorker,
): Promise<LoadedMesh> {
  const tileset = await model.source.readTileset(name, signal);
  if (tileset === undefined) return { isThere: false, failedTiles: 0, firstFailure: undefined };
  signal.throwIfAborted();
  const { table, frame, rowOfFeature } = model;
  const merger = openMerger({
    rowCount: table.objects.elementCount,
    rowOfFeature,
    originM: frame.originM,
  });
  try {
    return await mergeAll(model, listTiles(tileset), merger, progress, signal);
  } finally {
    merger.close();
  }
}

async function mergeAll(
  { source }: InspectedModel,
  tiles: readonly string[],
  merger: TileMerger,
  { onMesh, onProgress }: MeshProgress,
  signal: AbortSignal,
): Promise<LoadedMesh> {
  let [merged, triangles, done, failedTiles] = [0, 0, 0, 0];
  let firstFailure: unknown;
  let merging: Promise<void> | undefined;
  const show = async (isWhole: boolean): Promise<void> => {
    merged = triangles;
    const mesh = await merger.merge();
    signal.throwIfAborted();
    onMesh(mesh, isWhole);
  };
  const queue = tiles.values();
  const work = async (): Promise<void> => {
    for (const path of queue) {
      try {
        const bytes = await source.readTile(path, signal);
        signal.throwIfAborted();
        triangles += await merger.add(bytes);
      } catch (error) {
        signal.throwIfAborted();
        if (failedTiles++ === 0) firstFailure = error;
      }
      signal.throwIfAborted();
      onProgress?.(++done, tiles.length);
      if (merging || done === tiles.length || triangles < 2 * merged || triangles === 0) continue;
      merging = show(false).finally(() => {
        merging = undefined;
      });
      // Whoever waits for the end hears of it; until then it is nobody's.
      merging.catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, work));
  await merging;
  await show(true);
  return { isThere: true, failedTiles, firstFailure };
}
