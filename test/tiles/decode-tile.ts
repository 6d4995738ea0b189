import { MeshoptDecoder } from "meshoptimizer";

/** The part of a tile's glTF that is read here. */
export interface TileGltf {
  readonly extensionsRequired?: readonly string[];
  readonly nodes: readonly { readonly translation?: readonly number[]; readonly scale?: readonly number[] }[];
  readonly meshes: readonly {
    readonly primitives: readonly {
      readonly attributes: Readonly<Record<string, number>>;
      readonly indices: number;
      readonly extensions: {
        readonly EXT_mesh_features: {
          readonly featureIds: readonly {
            readonly featureCount: number;
            readonly attribute: number;
            readonly propertyTable: number;
          }[];
        };
      };
    }[];
  }[];
  readonly accessors: readonly {
    readonly bufferView: number;
    readonly componentType: number;
    readonly count: number;
    readonly min?: readonly number[];
    readonly max?: readonly number[];
  }[];
  readonly bufferViews: readonly BufferView[];
  readonly extensions: {
    readonly EXT_structural_metadata: {
      readonly propertyTables: readonly {
        readonly count: number;
        readonly properties: Readonly<Record<string, { readonly values: number }>>;
      }[];
    };
  };
}

interface BufferView {
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly extensions?: {
    readonly EXT_meshopt_compression?: {
      readonly byteOffset: number;
      readonly byteLength: number;
      readonly byteStride: number;
      readonly count: number;
      readonly mode: "ATTRIBUTES" | "TRIANGLES";
    };
  };
}

/** A tile's content, decoded: its primitives one after the other. */
export interface DecodedTile {
  readonly gltf: TileGltf;
  /** x, y, z of each vertex in the root's frame (ENU, or the model's), metres. */
  readonly positionsEnuM: Float64Array;
  /** x, y, z and a filler of each vertex as stored: y up, ± 127; empty where a renderer shades flat. */
  readonly normals: Int8Array;
  readonly localIds: Float32Array;
  /** Metres along its pipe's path and the pipe's outer radius, two numbers a vertex; absent without `TEXCOORD_0`. */
  readonly alongs?: Float32Array;
  /** Red, green, blue, opacity of each vertex, linear, 65,535ths; absent without `COLOR_0`. */
  readonly colours?: Uint16Array;
  readonly indices: Uint32Array;
  /** Vertices of each primitive. */
  readonly primitiveVertices: readonly number[];
  readonly featureIndices: Uint32Array;
  readonly isPoint?: Uint8Array;
  readonly storeys?: Uint16Array;
  readonly categories?: Uint8Array;
}

const SHORT = 5122;
const UNSIGNED_SHORT = 5123;

/**
 * Decodes a GLB that `shared/tiles` wrote, compressed or plain, by the specifications of GLB, KHR_mesh_quantization,
 * EXT_meshopt_compression and EXT_structural_metadata; nothing of the writer is used.
 *
 * @throws {Error} when the file is not such a GLB or cut short.
 */
export async function decodeTile(bytes: Uint8Array): Promise<DecodedTile> {
  await MeshoptDecoder.ready;
  const { gltf, bin } = splitGlb(bytes);
  const view = (index: number) => readView(gltf.bufferViews[index]!, bin);
  const { primitives } = gltf.meshes[0]!;
  const read = (index: number) => ({
    bytes: view(gltf.accessors[index]!.bufferView),
    type: gltf.accessors[index]!.componentType,
  });
  const attribute = (name: string) =>
    primitives.flatMap(({ attributes }) => (attributes[name] === undefined ? [] : read(attributes[name])));
  const positions = attribute("POSITION").map(({ bytes: stored, type }) =>
    placePositions(stored, type, gltf.nodes[0]!),
  );
  const primitiveVertices = positions.map((array) => array.length / 3);
  const alongs = attribute("TEXCOORD_0").map((one) => new Float32Array(one.bytes.buffer));
  const colours = attribute("COLOR_0").map((one) => new Uint16Array(one.bytes.buffer));
  const { properties } = gltf.extensions.EXT_structural_metadata.propertyTables[0]!;
  const column = (name: string) => properties[name] && view(properties[name].values);
  const [isPoint, storeys, categories] = [column("isPoint"), column("storey"), column("category")];
  return {
    gltf,
    positionsEnuM: Float64Array.from(positions.flatMap((array) => [...array])),
    normals: Int8Array.from(attribute("NORMAL").flatMap((one) => [...new Int8Array(one.bytes.buffer)])),
    localIds: Float32Array.from(
      attribute("_FEATURE_ID_0").flatMap((one) => [...new Float32Array(one.bytes.buffer)]),
    ),
    ...(alongs[0] ? { alongs: alongs[0] } : {}),
    ...(colours[0] ? { colours: Uint16Array.from(colours.flatMap((array) => [...array])) } : {}),
    indices: joinIndices(
      primitives.map(({ indices }) => read(indices)),
      primitiveVertices,
    ),
    primitiveVertices,
    featureIndices: new Uint32Array(view(properties.featureIndex!.values).buffer),
    ...(isPoint ? { isPoint } : {}),
    ...(storeys ? { storeys: new Uint16Array(storeys.buffer) } : {}),
    ...(categories ? { categories } : {}),
  };
}

/** Stored (y up; shorts with a filler, or floats) → metres with z up. */
function placePositions(
  bytes: Uint8Array<ArrayBuffer>,
  type: number,
  { translation = [0, 0, 0], scale = [1, 1, 1] }: TileGltf["nodes"][number],
): Float64Array {
  const [stored, stride] =
    type === SHORT ? [new Int16Array(bytes.buffer), 4] : [new Float32Array(bytes.buffer), 3];
  const at = (vertex: number, k: number) => stored[stride * vertex + k]! * scale[k]! + translation[k]!;
  const placed = new Float64Array((3 * stored.length) / stride);
  for (let vertex = 0; vertex < placed.length / 3; vertex++) {
    placed.set([at(vertex, 0), -at(vertex, 2), at(vertex, 1)], 3 * vertex);
  }
  return placed;
}

/** Each primitive's own indices, moved past the vertices before it. */
function joinIndices(
  lists: readonly { readonly bytes: Uint8Array<ArrayBuffer>; readonly type: number }[],
  primitiveVertices: readonly number[],
): Uint32Array {
  let first = 0;
  const joined = lists.map(({ bytes, type }, primitive) => {
    const own = type === UNSIGNED_SHORT ? new Uint16Array(bytes.buffer) : new Uint32Array(bytes.buffer);
    if (own.some((index) => index >= primitiveVertices[primitive]!)) {
      throw new Error("an index beyond its primitive's vertices");
    }
    const moved = Array.from(own, (index) => index + first);
    first += primitiveVertices[primitive]!;
    return moved;
  });
  return Uint32Array.from(joined.flat());
}

function splitGlb(bytes: Uint8Array): { gltf: TileGltf; bin: Uint8Array } {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 20 || words.getUint32(0, true) !== 0x46546c67) throw new Error("not a GLB");
  if (words.getUint32(8, true) !== bytes.length) throw new Error("a GLB of another length than it says");
  const jsonBytes = words.getUint32(12, true);
  const gltf = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + jsonBytes))) as TileGltf;
  const binAt = 20 + jsonBytes + 8;
  return { gltf, bin: bytes.subarray(binAt, binAt + words.getUint32(binAt - 8, true)) };
}

/** A copy of its own, so that it can be seen as any kind of numbers. */
function readView(
  { byteOffset, byteLength, extensions }: BufferView,
  bin: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const packed = extensions?.EXT_meshopt_compression;
  if (!packed) return new Uint8Array(bin.subarray(byteOffset, byteOffset + byteLength));
  const plain = new Uint8Array(packed.count * packed.byteStride);
  const source = bin.subarray(packed.byteOffset, packed.byteOffset + packed.byteLength);
  MeshoptDecoder.decodeGltfBuffer(plain, packed.count, packed.byteStride, source, packed.mode);
  return plain;
}
