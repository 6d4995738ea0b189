import type { ModelSource, TilesetName } from "../model/inspected-model.ts";
import { listTiles } from "../model/list-tiles.ts";
import { readGlb } from "../model/read-glb.ts";

/** Triangles of a tileset's tiles; 0 where the model has nothing of the kind. Reads their JSON alone. */
export async function countTriangles(
  source: ModelSource,
  name: TilesetName,
  signal: AbortSignal,
): Promise<number> {
  const tileset = await source.readTileset(name, signal);
  let count = 0;
  for (const path of tileset ? listTiles(tileset) : []) {
    const { gltf } = await readGlb(await source.readTile(path, signal));
    const primitives = gltf.meshes[0].primitives;
    count += primitives.reduce((sum, { indices }) => sum + (gltf.accessors[indices]?.count ?? 0) / 3, 0);
  }
  return count;
}
