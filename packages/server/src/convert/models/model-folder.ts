import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Names of what lies in a revision's folder, `<models>/<model>/<revision>/`. */
export const MODEL_FILES = {
  /** The IFC file as it was sent, unpacked. */
  source: "source.ifc",
  /** Serialised element table. */
  table: "elements.bin",
  /** Feature index of each row: little-endian u32. */
  features: "features.bin",
  /** Six f64 a row, little-endian, metres in the model's frame: around what is drawn, NaN for nothing. */
  bounds: "bounds.bin",
  /** What placing the model anew needs: georeference, extent, origin of the tiles. */
  frame: "frame.json",
} as const;

/** Revisions whose element tables are kept; of older ones only the source. */
const KEPT_REVISIONS = 2;

/** Folder of one revision. */
export function revisionFolder(modelsFolder: string, modelId: string, revision: number): string {
  return join(modelsFolder, modelId, String(revision));
}

/** Deletes all but the source of revisions that are too old to be looked at. */
export function dropOldRevisions(modelsFolder: string, modelId: string, current: number): void {
  for (const revision of revisionsOf(modelsFolder, modelId)) {
    if (revision > current - KEPT_REVISIONS) continue;
    const folder = revisionFolder(modelsFolder, modelId, revision);
    for (const name of readdirSync(folder)) {
      if (name !== MODEL_FILES.source) rmSync(join(folder, name), { recursive: true, force: true });
    }
  }
}

/** Deletes folders of revisions that were never published: a crash came first. */
export function dropUnpublished(modelsFolder: string, modelId: string, current: number): void {
  for (const revision of revisionsOf(modelsFolder, modelId)) {
    if (revision <= current) continue;
    rmSync(revisionFolder(modelsFolder, modelId, revision), { recursive: true, force: true });
  }
}

/** Deletes tiles of a layer that are newer than the ones in force: a crash came before anybody knew of them. */
export function dropUnpublishedTiles(tilesFolder: string, modelId: string, current: string): void {
  const folder = join(tilesFolder, modelId);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name > current) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function revisionsOf(modelsFolder: string, modelId: string): number[] {
  const folder = join(modelsFolder, modelId);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
}
