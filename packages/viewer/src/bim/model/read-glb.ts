import { Fault } from "@shuicheng/shared/faults";
import { MeshoptDecoder } from "meshoptimizer";

/** The parts of a model tile's glTF that are read. Source: glTF 2.0; EXT_mesh_features; EXT_structural_metadata. */
export interface TileGltf {
  readonly nodes: readonly [
    { readonly translation?: readonly number[]; readonly scale?: readonly number[] },
    ...unknown[],
  ];
  readonly meshes: readonly [{ readonly primitives: readonly TilePrimitive[] }, ...unknown[]];
  readonly accessors: readonly {
    readonly bufferView: number;
    readonly componentType: number;
    readonly count: number;
  }[];
  readonly bufferViews: readonly BufferView[];
  readonly extensions: {
    readonly EXT_structural_metadata: {
      readonly propertyTables: readonly {
        readonly properties: Readonly<Record<string, { readonly values: number }>>;
      }[];
    };
  };
}

interface TilePrimitive {
  readonly attributes: Readonly<Record<string, number>>;
  readonly indices: number;
}

interface BufferView {
  readonly byteOffset?: number;
  readonly byteLength: number;
  readonly extensions?: {
    readonly EXT_meshopt_compression?: {
      readonly byteOffset?: number;
      readonly byteLength: number;
      readonly byteStride: number;
      readonly count: number;
      readonly mode: "ATTRIBUTES" | "TRIANGLES" | "INDICES";
    };
  };
}

/** A GLB that was taken apart. */
export interface Glb {
  readonly gltf: TileGltf;
  /** The bytes of a buffer view, decompressed, in memory of their own. @throws {Fault} `codec/corrupt` */
  readView(index: number): Uint8Array<ArrayBuffer>;
}

const MAGIC = 0x46546c67;
const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

/**
 * Takes a GLB apart; its buffer views are decompressed with meshopt as they are read.
 *
 * @throws {Fault} `codec/corrupt` for bytes that are no GLB, or cut short.
 */
export async function readGlb(bytes: Uint8Array): Promise<Glb> {
  await MeshoptDecoder.ready;
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const jsonAt = HEADER_BYTES + CHUNK_HEADER_BYTES;
  if (bytes.length < jsonAt || words.getUint32(0, true) !== MAGIC) throw corrupt("it is no GLB");
  if (words.getUint32(8, true) !== bytes.length) throw corrupt("it is cut short");
  const jsonBytes = words.getUint32(HEADER_BYTES, true);
  const binAt = jsonAt + jsonBytes + CHUNK_HEADER_BYTES;
  if (binAt > bytes.length) throw corrupt("it has no binary part");
  const gltf = parseJson(bytes.subarray(jsonAt, jsonAt + jsonBytes));
  const bin = bytes.subarray(binAt, binAt + words.getUint32(binAt - CHUNK_HEADER_BYTES, true));
  return {
    gltf,
    readView(index) {
      const view = gltf.bufferViews[index];
      if (!view) throw corrupt(`there is no buffer view ${index}`);
      return readView(view, bin);
    },
  };
}

function parseJson(bytes: Uint8Array): TileGltf {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as TileGltf;
  } catch (cause) {
    throw new Fault("codec/corrupt", "a tile's JSON cannot be read", {}, { cause });
  }
}

function readView(
  { byteOffset = 0, byteLength, extensions }: BufferView,
  bin: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const packed = extensions?.EXT_meshopt_compression;
  if (!packed) return new Uint8Array(bin.subarray(byteOffset, byteOffset + byteLength));
  const plain = new Uint8Array(packed.count * packed.byteStride);
  const from = packed.byteOffset ?? 0;
  const source = bin.subarray(from, from + packed.byteLength);
  try {
    MeshoptDecoder.decodeGltfBuffer(plain, packed.count, packed.byteStride, source, packed.mode);
  } catch (cause) {
    throw new Fault("codec/corrupt", "a tile's buffer cannot be decompressed", {}, { cause });
  }
  return plain;
}

const corrupt = (what: string) => new Fault("codec/corrupt", `model tile: ${what}`);
