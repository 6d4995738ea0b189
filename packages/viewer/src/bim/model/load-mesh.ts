import { type DecodedTile, decodeModelTile } from "./decode-model-tile.ts";
import type { InspectedModel, MergedMesh, TilesetName } from "./inspected-model.ts";
import { listTiles } from "./list-tiles.ts";
import { mergeTiles } from "./merge-tiles.ts";

/** Requests at once: browsers allow six to a host, and one stays free for what a person asks meanwhile. */
const REQUESTS_AT_ONCE = 5;

/** What {@link loadMesh} tells as it goes. */
export interface MeshProgress {
  /** What has come so far, whole enough to be looked at; replaces the one before. */
  onMesh(mesh: MergedMesh, isWhole: boolean): void;
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
 * picture, and at the end; so merging costs no more than twice what merging once would.
 *
 * @throws the source's fault when the tileset itself cannot be read, or the signal's reason.
 */
export async function loadMesh(
  model: InspectedModel,
  name: TilesetName,
  { onMesh, onProgress }: MeshProgress,
  signal: AbortSignal,
): Promise<LoadedMesh> {
  const tileset = await model.source.readTileset(name, signal);
  if (tileset === undefined) return { isThere: false, failedTiles: 0, firstFailure: undefined };
  const tiles = listTiles(tileset);
  const decoded: DecodedTile[] = [];
  let [merged, triangles, done, failedTiles] = [0, 0, 0, 0];
  let firstFailure: unknown;
  const show = (isWhole: boolean): void => {
    merged = triangles;
    onMesh(mergeTiles(decoded, model.table.objects.elementCount, model.frame.originM), isWhole);
  };
  const queue = tiles.values();
  const work = async (): Promise<void> => {
    for (const path of queue) {
      try {
        const bytes = await model.source.readTile(path, signal);
        signal.throwIfAborted();
        const tile = await decodeModelTile(bytes, model.rowOfFeature);
        decoded.push(tile);
        triangles += tile.indices.length / 3;
      } catch (error) {
        signal.throwIfAborted();
        if (failedTiles++ === 0) firstFailure = error;
      }
      onProgress?.(++done, tiles.length);
      if (done < tiles.length && triangles >= 2 * merged && triangles > 0) show(false);
    }
  };
  await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, work));
  show(true);
  return { isThere: true, failedTiles, firstFailure };
}
