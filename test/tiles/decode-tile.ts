import { MeshoptDecoder } from "meshoptimizer";

/** The part of a tile's glTF that is read here. */
export interface TileGltf {
  readonly extensionsRequired?: readonly string[];
  readonly nodes: readonly { readonly translation?: readonly number[] }[];
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

/** A tile's content, decoded. */
export interface DecodedTile {
  readonly gltf: TileGltf;
  /** x, y, z of each vertex in the layer's ENU frame, metres. */
  readonly positionsEnuM: Float64Array;
  /** x, y, z and a filler of each vertex as stored: y up, ± 127. */
  readonly normals: Int8Array;
  readonly localIds: Float32Array;
  /** Metres along its pipe's path and the pipe's outer radius, two numbers a vertex; absent without `TEXCOORD_0`. */
  readonly alongs?: Float32Array;
  readonly indices: Uint16Array | Uint32Array;
  readonly featureIndices: Uint32Array;
  readonly isPoint: Uint8Array;
}

const UNSIGNED_SHORT = 5123;

/**
 * Decodes a GLB that `shared/tiles` wrote, compressed or plain, by the specifications of GLB, EXT_meshopt_compression
 * and EXT_structural_metadata; nothing of the writer is used.
 *
 * @throws {Error} when the file is not such a GLB or cut short.
 */
export async function decodeTile(bytes: Uint8Array): Promise<DecodedTile> {
  await MeshoptDecoder.ready;
  const { gltf, bin } = splitGlb(bytes);
  const view = (index: number) => readView(gltf.bufferViews[index]!, bin);
  const accessor = (index: number) => view(gltf.accessors[index]!.bufferView);
  const primitive = gltf.meshes[0]!.primitives[0]!;
  const stored = new Float32Array(accessor(primitive.attributes.POSITION!).buffer);
  const [tx = 0, ty = 0, tz = 0] = gltf.nodes[0]!.translation ?? [];
  const positionsEnuM = new Float64Array(stored.length);
  for (let i = 0; i < stored.length; i += 3) {
    positionsEnuM[i] = stored[i]! + tx;
    positionsEnuM[i + 1] = -(stored[i + 2]! + tz);
    positionsEnuM[i + 2] = stored[i + 1]! + ty;
  }
  const indexBytes = accessor(primitive.indices).buffer;
  const isShort = gltf.accessors[primitive.indices]!.componentType === UNSIGNED_SHORT;
  const alongs = primitive.attributes.TEXCOORD_0;
  const { properties } = gltf.extensions.EXT_structural_metadata.propertyTables[0]!;
  return {
    gltf,
    positionsEnuM,
    normals: new Int8Array(accessor(primitive.attributes.NORMAL!).buffer),
    localIds: new Float32Array(accessor(primitive.attributes._FEATURE_ID_0!).buffer),
    ...(alongs === undefined ? {} : { alongs: new Float32Array(accessor(alongs).buffer) }),
    indices: isShort ? new Uint16Array(indexBytes) : new Uint32Array(indexBytes),
    featureIndices: new Uint32Array(view(properties.featureIndex!.values).buffer),
    isPoint: view(properties.isPoint!.values),
  };
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
