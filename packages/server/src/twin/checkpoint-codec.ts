import { Fault } from "@shuicheng/shared/faults";
import type { TwinCheckpoint } from "./twin-contract.ts";

const VERSION = 2;
const HEADER_BYTES = 8;
const BYTES_PER_ROW = 23;
/** Version 1 knew no silence. */
const BYTES_PER_ROW_OF_1 = 22;

/**
 * Packs a checkpoint, little-endian: `u32 version = 2, u32 n, f64 timeMs[n], f64 result[n], i32 handle[n],
 * u8 quality[n], u8 side[n], u8 silent[n]`.
 */
export function encodeCheckpoint(checkpoint: TwinCheckpoint): Uint8Array {
  const n = checkpoint.handle.length;
  const bytes = new Uint8Array(HEADER_BYTES + n * BYTES_PER_ROW);
  new Uint32Array(bytes.buffer, 0, 2).set([VERSION, n]);
  const columns = columnsOf(bytes, n);
  columns.timeMs.set(checkpoint.timeMs);
  columns.result.set(checkpoint.result);
  columns.handle.set(checkpoint.handle);
  columns.quality.set(checkpoint.quality);
  columns.side.set(checkpoint.side);
  columns.silent.set(checkpoint.silent);
  return bytes;
}

/**
 * Reads what {@link encodeCheckpoint} wrote, now or at version 1.
 *
 * @throws {Fault} `codec/unsupported-version`, `codec/corrupt`.
 */
export function decodeCheckpoint(source: Uint8Array): TwinCheckpoint {
  const bytes = source.slice();
  if (bytes.length < HEADER_BYTES)
    throw new Fault("codec/corrupt", "twin checkpoint shorter than its header");
  const [version, n] = new Uint32Array(bytes.buffer, 0, 2) as unknown as [number, number];
  if (version !== VERSION && version !== 1) {
    throw new Fault("codec/unsupported-version", `twin checkpoint version ${version}`);
  }
  if (bytes.length !== HEADER_BYTES + n * (version === 1 ? BYTES_PER_ROW_OF_1 : BYTES_PER_ROW)) {
    throw new Fault("codec/corrupt", `twin checkpoint of ${bytes.length} bytes claims ${n} rows`);
  }
  if (version === VERSION) return columnsOf(bytes, n);
  const padded = new Uint8Array(HEADER_BYTES + n * BYTES_PER_ROW);
  padded.set(bytes);
  return columnsOf(padded, n);
}

function columnsOf(bytes: Uint8Array, n: number): TwinCheckpoint {
  const { buffer } = bytes;
  return {
    timeMs: new Float64Array(buffer, HEADER_BYTES, n),
    result: new Float64Array(buffer, HEADER_BYTES + n * 8, n),
    handle: new Int32Array(buffer, HEADER_BYTES + n * 16, n),
    quality: new Uint8Array(buffer, HEADER_BYTES + n * 20, n),
    side: new Uint8Array(buffer, HEADER_BYTES + n * 21, n),
    silent: new Uint8Array(buffer, HEADER_BYTES + n * 22, n),
  };
}
