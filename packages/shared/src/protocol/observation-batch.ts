import { MAX_BATCH_ITEMS } from "../contracts/index.ts";
import { Fault } from "../faults.ts";

const VERSION = 1;
const HEADER_BYTES = 8;
const BYTES_PER_OBSERVATION = 21;

/** A batch in columns of equal length; row i of each is one observation. */
export interface BatchColumns {
  /** Phenomenon times, epoch ms. */
  readonly timeMs: Float64Array;
  /** Numbers; booleans as 0 and 1, categories by their place in the datastream's list. */
  readonly result: Float64Array;
  /** Datastreams, as `open` answered them. */
  readonly handle: Int32Array;
  /** Index into `QUALITIES`. */
  readonly quality: Uint8Array;
}

/**
 * Packs a batch for `observations.bin` (PROTOCOL.md, section 2), little-endian: `u32 version = 1, u32 n, f64 time[n],
 * f64 result[n], i32 handle[n], u8 quality[n]`: 21 bytes an observation.
 *
 * @throws {RangeError} columns of different length.
 */
export function encodeObservationBatch({ timeMs, result, handle, quality }: BatchColumns): Uint8Array {
  const n = timeMs.length;
  if (result.length !== n || handle.length !== n || quality.length !== n)
    throw new RangeError("the columns of a batch have one length");
  const bytes = new Uint8Array(HEADER_BYTES + n * BYTES_PER_OBSERVATION);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, VERSION, true);
  view.setUint32(4, n, true);
  new Float64Array(bytes.buffer, HEADER_BYTES, n).set(timeMs);
  new Float64Array(bytes.buffer, HEADER_BYTES + n * 8, n).set(result);
  new Int32Array(bytes.buffer, HEADER_BYTES + n * 16, n).set(handle);
  bytes.set(quality, HEADER_BYTES + n * 20);
  return bytes;
}

/**
 * The inverse of {@link encodeObservationBatch}: views of a copy, for what comes from a socket may be misaligned.
 *
 * @param payload As it came; nothing is believed of it.
 * @throws {Fault} `ingest/malformed-payload`, `ingest/empty-batch`, `ingest/batch-too-large`
 */
export function decodeObservationBatch(payload: unknown): BatchColumns {
  if (!(payload instanceof Uint8Array) && !(payload instanceof ArrayBuffer))
    throw malformed("observations.bin takes one binary buffer");
  const source = payload instanceof ArrayBuffer ? new Uint8Array(payload) : payload;
  if (source.byteLength < HEADER_BYTES)
    throw malformed(`${source.byteLength} bytes are shorter than the header of ${HEADER_BYTES}`);
  const header = new DataView(source.buffer, source.byteOffset, HEADER_BYTES);
  const version = header.getUint32(0, true);
  if (version !== VERSION) throw malformed(`version ${version} is not known; this server reads ${VERSION}`);
  const n = header.getUint32(4, true);
  if (n === 0) throw new Fault("ingest/empty-batch", "no observations; a batch has 1 to 5,000");
  if (n > MAX_BATCH_ITEMS) {
    const message = `${n} observations; a batch has at most ${MAX_BATCH_ITEMS}`;
    throw new Fault("ingest/batch-too-large", message, { items: n, max: MAX_BATCH_ITEMS });
  }
  const bytes = HEADER_BYTES + n * BYTES_PER_OBSERVATION;
  if (source.byteLength !== bytes)
    throw malformed(`${n} observations take ${bytes} bytes, not ${source.byteLength}`);
  // Not Buffer.slice, which is a view.
  const { buffer } = Uint8Array.prototype.slice.call(source, HEADER_BYTES);
  return {
    timeMs: new Float64Array(buffer, 0, n),
    result: new Float64Array(buffer, n * 8, n),
    handle: new Int32Array(buffer, n * 16, n),
    quality: new Uint8Array(buffer, n * 20, n),
  };
}

const malformed = (message: string): Fault => new Fault("ingest/malformed-payload", message);
