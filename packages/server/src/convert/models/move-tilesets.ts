import { existsSync } from "node:fs";
import { copyFile, link, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Makes `to` a copy of a folder of tilesets that stands elsewhere: each `.json` directly in it gets `transform` as its
 * root's, the tiles are the same files under a second name.
 *
 * @param transform Tiles' frame → ECEF, column-major.
 */
export async function moveTilesets(from: string, to: string, transform: readonly number[]): Promise<void> {
  // A model that draws nothing has no files.
  const files = existsSync(from) ? await readdir(from, { recursive: true, withFileTypes: true }) : [];
  for (const entry of files) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const target = join(to, source.slice(from.length));
    await mkdir(dirname(target), { recursive: true });
    if (entry.parentPath === from && entry.name.endsWith(".json")) {
      const tileset = JSON.parse(await readFile(source, "utf8")) as {
        root: { transform?: readonly number[] };
      };
      tileset.root.transform = transform;
      await writeFile(target, JSON.stringify(tileset));
    } else {
      // Not every file system has links.
      await link(source, target).catch(() => copyFile(source, target));
    }
  }
}
