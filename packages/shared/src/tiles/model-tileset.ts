import type { MeshEncoder } from "./buffer-packer.ts";
import { buildModelCells, type ModelCell, SMALL_BELOW_M } from "./model-cells.ts";
import { groupParts, type ModelFeatures } from "./model-features.ts";
import { writeModelGlb } from "./model-glb.ts";
import { bakeModelMesh } from "./model-mesh.ts";
import {
  MODEL_CATEGORIES,
  type ModelCategory,
  type ModelFeature,
  type ModelParts,
  type PartGeometry,
} from "./model-parts.ts";
import { type BuiltTile, buildLeaf, joinTiles, type TileContent, writeTilesetJson } from "./tile-tree.ts";
import type { TileFile } from "./tileset.ts";

/** What {@link writeModelTilesets} is told. */
export interface ModelTilesetOptions {
  /** Model's frame (metres, z up) → ECEF, column-major. */
  readonly modelToEcef: ArrayLike<number>;
  /** The feature that parts of this number draw; parts of none are left out. */
  readonly featureOf: (partId: number) => ModelFeature | undefined;
  /** Compresses with meshopt when given; its `ready` has been awaited. */
  readonly encoder?: MeshEncoder;
  /** Told after each tile; `done` of `total` features. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What {@link writeModelTilesets} wrote. */
export interface WrittenModel {
  readonly features: number;
  readonly tiles: number;
  readonly triangles: number;
  readonly bytes: number;
  /** How far rounding moved a coordinate at most, metres. */
  readonly positionErrorM: number;
  /** Names of the tilesets written. */
  readonly tilesets: Readonly<Partial<Record<ModelCategory, string>>>;
}

/**
 * What is not always shown has a tileset of its own, so that no viewer shows or loads it unasked: spaces hide the rooms
 * they fill, openings the windows in them.
 */
export const MODEL_TILESETS: Readonly<Record<ModelCategory, string>> = {
  element: "tileset.json",
  space: "spaces.json",
  opening: "openings.json",
};

/**
 * Turns a model's parts into 3D Tiles 1.1 tilesets, one for each category that has any, file by file, each `.json` after
 * its GLB files.
 *
 * Below the root stands a tile for each storey, cut by place where it is more than a tile's worth. The root appears when
 * the model spans 16 pixels; what is smaller than {@link SMALL_BELOW_M} when that does, where it is worth a tile of its
 * own. A tile's geometric error is thus the size of what is missing.
 *
 * Memory: `parts`, and one tile being built.
 *
 * @param write Is given each file once and may keep its bytes.
 */
export function writeModelTilesets(
  parts: ModelParts,
  options: ModelTilesetOptions,
  write: (file: TileFile) => void,
): WrittenModel {
  const { encoder } = options;
  const model = groupParts(parts, options.featureOf);
  const geometries = encoder ? parts.geometries.map((one) => reorder(one, encoder)) : parts.geometries;
  const written = { features: 0, tiles: 0, triangles: 0, bytes: 0, positionErrorM: 0 };
  const tilesets: Partial<Record<ModelCategory, string>> = {};
  const put = (path: string, bytes: Uint8Array) => {
    written.bytes += bytes.length;
    write({ path, bytes });
  };
  const writeContent = (rows: Uint32Array, uri: string): TileContent => {
    const mesh = bakeModelMesh(model, parts, geometries, rows);
    const features = Array.from(rows, (row) => model.features[row] as ModelFeature);
    const glb = writeModelGlb(mesh, features, encoder);
    written.features += rows.length;
    written.tiles++;
    written.triangles += [mesh.opaque, mesh.translucent].reduce(
      (sum, arrays) => sum + (arrays?.indices.length ?? 0) / 3,
      0,
    );
    written.positionErrorM = Math.max(written.positionErrorM, mesh.stepM / 2);
    options.onProgress?.(written.features, model.features.length);
    put(uri, glb.bytes);
    return { uri, box: glb.box };
  };
  for (const category of MODEL_CATEGORIES) {
    const storeys = [...rowsByStorey(model, category)].map(([storey, rows]) =>
      buildCellTile(buildModelCells(model, rows), (members, path) =>
        writeContent(members, `tiles/${category}-${storey}${path}.glb`),
      ),
    );
    if (storeys.length === 0) continue;
    const path = MODEL_TILESETS[category];
    put(path, writeTilesetJson(joinAround(storeys), rootTransform(options.modelToEcef, parts.originM)));
    tilesets[category] = path;
  }
  return { ...written, tilesets };
}

/** Rows of a category that have something to draw, by storey, the lowest number first. */
function rowsByStorey(model: ModelFeatures, category: ModelCategory): Map<number, Uint32Array> {
  const rows = new Map<number, number[]>();
  model.features.forEach((feature, row) => {
    if (feature.category !== category) return;
    if ((model.triangles[row] as number) === 0 && !model.axes[row]?.length) return;
    const known = rows.get(feature.storey);
    if (known) known.push(row);
    else rows.set(feature.storey, [row]);
  });
  const sorted = [...rows].sort(([a], [b]) => a - b);
  return new Map(sorted.map(([storey, members]) => [storey, Uint32Array.from(members)]));
}

function buildCellTile(
  cell: ModelCell,
  writeContent: (members: Uint32Array, path: string) => TileContent,
): BuiltTile {
  if ("halves" in cell) return joinAround(cell.halves.map((half) => buildCellTile(half, writeContent)));
  const path = cell.path === "" ? "" : `-${cell.path}`;
  const content = writeContent(cell.members, path);
  if (!cell.small) return buildLeaf(content);
  return joinTiles([buildLeaf(writeContent(cell.small, `${path}-small`))], SMALL_BELOW_M, content);
}

/** An empty tile whose error is the size of all that is missing in it. */
function joinAround(tiles: readonly BuiltTile[]): BuiltTile {
  const { box } = joinTiles(tiles, 0);
  const spans = box.max.map((value, k) => value - (box.min[k] as number));
  return joinTiles(tiles, Math.hypot(...spans));
}

/** Triangles and vertices in an order that packs better. */
function reorder(geometry: PartGeometry, encoder: MeshEncoder): PartGeometry {
  if (geometry.indices.length === 0) return geometry;
  const indices = geometry.indices.slice();
  const [vertexTo, vertices] = encoder.reorderMesh(indices, true, true);
  const positions = new Float32Array(3 * vertices);
  for (let from = 0; from < vertexTo.length; from++) {
    const to = vertexTo[from] as number;
    if (to >= vertices) continue;
    for (let k = 0; k < 3; k++) positions[3 * to + k] = geometry.positions[3 * from + k] as number;
  }
  return { positions, indices };
}

/**
 * Root transform of tiles whose frame begins at a point of the model: `modelToEcef` · translation by `originM`, both
 * column-major.
 */
export function rootTransform(
  modelToEcef: ArrayLike<number>,
  originM: readonly [number, number, number],
): number[] {
  const result = Array.from(modelToEcef);
  for (let row = 0; row < 3; row++) {
    result[12 + row] = originM.reduce(
      (sum, offset, column) => sum + (modelToEcef[4 * column + row] as number) * offset,
      modelToEcef[12 + row] as number,
    );
  }
  return result;
}
