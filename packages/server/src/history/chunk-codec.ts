import { Fault } from "@shuicheng/shared/faults";
import { BitReader, BitWriter } from "./bit-stream.ts";
import { ByteReader, ByteWriter, corrupt, unzigzag, zigzag } from "./byte-stream.ts";
import { readDecimalsOf1, readTimesOf1 } from "./chunk-version-1.ts";
import {
  decimalsOf,
  MAX_DECIMALS,
  MAX_SCALED,
  readDoubles,
  readRuns,
  writeDoubles,
  writeRuns,
} from "./column-codec.ts";

/** Version byte of every chunk body that is written; those of version 1 can be read. */
export const CHUNK_VERSION = 2;

/** Observations of one datastream, ascending in time, in columns of equal length. */
export interface ChunkSeries {
  /** Whole epoch ms, strictly ascending. */
  readonly timeMs: Float64Array;
  readonly result: Float64Array;
  /** 0–255. */
  readonly quality: Uint8Array;
}

const DECIMAL = 0;
const XOR = 1;
/** Results that share a parameter of Rice's code, and the bits that say it. */
const RICE_BLOCK = 64;
const RICE_BITS = 5;

/**
 * Packs a chunk (ARCHITECTURE.md, "Chunks"):
 *
 * `u8 version = 2, u8 mode, varint n`, the first time (zigzag varint); qualities as runs (varint length, u8 quality); where
 * results are kept as doubles (mode 16) those, see `writeDoubles`; then bits. Of times differences of differences, zigzag,
 * zero in one bit. Of results that are decimals (mode = d, 0–6, where 10^d makes every one whole) the first and the
 * differences, zigzag, in Rice's code, its parameter anew for each 64.
 *
 * Instruments report two or three decimals at an even interval, so the usual chunk costs 1–1.5 bytes an observation; noise
 * in all 52 bits costs 8.
 */
export function encodeChunk(series: ChunkSeries): Uint8Array {
  const n = series.timeMs.length;
  const decimals = decimalsOf(series.result);
  const head = new ByteWriter(32);
  head.byte(CHUNK_VERSION);
  head.byte(decimals === undefined ? XOR << 4 : (DECIMAL << 4) | decimals);
  head.unsigned(n);
  if (n > 0) head.signed(series.timeMs[0] as number);
  writeRuns(head, series.quality);
  if (decimals === undefined) writeDoubles(head, series.result);
  const bits = new BitWriter(n * 2);
  writeTimes(bits, series.timeMs);
  if (decimals !== undefined) writeDecimals(bits, series.result, 10 ** decimals);
  return joined(head.take(), bits.take());
}

/**
 * Reads a chunk body; the exact inverse of {@link encodeChunk}, bit for bit (−0 and NaN payloads included).
 *
 * @throws {Fault} `codec/unsupported-version` for a newer body; `codec/corrupt` for one cut short, too long or
 * out of order.
 */
export function decodeChunk(bytes: Uint8Array): ChunkSeries {
  const reader = new ByteReader(bytes);
  const version = reader.byte();
  if (version !== CHUNK_VERSION && version !== 1) {
    throw new Fault(
      "codec/unsupported-version",
      `chunk version ${version}, this reader knows ${CHUNK_VERSION}`,
    );
  }
  const mode = reader.byte();
  if (mode > MAX_DECIMALS && mode !== XOR << 4) throw corrupt(`mode ${mode} is unknown`);
  const n = reader.unsigned();
  // Two bits at least, or two bytes at version 1: a longer claim is a lie and no reason to allocate.
  if (n > (version === 1 ? bytes.length / 2 : bytes.length * 4))
    throw corrupt(`claims ${n} observations in ${bytes.length} bytes`);
  return version === 1 ? decodeVersion1(reader, mode, n) : decodeVersion2(reader, mode, n);
}

function decodeVersion2(reader: ByteReader, mode: number, n: number): ChunkSeries {
  const firstMs = n > 0 ? reader.signed() : 0;
  const quality = readRuns(reader, n);
  const doubles = mode === XOR << 4 ? readDoubles(reader, n) : undefined;
  const bits = new BitReader(reader.rest());
  const timeMs = readTimes(bits, n, firstMs);
  const result = doubles ?? readDecimals(bits, n, 10 ** mode);
  bits.end();
  return { timeMs, result, quality };
}

function decodeVersion1(reader: ByteReader, mode: number, n: number): ChunkSeries {
  const timeMs = readTimesOf1(reader, n);
  const result = mode === XOR << 4 ? readDoubles(reader, n) : readDecimalsOf1(reader, n, 10 ** mode);
  const quality = readRuns(reader, n);
  if (!reader.isAtEnd) throw corrupt("bytes after the last observation");
  return { timeMs, result, quality };
}

function writeTimes(writer: BitWriter, timeMs: Float64Array): void {
  let step = 0;
  for (let i = 1; i < timeMs.length; i++) {
    const difference = (timeMs[i] as number) - (timeMs[i - 1] as number);
    writer.classed(zigzag(difference - step));
    step = difference;
  }
}

function readTimes(reader: BitReader, n: number, firstMs: number): Float64Array {
  const timeMs = new Float64Array(n);
  let step = 0;
  let time = firstMs;
  for (let i = 0; i < n; i++) {
    if (i > 0) {
      step += unzigzag(reader.classed());
      if (step <= 0) throw corrupt("times do not ascend");
      time += step;
    }
    if (!Number.isSafeInteger(time)) throw corrupt("time out of range");
    timeMs[i] = time;
  }
  return timeMs;
}

function writeDecimals(writer: BitWriter, result: Float64Array, scale: number): void {
  const block = new Float64Array(RICE_BLOCK);
  let previous = 0;
  for (let start = 0; start < result.length; start += RICE_BLOCK) {
    const length = Math.min(RICE_BLOCK, result.length - start);
    for (let i = 0; i < length; i++) {
      const scaled = Math.round((result[start + i] as number) * scale);
      block[i] = zigzag(scaled - previous);
      previous = scaled;
    }
    const k = riceParameter(block, length);
    writer.bits(k, RICE_BITS);
    for (let i = 0; i < length; i++) writer.rice(block[i] as number, k);
  }
}

function readDecimals(reader: BitReader, n: number, scale: number): Float64Array {
  const result = new Float64Array(n);
  let previous = 0;
  let k = 0;
  for (let i = 0; i < n; i++) {
    if (i % RICE_BLOCK === 0) k = reader.bits(RICE_BITS);
    previous += unzigzag(reader.rice(k));
    if (Math.abs(previous) > MAX_SCALED) throw corrupt("decimal result out of range");
    result[i] = previous / scale;
  }
  return result;
}

/** The parameter that makes a block shortest, of those round the logarithm of its mean. */
function riceParameter(block: Float64Array, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += block[i] as number;
  const middle = Math.min(2 ** RICE_BITS - 2, Math.max(1, Math.floor(Math.log2(sum / length + 1))));
  let best = middle;
  let fewest = Number.POSITIVE_INFINITY;
  for (let k = middle - 1; k <= middle + 1; k++) {
    let bits = length * (k + 1);
    const scale = 2 ** -k;
    for (let i = 0; i < length; i++) bits += Math.floor((block[i] as number) * scale);
    if (bits < fewest) [best, fewest] = [k, bits];
  }
  return best;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
