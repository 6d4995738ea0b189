import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { TileFile } from "@shuicheng/shared/tiles";

/** Written last: a folder with it was whole once. */
const MANIFEST = "manifest.json";
const MANIFEST_FORMAT = 1;

/** Folders of tiles that the demo made, and those it is making: the dot keeps these from being served. */
const WHOLE = "demo-";
const GROWING = ".demo-";

/** What lies in a finished folder. */
interface Manifest {
  readonly format: typeof MANIFEST_FORMAT;
  readonly key: string;
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
  /** Of the list of files, as JSON. */
  readonly listSha256: string;
}

/** A tileset that is being written beside its final place. */
export interface GrowingTileSet {
  write(file: TileFile): void;
  /** Writes the manifest and moves all to the final place in one step. */
  finish(): void;
}

/** Path on this server of a layer's tileset. */
export const tilesetUrl = (layerId: string, key: string) => `/tiles/${layerId}/${WHOLE}${key}/tileset.json`;

/** Answers whether a published tileset is one of the demo's, and not of an import that took its layer over. */
export const isDemoTileset = (layerId: string, tileset: string) =>
  tileset.startsWith(`/tiles/${layerId}/${WHOLE}`);

/** Begins a tileset; what an earlier attempt left is deleted. */
export function growTileSet(tilesFolder: string, layerId: string, key: string): GrowingTileSet {
  const growing = join(tilesFolder, layerId, `${GROWING}${key}`);
  const whole = join(tilesFolder, layerId, `${WHOLE}${key}`);
  rmSync(growing, { recursive: true, force: true });
  mkdirSync(growing, { recursive: true });
  const files: Manifest["files"][number][] = [];
  const folders = new Set<string>();
  return {
    write({ path, bytes }) {
      const file = join(growing, path);
      if (!folders.has(dirname(file))) mkdirSync(dirname(file), { recursive: true });
      folders.add(dirname(file));
      writeFileSync(file, bytes);
      files.push({ path, bytes: bytes.length, sha256: sha256(bytes) });
    },
    finish() {
      const manifest: Manifest = {
        format: MANIFEST_FORMAT,
        key,
        files,
        listSha256: sha256(JSON.stringify(files)),
      };
      writeFileSync(join(growing, MANIFEST), JSON.stringify(manifest));
      rmSync(whole, { recursive: true, force: true });
      renameSync(growing, whole);
    },
  };
}

/**
 * What is wrong with a layer's tiles, in words; undefined when they are whole. Reads every byte, one file after the
 * other, and holds it against the manifest's hash.
 */
export async function findTileSetDamage(
  tilesFolder: string,
  layerId: string,
  key: string,
): Promise<string | undefined> {
  const folder = join(tilesFolder, layerId, `${WHOLE}${key}`);
  if (!existsSync(folder)) return "not there";
  let manifest: Manifest;
  try {
    manifest = JSON.parse(readFileSync(join(folder, MANIFEST), "utf8")) as Manifest;
    if (manifest.format !== MANIFEST_FORMAT || manifest.key !== key) return "of another version";
    if (sha256(JSON.stringify(manifest.files)) !== manifest.listSha256) return "a damaged list of files";
  } catch {
    return "without a readable list of files";
  }
  for (const { path, bytes, sha256: expected } of manifest.files) {
    const content = await readFile(join(folder, path)).catch(() => undefined);
    if (!content) return `${path} is missing`;
    if (content.length !== bytes) return `${path} is ${content.length} bytes, not ${bytes}`;
    if (sha256(content) !== expected) return `${path} is not what was written`;
  }
  return undefined;
}

/**
 * Deletes tilesets of the demo's layer: the one with this key, or all where it is undefined; not the one to keep.
 * Folders of imports are left alone.
 */
export function dropTileSets(tilesFolder: string, layerId: string, key?: string, keptKey?: string): void {
  const folder = join(tilesFolder, layerId);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const nameKey = [WHOLE, GROWING].find((start) => name.startsWith(start)) && name.replace(/^.?demo-/, "");
    if (nameKey === undefined || nameKey === keptKey || (key !== undefined && nameKey !== key)) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Names a content. */
export const sha256 = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");
