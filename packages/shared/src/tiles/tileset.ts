import type { MeshEncoder } from "./buffer-packer.ts";
import { buildFeatureCells, DEFAULT_RANGES, type FeatureCell, type ViewRange } from "./feature-cells.ts";
import { type Box, buildFeatureGlb, createTileRoom } from "./feature-glb.ts";
import { type PackedFeatures, packFeatures } from "./packed-features.ts";
import type { TileFeature } from "./tile-feature.ts";
import type { Vector3 } from "./vector3.ts";

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

/** Each level of the tree errs by so much more than the one below: errors fall strictly towards the leaves. */
const ERROR_STEP = 1.05;

interface Tile {
  readonly boundingVolume: { readonly box: readonly number[] };
  readonly geometricError: number;
  readonly refine: "ADD";
  readonly transform?: readonly number[];
  readonly content?: { readonly uri: string };
  readonly children?: readonly Tile[];
}

interface BuiltTile {
  readonly tile: Tile;
  readonly box: Box;
}

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
  const writeContent = (members: Uint32Array, path: string): { uri: string; box: Box } | undefined => {
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
  const tileset = {
    asset: { version: "1.1" },
    geometricError: roundUp(root.tile.geometricError * ERROR_STEP),
    root: { ...root.tile, transform: Array.from(options.enuToEcef) },
  };
  write({ path: "tileset.json", bytes: new TextEncoder().encode(JSON.stringify(tileset)) });
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
  writeContent: (members: Uint32Array, path: string) => { uri: string; box: Box } | undefined,
): BuiltTile | undefined {
  if ("halves" in cell) {
    const halves = cell.halves.flatMap((half) => buildCell(half, errorM, writeContent) ?? []);
    return halves.length > 0 ? joinTiles(halves, errorM) : undefined;
  }
  const content = writeContent(cell.members, cell.path);
  if (!content) return undefined;
  const { uri, box } = content;
  const leaf: Tile = {
    boundingVolume: { box: boxVolume(box) },
    geometricError: 0,
    refine: "ADD",
    content: { uri },
  };
  return joinTiles([{ tile: leaf, box }], errorM);
}

/** An empty tile round others: refined from where `errorM` says, and from no nearer than they are. */
function joinTiles(tiles: readonly BuiltTile[], errorM: number): BuiltTile {
  const box = tiles.map((one) => one.box).reduce(union);
  const below = Math.max(...tiles.map(({ tile }) => tile.geometricError));
  const tile: Tile = {
    boundingVolume: { box: boxVolume(box) },
    geometricError: roundUp(Math.max(errorM, below * ERROR_STEP)),
    refine: "ADD",
    children: tiles.map((one) => one.tile),
  };
  return { tile, box };
}

function union(a: Box, b: Box): Box {
  const each = (choose: (...values: number[]) => number, p: Vector3, q: Vector3): Vector3 => [
    choose(p[0], q[0]),
    choose(p[1], q[1]),
    choose(p[2], q[2]),
  ];
  return { min: each(Math.min, a.min, b.min), max: each(Math.max, a.max, b.max) };
}

/** Centre and three half axes, as 3D Tiles writes a box. */
function boxVolume({ min, max }: Box): number[] {
  const centre = [0, 1, 2].map((k) => roundUp(((min[k] as number) + (max[k] as number)) / 2));
  // A hair's breadth more, so that neither rounding here nor float32 in a renderer puts a vertex outside.
  const half = [0, 1, 2].map((k) => roundUp(((max[k] as number) - (min[k] as number)) / 2 + 0.01));
  return [...centre, half[0] as number, 0, 0, 0, half[1] as number, 0, 0, 0, half[2] as number];
}

/** Whole millimetres: half of a large `tileset.json` would be digits. */
const roundUp = (valueM: number) => Math.ceil(valueM * 1_000) / 1_000;
