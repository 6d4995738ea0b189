import type { MeshEncoder } from "./buffer-packer.ts";
import { buildFeatureCells, DEFAULT_RANGES, type FeatureCell, type ViewRange } from "./feature-cells.ts";
import { buildFeatureGlb, createTileRoom } from "./feature-glb.ts";
import { type PackedFeatures, packFeatures } from "./packed-features.ts";
import type { TileFeature } from "./tile-feature.ts";
import { type BuiltTile, buildLeaf, joinTiles, type TileContent, writeTilesetJson } from "./tile-tree.ts";

/** A file of a tileset: `path` is relative to the tileset's folder, with forward slashes. */
export interface TileFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What {@link writeTileset} is told. */
export interface TilesetOptions {
  /** Layer's ENU frame → ECEF, column-major: becomes the root's transform. */
  readonly enuToEcef: ArrayLike<number>;
  /** Compresses with meshopt when given; its `ready` has been awaited. */
  readonly encoder?: MeshEncoder;
  /** From the farthest to the nearest; {@link DEFAULT_RANGES} where absent. */
  readonly ranges?: readonly ViewRange[];
  /** Told after each tile; `done` of `total` features. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Eye distances per metre of geometric error: Cesium's default of 16 pixels' error on a screen of 1,920 pixels that
 * cover 60°, which is 1.155 distances.
 */
const DISTANCE_PER_ERROR = 1_920 / (2 * Math.tan(Math.PI / 6)) / 16;

/** Keeps a small network on screen from 400 km. */
const MIN_TILESET_ERROR_M = 4_000;

/**
 * Turns features into a 3D Tiles 1.1 tileset, file by file: `tileset.json` last, its GLB files before it. Nothing at
 * all when no feature has geometry.
 *
 * Below the root stands a tree for each range of view. Its tiles with content hang under an empty tile whose geometric
 * error says when they appear, so how far a thing is seen does not depend on how crowded its place is. Boxes lie in the
 * root's ENU frame and hold the content of their tile and of all below it.
 *
 * Memory: `pack`, and one tile being built.
 *
 * @param write Is given each file once and may keep its bytes.
 * @returns How many features are drawn, and in how many tiles.
 */
export function writeTileset(
  pack: PackedFeatures,
  options: TilesetOptions,
  write: (file: TileFile) => void,
): { features: number; tiles: number } {
  const { ranges = DEFAULT_RANGES, encoder } = options;
  const room = createTileRoom();
  const written = { features: 0, tiles: 0 };
  const writeContent = (members: Uint32Array, path: string): TileContent | undefined => {
    const glb = buildFeatureGlb(pack, members, encoder, room);
    if (!glb) return undefined;
    written.features += glb.featureCount;
    written.tiles++;
    options.onProgress?.(written.features, pack.count);
    write({ path, bytes: glb.bytes });
    return { uri: path, box: glb.boxEnuM };
  };
  const children = buildFeatureCells(pack, ranges).flatMap((cell, index) => {
    const withinM = ranges[index]?.withinM ?? 0;
    const errorM = Number.isFinite(withinM) ? withinM / DISTANCE_PER_ERROR : MIN_TILESET_ERROR_M;
    const name = (path: string) => `tiles/${index}${path === "" ? "" : `-${path}`}.glb`;
    return (cell && buildCell(cell, errorM, (members, path) => writeContent(members, name(path)))) ?? [];
  });
  if (children.length === 0) return written;
  const root = joinTiles(children, MIN_TILESET_ERROR_M);
  write({ path: "tileset.json", bytes: writeTilesetJson(root, options.enuToEcef) });
  return written;
}

/** {@link writeTileset} of a few features, whose files fit in memory. */
export function buildTileset(features: Iterable<TileFeature>, options: TilesetOptions): TileFile[] {
  const files: TileFile[] = [];
  writeTileset(packFeatures(features), options, (file) => files.push(file));
  return files;
}

function buildCell(
  cell: FeatureCell,
  errorM: number,
  writeContent: (members: Uint32Array, path: string) => TileContent | undefined,
): BuiltTile | undefined {
  if ("halves" in cell) {
    const halves = cell.halves.flatMap((half) => buildCell(half, errorM, writeContent) ?? []);
    return halves.length > 0 ? joinTiles(halves, errorM) : undefined;
  }
  const content = writeContent(cell.members, cell.path);
  return content && joinTiles([buildLeaf(content)], errorM);
}
