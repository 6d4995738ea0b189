import type { MeshEncoder } from "./buffer-packer.ts";
import { type Box, buildFeatureGlb } from "./feature-glb.ts";
import { buildFeatureTree, type FeatureCell, type TreeLimits } from "./feature-tree.ts";
import type { TileFeature } from "./tile-feature.ts";
import type { Vector3 } from "./vector3.ts";

/** A file of a tileset: `path` is relative to the tileset's folder, with forward slashes. */
export interface TileFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What {@link buildTileset} is told. */
export interface TilesetOptions {
  /** Layer's ENU frame → ECEF, column-major: becomes the root's transform. */
  readonly enuToEcef: ArrayLike<number>;
  /** Compresses with meshopt when given; its `ready` has been awaited. */
  readonly encoder?: MeshEncoder;
  readonly limits?: TreeLimits;
  /** Told after each tile; `done` of `total` features. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * A cell is refined when it looks wider than about 470 pixels at Cesium's default of 16 pixels' error:
 * (16 px × 32) of a screen whose 60° cover 1.15 distances.
 */
const CELL_SIZE_PER_ERROR = 32;

/** Keeps a small network on screen from 100 km and more: error / distance × 1,080 px / 1.15 > 16 px. */
const MIN_TILESET_ERROR_M = 4_000;

interface Tile {
  readonly boundingVolume: { readonly box: readonly number[] };
  readonly geometricError: number;
  readonly refine: "ADD";
  readonly transform?: readonly number[];
  readonly content?: { readonly uri: string };
  readonly children?: readonly Tile[];
}

/**
 * Turns features into a 3D Tiles 1.1 tileset: `tileset.json` last, its GLB files before it.
 *
 * Boxes lie in the root's ENU frame and hold the content of their tile and of all below it. Memory: the finished
 * files and one tile being built.
 *
 * @returns No files at all when no feature has geometry.
 */
export function buildTileset(features: readonly TileFeature[], options: TilesetOptions): TileFile[] {
  const tree = buildFeatureTree(features, options.limits);
  if (!tree) return [];
  const files: TileFile[] = [];
  let done = 0;
  const built = buildTile(tree, (cell) => {
    const glb = buildFeatureGlb(cell.features, options.encoder);
    done += cell.features.length;
    options.onProgress?.(done, features.length);
    if (!glb) return undefined;
    const path = `tiles/r${cell.path}.glb`;
    files.push({ path, bytes: glb.bytes });
    return { uri: path, box: glb.boxEnuM };
  });
  if (!built) return [];
  const tileset = {
    asset: { version: "1.1" },
    geometricError: Math.max(2 * tree.sizeM, MIN_TILESET_ERROR_M),
    root: { ...built.tile, transform: Array.from(options.enuToEcef) },
  };
  files.push({ path: "tileset.json", bytes: new TextEncoder().encode(JSON.stringify(tileset)) });
  return files;
}

type WriteContent = (cell: FeatureCell) => { uri: string; box: Box } | undefined;

function buildTile(cell: FeatureCell, writeContent: WriteContent): { tile: Tile; box: Box } | undefined {
  const content = writeContent(cell);
  const children = cell.children.flatMap((child) => buildTile(child, writeContent) ?? []);
  const boxes = [...(content ? [content.box] : []), ...children.map((child) => child.box)];
  const box = boxes.reduce<Box | undefined>((sum, next) => (sum ? union(sum, next) : next), undefined);
  if (!box) return undefined;
  const tile: Tile = {
    boundingVolume: { box: boxVolume(box) },
    geometricError: children.length > 0 ? cell.sizeM / CELL_SIZE_PER_ERROR : 0,
    refine: "ADD",
    ...(content ? { content: { uri: content.uri } } : {}),
    ...(children.length > 0 ? { children: children.map((child) => child.tile) } : {}),
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
  const centre = [0, 1, 2].map((k) => ((min[k] as number) + (max[k] as number)) / 2);
  // A hair's breadth more, so that float32 in a renderer cannot put a vertex outside.
  const half = [0, 1, 2].map((k) => ((max[k] as number) - (min[k] as number)) / 2 + 0.01);
  return [...centre, half[0] as number, 0, 0, 0, half[1] as number, 0, 0, 0, half[2] as number];
}
