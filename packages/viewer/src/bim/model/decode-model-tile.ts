import { Fault } from "@shuicheng/shared/faults";
import { FEATURE_INDEX_PROPERTY } from "@shuicheng/shared/tiles";
import { type Glb, readGlb, type TileGltf } from "./read-glb.ts";
import { toSrgbBytes } from "./srgb.ts";

/** Triangles of one tile: metres, z up, from the origin of the tiles' frame. */
export interface DecodedTile {
  readonly positions: Float32Array;
  /** Red, green, blue, opacity of each vertex, sRGB. */
  readonly colours: Uint8Array;
  /** Row of the element table of each vertex. */
  readonly rows: Uint32Array;
  readonly indices: Uint32Array;
}

const SHORT = 5122;
const UNSIGNED_SHORT = 5123;

/**
 * Decodes a tile of a model: quantised, compressed or plain.
 *
 * @param rowOfFeature Row of each feature index, −1 for none: such triangles are left out.
 * @throws {Fault} `codec/corrupt`
 */
export async function decodeModelTile(bytes: Uint8Array, rowOfFeature: Int32Array): Promise<DecodedTile> {
  const glb = await readGlb(bytes);
  const [mesh] = glb.gltf.meshes;
  const features = readFeatureIndices(glb);
  const rowOfId = Int32Array.from(features, (feature) => rowOfFeature[feature] ?? -1);
  const parts = mesh.primitives.map((primitive) => readPrimitive(glb, primitive, rowOfId));
  return join(parts);
}

function readFeatureIndices({ gltf, readView }: Glb): Uint32Array {
  const table = gltf.extensions.EXT_structural_metadata.propertyTables[0];
  const column = table?.properties[FEATURE_INDEX_PROPERTY];
  if (!column) throw new Fault("codec/corrupt", "model tile: it does not say which elements it has");
  return new Uint32Array(readView(column.values).buffer);
}

function readPrimitive(
  glb: Glb,
  { attributes, indices }: TileGltf["meshes"][0]["primitives"][number],
  rowOfId: Int32Array,
): DecodedTile {
  const stored = (name: string) => readAccessor(glb, attributes[name]);
  const index = readAccessor(glb, indices);
  const localIds = new Float32Array(stored("_FEATURE_ID_0").bytes.buffer);
  const rows = Uint32Array.from(localIds, (id) => (rowOfId[id] ?? -1) >>> 0);
  const all =
    index.type === UNSIGNED_SHORT ? new Uint16Array(index.bytes.buffer) : new Uint32Array(index.bytes.buffer);
  return {
    positions: placePositions(stored("POSITION"), glb.gltf.nodes[0]),
    colours: toSrgbBytes(new Uint16Array(stored("COLOR_0").bytes.buffer)),
    rows,
    indices: keepKnown(all, rows),
  };
}

interface Stored {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: number;
}

function readAccessor({ gltf, readView }: Glb, index: number | undefined): Stored {
  const accessor = index === undefined ? undefined : gltf.accessors[index];
  if (!accessor) throw new Fault("codec/corrupt", "model tile: an attribute is missing");
  return { bytes: readView(accessor.bufferView), type: accessor.componentType };
}

/** Stored (y up; shorts with a filler, or floats) → metres, z up. */
function placePositions(
  { bytes, type }: Stored,
  { translation = [0, 0, 0], scale = [1, 1, 1] }: TileGltf["nodes"][0],
): Float32Array {
  const isShort = type === SHORT;
  const stored = isShort ? new Int16Array(bytes.buffer) : new Float32Array(bytes.buffer);
  const stride = isShort ? 4 : 3;
  const [tx = 0, ty = 0, tz = 0] = translation;
  const [sx = 1, sy = 1, sz = 1] = scale;
  const placed = new Float32Array((stored.length / stride) * 3);
  for (let from = 0, to = 0; to < placed.length; from += stride, to += 3) {
    placed[to] = (stored[from] as number) * sx + tx;
    placed[to + 1] = -((stored[from + 2] as number) * sz + tz);
    placed[to + 2] = (stored[from + 1] as number) * sy + ty;
  }
  return placed;
}

const UNKNOWN_ROW = 0xffff_ffff;

/** Triangles of elements that the table has. @throws {Fault} `codec/corrupt` for an index beyond the vertices. */
function keepKnown(indices: Uint16Array | Uint32Array, rows: Uint32Array): Uint32Array {
  const kept = new Uint32Array(indices.length);
  let length = 0;
  for (let at = 0; at + 2 < indices.length; at += 3) {
    const [a, b, c] = [indices[at] as number, indices[at + 1] as number, indices[at + 2] as number];
    if (Math.max(a, b, c) >= rows.length)
      throw new Fault("codec/corrupt", "model tile: an index is too large");
    if (rows[a] === UNKNOWN_ROW) continue;
    kept[length++] = a;
    kept[length++] = b;
    kept[length++] = c;
  }
  return length === indices.length ? kept : kept.slice(0, length);
}

function join(parts: readonly DecodedTile[]): DecodedTile {
  const [first, ...others] = parts;
  if (first && others.length === 0) return first;
  const vertices = parts.reduce((sum, { rows }) => sum + rows.length, 0);
  const triples = parts.reduce((sum, { indices }) => sum + indices.length, 0);
  const joined = {
    positions: new Float32Array(3 * vertices),
    colours: new Uint8Array(4 * vertices),
    rows: new Uint32Array(vertices),
    indices: new Uint32Array(triples),
  };
  let [vertex, index] = [0, 0];
  for (const part of parts) {
    joined.positions.set(part.positions, 3 * vertex);
    joined.colours.set(part.colours, 4 * vertex);
    joined.rows.set(part.rows, vertex);
    for (const each of part.indices) joined.indices[index++] = each + vertex;
    vertex += part.rows.length;
  }
  return joined;
}
