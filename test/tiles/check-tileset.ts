import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type DecodedTile, decodeTile } from "./decode-tile.ts";

/** What {@link checkTileset} found. */
export interface CheckedTileset {
  /** In words, each with its file; empty when all is well. */
  readonly problems: readonly string[];
  /** Ascending. */
  readonly featureIndices: readonly number[];
  readonly tiles: number;
  readonly vertices: number;
  readonly bytes: number;
  /** Features by the distance from which their tile appears, metres (Infinity: always). */
  readonly featuresWithinM: ReadonlyMap<number, number>;
}

/** One tile of `tileset.json`. */
export interface TileJson {
  readonly boundingVolume: { readonly box: readonly number[] };
  readonly geometricError: number;
  readonly refine?: string;
  readonly content?: { readonly uri: string };
  readonly children?: readonly TileJson[];
}

/** A property table longer than this cannot be read in a shader. */
const MAX_FEATURES_PER_TILE = 4_096;
const KNOWN_EXTENSIONS = ["KHR_mesh_quantization", "EXT_meshopt_compression"];
/** 16 pixels of error on 1,920 pixels that cover 60°. */
const DISTANCE_PER_ERROR = 103.92;

/**
 * Reads a tileset back from its folder and checks what no validator knows: that each file is named once and whole, each
 * feature drawn exactly once, every feature id in its table, every vertex in the boxes of its tile and of all above
 * it, and that errors fall strictly from the tileset to the leaves, which have none.
 *
 * @param names The tilesets of the folder: a model has one for each category.
 */
export async function checkTileset(
  folder: string,
  names: readonly string[] = ["tileset.json"],
): Promise<CheckedTileset> {
  const check = new TilesetCheck(folder);
  for (const name of names) {
    const tileset = JSON.parse(readFileSync(join(folder, name), "utf8")) as {
      asset: { version: string };
      geometricError: number;
      root: TileJson & { transform?: readonly number[] };
    };
    if (tileset.asset.version !== "1.1") check.problem(name, `version ${tileset.asset.version}`);
    if (tileset.root.transform?.length !== 16) check.problem(name, "the root has no transform");
    await check.tile(tileset.root, tileset.geometricError, []);
  }
  check.files();
  return check.result();
}

class TilesetCheck {
  readonly #folder: string;
  readonly #problems: string[] = [];
  readonly #tileOf = new Map<number, string>();
  readonly #uris = new Set<string>();
  readonly #featuresWithinM = new Map<number, number>();
  #vertices = 0;
  #bytes = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  problem(where: string, what: string): void {
    this.#problems.push(`${where}: ${what}`);
  }

  async tile(tile: TileJson, errorAboveM: number, boxesAbove: readonly (readonly number[])[]): Promise<void> {
    const where = tile.content?.uri ?? `tile with error ${tile.geometricError}`;
    const children = tile.children ?? [];
    const boxes = [...boxesAbove, tile.boundingVolume.box];
    if (tile.boundingVolume.box.length !== 12) this.problem(where, "a box is twelve numbers");
    if (!(tile.geometricError < errorAboveM)) this.problem(where, `error not below ${errorAboveM}`);
    if (children.length === 0 && tile.geometricError !== 0) this.problem(where, "a leaf with an error");
    if (children.length === 0 && !tile.content) this.problem(where, "a leaf without content");
    if (tile.refine !== "ADD") this.problem(where, `refine ${tile.refine}`);
    if (tile.content) await this.#content(tile.content.uri, errorAboveM, boxes);
    for (const child of children) await this.tile(child, tile.geometricError, boxes);
  }

  async #content(uri: string, errorAboveM: number, boxes: readonly (readonly number[])[]): Promise<void> {
    if (this.#uris.has(uri)) this.problem(uri, "named twice");
    this.#uris.add(uri);
    try {
      const bytes = readFileSync(join(this.#folder, uri));
      this.#bytes += bytes.length;
      const tile = await decodeTile(bytes);
      this.#vertices += tile.localIds.length;
      this.#features(uri, tile, errorAboveM);
      this.#mesh(uri, tile);
      this.#alongs(uri, tile);
      for (const box of boxes) this.#inside(uri, tile.positionsEnuM, box);
    } catch (error) {
      this.problem(uri, String(error));
    }
  }

  #features(uri: string, tile: DecodedTile, errorAboveM: number): void {
    const { gltf, localIds, featureIndices } = tile;
    const primitives = gltf.meshes.flatMap((mesh) => mesh.primitives);
    const table = gltf.extensions.EXT_structural_metadata.propertyTables[0];
    const count = featureIndices.length;
    let first = 0;
    primitives.forEach((primitive, k) => {
      const sets = JSON.stringify(primitive.extensions.EXT_mesh_features.featureIds);
      const own = localIds.subarray(first, first + tile.primitiveVertices[k]!);
      first += own.length;
      const right = [{ featureCount: new Set(own).size, attribute: 0, propertyTable: 0 }];
      if (sets !== JSON.stringify(right)) this.problem(uri, `feature ids ${sets}`);
    });
    for (const column of [table, tile.isPoint, tile.storeys, tile.categories]) {
      const length = column && ("count" in column ? column.count : column.length);
      if (length !== undefined && length !== count) this.problem(uri, "columns of different lengths");
    }
    if (count > MAX_FEATURES_PER_TILE) this.problem(uri, `${count} features`);
    if (tile.isPoint?.some((value) => value > 1)) this.problem(uri, "isPoint is neither 0 nor 1");
    const used = new Set(localIds);
    const isWhole =
      used.size === count && [...used].every((id) => Number.isInteger(id) && id >= 0 && id < count);
    if (!isWhole) this.problem(uri, `${used.size} ids in the mesh, ${count} in the table`);
    for (const index of featureIndices) {
      const other = this.#tileOf.get(index);
      if (other !== undefined) this.problem(uri, `feature ${index} is in ${other} as well`);
      this.#tileOf.set(index, uri);
    }
    const withinM =
      errorAboveM >= 4_000 ? Number.POSITIVE_INFINITY : Math.round(errorAboveM * DISTANCE_PER_ERROR);
    this.#featuresWithinM.set(withinM, (this.#featuresWithinM.get(withinM) ?? 0) + count);
  }

  #mesh(uri: string, { gltf, positionsEnuM, normals, localIds, indices, colours }: DecodedTile): void {
    const unknown = gltf.extensionsRequired?.filter((name) => !KNOWN_EXTENSIONS.includes(name)) ?? [];
    if (unknown.length > 0) this.problem(uri, `requires ${unknown.join(", ")}`);
    const vertices = localIds.length;
    const isFlat = normals.length === 0;
    const lengths = [positionsEnuM.length / 3, isFlat ? vertices : normals.length / 4];
    if ([...lengths, (colours?.length ?? 4 * vertices) / 4].some((length) => length !== vertices)) {
      this.problem(uri, "attributes of different lengths");
    }
    if (indices.length === 0 || indices.length % 3 !== 0) this.problem(uri, `${indices.length} indices`);
    if (indices.some((index) => index >= vertices)) this.problem(uri, "an index beyond the vertices");
    for (let vertex = 0; vertex < (isFlat ? 0 : vertices); vertex++) {
      const [x, y, z] = [normals[4 * vertex]!, normals[4 * vertex + 1]!, normals[4 * vertex + 2]!];
      if (Math.abs(Math.hypot(x, y, z) / 127 - 1) > 0.02) {
        this.problem(uri, `vertex ${vertex} has a normal of length ${Math.hypot(x, y, z) / 127}`);
        return;
      }
    }
  }

  #alongs(uri: string, { alongs, localIds }: DecodedTile): void {
    if (!alongs) return;
    if (alongs.length !== 2 * localIds.length) this.problem(uri, "lengths along pipes of another number");
    if (alongs.every((value) => value === 0)) this.problem(uri, "lengths along pipes without a pipe");
    for (let vertex = 0; vertex < localIds.length; vertex++) {
      const [alongM, radiusM] = [alongs[2 * vertex]!, alongs[2 * vertex + 1]!];
      const isOnPipe = Number.isFinite(radiusM) && radiusM > 0 && Number.isFinite(alongM) && alongM >= 0;
      if (isOnPipe || (alongM === 0 && radiusM === 0)) continue;
      this.problem(uri, `vertex ${vertex} is ${alongM} m along a pipe of radius ${radiusM} m`);
      return;
    }
  }

  #inside(uri: string, positionsEnuM: Float64Array, box: readonly number[]): void {
    const half = [box[3]!, box[7]!, box[11]!];
    for (let i = 0; i < positionsEnuM.length; i++) {
      // Written so that NaN is outside.
      if (Math.abs(positionsEnuM[i]! - box[i % 3]!) <= half[i % 3]!) continue;
      this.problem(uri, `vertex ${Math.floor(i / 3)} is outside a box`);
      return;
    }
  }

  files(): void {
    const stored = readdirSync(this.#folder, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".glb"),
    );
    for (const path of stored) {
      if (!this.#uris.has(path.replaceAll("\\", "/"))) this.problem(path, "no tile names it");
    }
  }

  result(): CheckedTileset {
    return {
      problems: this.#problems,
      featureIndices: [...this.#tileOf.keys()].sort((a, b) => a - b),
      tiles: this.#uris.size,
      vertices: this.#vertices,
      bytes: this.#bytes,
      featuresWithinM: this.#featuresWithinM,
    };
  }
}
