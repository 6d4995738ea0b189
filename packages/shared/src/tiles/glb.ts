/** glTF magic, version and chunk types. Source: glTF 2.0 specification, section 4.4 (binary glTF). */
const MAGIC = 0x46546c67;
const VERSION = 2;
const JSON_CHUNK = 0x4e4f534a;
const BIN_CHUNK = 0x004e4942;
const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

/** Packs a glTF document and its one binary buffer into a GLB file. */
export function writeGlb(gltf: object, bin: Uint8Array): Uint8Array {
  const json = padded(new TextEncoder().encode(JSON.stringify(gltf)), 0x20);
  const body = padded(bin, 0);
  const bytes = new Uint8Array(HEADER_BYTES + 2 * CHUNK_HEADER_BYTES + json.length + body.length);
  const view = new DataView(bytes.buffer);
  [MAGIC, VERSION, bytes.length, json.length, JSON_CHUNK].forEach((word, index) => {
    view.setUint32(4 * index, word, true);
  });
  bytes.set(json, HEADER_BYTES + CHUNK_HEADER_BYTES);
  const binHeader = HEADER_BYTES + CHUNK_HEADER_BYTES + json.length;
  view.setUint32(binHeader, body.length, true);
  view.setUint32(binHeader + 4, BIN_CHUNK, true);
  bytes.set(body, binHeader + CHUNK_HEADER_BYTES);
  return bytes;
}

/** Chunks end on a 4-byte boundary. */
function padded(bytes: Uint8Array, filler: number): Uint8Array {
  const result = new Uint8Array(Math.ceil(bytes.length / 4) * 4).fill(filler);
  result.set(bytes);
  return result;
}
