import { type DecodedTile, decodeModelTile } from "./decode-model-tile.ts";
import type { BoundedMesh, MergedMesh } from "./inspected-model.ts";
import { measureRows } from "./measure-rows.ts";
import { mergeTiles } from "./merge-tiles.ts";

/** Takes the tiles of one tileset and makes one mesh of them, on a thread of its own or on this one. */
export interface TileMerger {
  /** @returns Triangles of the tile. @throws {Fault} `codec/corrupt` */
  add(bytes: Uint8Array): Promise<number>;
  /** All that was added so far. */
  merge(): Promise<BoundedMesh>;
  close(): void;
}

/** What a merger needs to know of a model. */
export interface MergerModel {
  /** Elements of the table. */
  readonly rowCount: number;
  /** Row of each feature index that tiles name; −1 for none. */
  readonly rowOfFeature: Int32Array;
  /** Origin of the tiles' frame in the model's, metres. */
  readonly originM: MergedMesh["originM"];
}

/** A merger on the thread that calls it. */
export function createTileMerger({ rowCount, rowOfFeature, originM }: MergerModel): TileMerger {
  const tiles: DecodedTile[] = [];
  return {
    async add(bytes) {
      const tile = await decodeModelTile(bytes, rowOfFeature);
      tiles.push(tile);
      return tile.indices.length / 3;
    },
    async merge() {
      const mesh = mergeTiles(tiles, rowCount, originM);
      return { ...mesh, rowBoundsM: measureRows(mesh) };
    },
    close() {
      tiles.length = 0;
    },
  };
}
