import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Screens may still be loading from the folder that was current before. */
const KEPT_FOLDERS = 2;

/** A new folder of one layer's tiles. */
export interface TileFolder {
  readonly path: string;
  /** Where the server serves its `tileset.json`. */
  readonly url: string;
  /** Deletes it: the import came to nothing. */
  drop(): void;
}

/** Makes a folder that no published layer names yet, so that a crash leaves the published tiles whole. */
export function createTileFolder(tilesFolder: string, layerId: string, nowMs: number): TileFolder {
  // Sorts by time as text until the year 5188.
  const name = `${nowMs.toString(36).padStart(9, "0")}-${randomBytes(4).toString("hex")}`;
  const path = join(tilesFolder, layerId, name);
  mkdirSync(path, { recursive: true });
  return {
    path,
    url: `/tiles/${layerId}/${name}/tileset.json`,
    drop() {
      rmSync(path, { recursive: true, force: true });
      const layerFolder = join(tilesFolder, layerId);
      if (readdirSync(layerFolder).length === 0) rmdirSync(layerFolder);
    },
  };
}

/** Deletes all but the newest folders of a layer, among them those of imports that a crash cut short. */
export function dropOldTileFolders(tilesFolder: string, layerId: string): void {
  const folder = join(tilesFolder, layerId);
  for (const name of readdirSync(folder).sort().slice(0, -KEPT_FOLDERS)) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}
