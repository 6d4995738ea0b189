import { Fault } from "@shuicheng/shared/faults";

/**
 * One record of the log, little-endian, 8-byte aligned:
 * `u8 kind, u8 version = 1, u16 0, u32 n, f64 recordedAtMs`, then for observations
 * `f64 timeMs[n], f64 result[n], i32 handle[n], u8 quality[n]` (21 bytes an observation). A tick has n = 0.
 *
 * Results are stored as numbers: booleans as 0 and 1, categories as their index in the datastream's list.
 */
export const OBSERVATIONS_KIND = 1;
/** One second has passed: time itself is in the log, so that everything that waits replays alike. */
export const TICK_KIND = 2;

/**
 * The gateway behind some datastreams is gone: `i32 handle[n]` follows the header. Their latest values are stale from
 * here on, whatever their age, until a newer observation comes.
 */
export const SILENCE_KIND = 3;

const RECORD_VERSION = 1;
const HEADER_BYTES = 16;
const BYTES_PER_OBSERVATION = 21;

/** Observations in columns; row i of each array is one observation. Views into one buffer. */
export interface ObservationColumns {
  readonly n: number;
  /** Phenomenon time, epoch ms (whole). */
  readonly timeMs: Float64Array;
  readonly result: Float64Array;
  /** Handles of datastreams, as the registry gave them. */
  readonly handle: Int32Array;
  /** Index into `QUALITIES`. */
  readonly quality: Uint8Array;
}

/** A decoded record. `recordedAtMs` is the server's clock when it was written. */
export interface PackedRecord {
  readonly kind: number;
  readonly recordedAtMs: number;
  readonly observations: ObservationColumns;
  /** Of a silence: the datastreams that fell silent. */
  readonly silent: Int32Array;
}

/** Makes an empty record for `n` observations and the columns to fill in place. */
export function buildObservationRecord(
  n: number,
  recordedAtMs: number,
): { bytes: Uint8Array; columns: ObservationColumns } {
  const bytes = new Uint8Array(HEADER_BYTES + n * BYTES_PER_OBSERVATION);
  writeHeader(bytes, OBSERVATIONS_KIND, n, recordedAtMs);
  return { bytes, columns: columnsOf(bytes, n) };
}

/** Makes a tick: the server's clock at that second. */
export function buildTickRecord(recordedAtMs: number): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  writeHeader(bytes, TICK_KIND, 0, recordedAtMs);
  return bytes;
}

/** Makes a silence of these datastreams. */
export function buildSilenceRecord(handles: ReadonlySet<number>, recordedAtMs: number): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + handles.size * 4);
  writeHeader(bytes, SILENCE_KIND, handles.size, recordedAtMs);
  new Int32Array(bytes.buffer, HEADER_BYTES).set([...handles]);
  return bytes;
}

/**
 * Reads a record; columns are views where the bytes are aligned, else of a copy.
 *
 * @throws {Fault} `codec/unsupported-version` for a newer record, `codec/corrupt` for a wrong length or kind.
 */
export function readPackedRecord(source: Uint8Array): PackedRecord {
  if (source.length < HEADER_BYTES) throw new Fault("codec/corrupt", "log record shorter than its header");
  const bytes = source.byteOffset % 8 === 0 ? source : source.slice();
  if (bytes[1] !== RECORD_VERSION) {
    throw new Fault("codec/unsupported-version", `log record version ${bytes[1]}, this reader knows 1`);
  }
  const kind = bytes[0] as number;
  if (kind !== OBSERVATIONS_KIND && kind !== TICK_KIND && kind !== SILENCE_KIND) {
    throw new Fault("codec/corrupt", `log record of unknown kind ${kind}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const n = view.getUint32(4, true);
  const isSilence = kind === SILENCE_KIND;
  if (bytes.length !== HEADER_BYTES + n * (isSilence ? 4 : BYTES_PER_OBSERVATION)) {
    throw new Fault("codec/corrupt", `log record of ${bytes.length} bytes and kind ${kind} claims ${n} rows`);
  }
  const silent = new Int32Array(bytes.buffer, bytes.byteOffset + HEADER_BYTES, isSilence ? n : 0);
  const observations = columnsOf(bytes, isSilence ? 0 : n);
  return { kind, recordedAtMs: view.getFloat64(8, true), observations, silent };
}

function writeHeader(bytes: Uint8Array, kind: number, n: number, recordedAtMs: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  view.setUint8(0, kind);
  view.setUint8(1, RECORD_VERSION);
  view.setUint32(4, n, true);
  view.setFloat64(8, recordedAtMs, true);
}

function columnsOf(bytes: Uint8Array, n: number): ObservationColumns {
  const { buffer, byteOffset } = bytes;
  const times = byteOffset + HEADER_BYTES;
  return {
    n,
    timeMs: new Float64Array(buffer, times, n),
    result: new Float64Array(buffer, times + n * 8, n),
    handle: new Int32Array(buffer, times + n * 16, n),
    quality: new Uint8Array(buffer, times + n * 20, n),
  };
}
