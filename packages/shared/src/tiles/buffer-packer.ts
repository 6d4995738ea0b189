/** How meshopt sees a buffer view. Source: EXT_meshopt_compression specification. */
export type MeshoptMode = "ATTRIBUTES" | "TRIANGLES";

/** The part of meshoptimizer's encoder that is used; its `ready` has been awaited. */
export interface MeshEncoder {
  encodeGltfBuffer(source: Uint8Array, count: number, strideBytes: number, mode: string): Uint8Array;
  /**
   * Reorders triangles in place so that neighbours follow one another, which packs a third better.
   *
   * @returns Each vertex's new number (0xffffffff: in no triangle), and how many are used.
   */
  reorderMesh(
    indices: Uint32Array,
    triangles: boolean,
    forSize: boolean,
  ): readonly [vertexTo: Uint32Array, vertices: number];
}

/** Property tables ask for 8 bytes (EXT_structural_metadata); accessors for 4. */
const ALIGNMENT_BYTES = 8;

interface View {
  readonly bytes: Uint8Array;
  readonly strideBytes: number;
  readonly mode: MeshoptMode | undefined;
}

/**
 * Collects buffer views and lays them out: plain, or with an encoder as EXT_meshopt_compression, whose views point
 * at a fallback buffer that is not there (the extension is required, so nobody looks for it).
 */
export class BufferPacker {
  readonly #views: View[] = [];

  /** Adds a view and answers its index. Without `mode` it is never compressed. */
  add(data: ArrayBufferView, strideBytes: number, mode?: MeshoptMode): number {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    this.#views.push({ bytes, strideBytes, mode });
    return this.#views.length - 1;
  }

  /** The glTF `buffers` and `bufferViews` and the binary chunk. */
  pack(encoder: MeshEncoder | undefined): { buffers: object[]; bufferViews: object[]; bin: Uint8Array } {
    const stored: Uint8Array[] = [];
    let storedBytes = 0;
    let fallbackBytes = 0;
    const store = (bytes: Uint8Array): number => {
      const offset = storedBytes;
      const room = Math.ceil(bytes.length / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
      const block = new Uint8Array(room);
      block.set(bytes);
      stored.push(block);
      storedBytes += room;
      return offset;
    };
    const bufferViews = this.#views.map(({ bytes, strideBytes, mode }) => {
      const shape = {
        byteLength: bytes.length,
        ...(mode === "ATTRIBUTES" ? { byteStride: strideBytes } : {}),
        ...(mode === undefined ? {} : { target: mode === "TRIANGLES" ? 34_963 : 34_962 }),
      };
      if (!encoder || !mode) return { buffer: 0, byteOffset: store(bytes), ...shape };
      const count = bytes.length / strideBytes;
      const packed = encoder.encodeGltfBuffer(bytes, count, strideBytes, mode);
      const compression = {
        buffer: 0,
        byteOffset: store(packed),
        byteLength: packed.length,
        byteStride: strideBytes,
        count,
        mode,
      };
      const view = {
        buffer: 1,
        byteOffset: fallbackBytes,
        ...shape,
        extensions: { EXT_meshopt_compression: compression },
      };
      fallbackBytes += Math.ceil(bytes.length / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
      return view;
    });
    const buffers: object[] = [{ byteLength: storedBytes }];
    if (encoder) {
      buffers.push({
        byteLength: fallbackBytes,
        extensions: { EXT_meshopt_compression: { fallback: true } },
      });
    }
    return { buffers, bufferViews, bin: concatenate(stored, storedBytes) };
  }
}

function concatenate(blocks: readonly Uint8Array[], byteLength: number): Uint8Array {
  const bytes = new Uint8Array(byteLength);
  let offset = 0;
  for (const block of blocks) {
    bytes.set(block, offset);
    offset += block.length;
  }
  return bytes;
}
