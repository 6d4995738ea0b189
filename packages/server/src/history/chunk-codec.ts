import { Fault } from "@shuicheng/shared/faults";

/** Version byte of every chunk body. */
export const CHUNK_VERSION = 1;

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
const MAX_DECIMALS = 6;
/** Scaled results stay within this, so that their differences are exact in a double. */
const MAX_SCALED = 2 ** 50;

/**
 * Packs a chunk (ARCHITECTURE.md, "Chunks"):
 *
 * `u8 version = 1, u8 mode, varint n`; times as the first value, the first difference and then differences of
 * differences (zigzag varints); results as decimal integers scaled by 10^d and differenced (mode = d, 0–6) where
 * that is exact for every value, else as doubles XORed with the one before (mode 16: a tag byte, leading zero
 * bytes in its high half and significant bytes in its low half, then those bytes); qualities as runs
 * (varint length, u8 quality).
 *
 * Instruments report two or three decimals at an even interval, so the usual chunk costs 3–4 bytes an
 * observation; noise in all 52 bits costs 9.
 */
export function encodeChunk(series: ChunkSeries): Uint8Array {
  const n = series.timeMs.length;
  const writer = new ByteWriter(16 + n * 20);
  const decimals = decimalsOf(series.result);
  writer.byte(CHUNK_VERSION);
  writer.byte(decimals === undefined ? XOR << 4 : (DECIMAL << 4) | decimals);
  writer.unsigned(n);
  writeTimes(writer, series.timeMs);
  if (decimals === undefined) writeDoubles(writer, series.result);
  else writeDecimals(writer, series.result, 10 ** decimals);
  writeRuns(writer, series.quality);
  return writer.take();
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
  if (version !== CHUNK_VERSION) {
    throw new Fault(
      "codec/unsupported-version",
      `chunk version ${version}, this reader knows ${CHUNK_VERSION}`,
    );
  }
  const mode = reader.byte();
  const n = reader.unsigned();
  // A time and a result cost a byte each at least, so a longer claim is a lie and no reason to allocate.
  if (n * 2 > bytes.length) throw corrupt(`claims ${n} observations in ${bytes.length} bytes`);
  const timeMs = readTimes(reader, n);
  let result: Float64Array;
  if (mode === XOR << 4) result = readDoubles(reader, n);
  else if (mode <= MAX_DECIMALS) result = readDecimals(reader, n, 10 ** mode);
  else throw corrupt(`mode ${mode} is unknown`);
  const quality = readRuns(reader, n);
  if (!reader.isAtEnd) throw corrupt("bytes after the last observation");
  return { timeMs, result, quality };
}

/** Fewest decimals that hold every result exactly, or undefined where none up to six does. */
function decimalsOf(result: Float64Array): number | undefined {
  let decimals = 0;
  let scale = 1;
  for (let i = 0; i < result.length; i++) {
    const value = result[i] as number;
    if (Object.is(value, -0)) return undefined;
    for (;;) {
      const scaled = Math.round(value * scale);
      if (Math.abs(scaled) <= MAX_SCALED && scaled / scale === value) break;
      if (decimals === MAX_DECIMALS || !(Math.abs(scaled) <= MAX_SCALED)) return undefined;
      scale = 10 ** ++decimals;
      // Values already passed stay exact with more digits unless they grow too large: look again from the start.
      i = -1;
      break;
    }
  }
  return decimals;
}

function writeTimes(writer: ByteWriter, timeMs: Float64Array): void {
  let previous = 0;
  let step = 0;
  for (let i = 0; i < timeMs.length; i++) {
    const time = timeMs[i] as number;
    const difference = time - previous;
    writer.signed(i < 2 ? difference : difference - step);
    if (i > 0) step = difference;
    previous = time;
  }
}

function readTimes(reader: ByteReader, n: number): Float64Array {
  const timeMs = new Float64Array(n);
  let previous = 0;
  let step = 0;
  for (let i = 0; i < n; i++) {
    const difference = i < 2 ? reader.signed() : step + reader.signed();
    const time = previous + difference;
    if (!Number.isSafeInteger(time) || (i > 0 && difference <= 0)) throw corrupt("times do not ascend");
    if (i > 0) step = difference;
    timeMs[i] = time;
    previous = time;
  }
  return timeMs;
}

function writeDecimals(writer: ByteWriter, result: Float64Array, scale: number): void {
  let previous = 0;
  for (let i = 0; i < result.length; i++) {
    const scaled = Math.round((result[i] as number) * scale);
    writer.signed(scaled - previous);
    previous = scaled;
  }
}

function readDecimals(reader: ByteReader, n: number, scale: number): Float64Array {
  const result = new Float64Array(n);
  let previous = 0;
  for (let i = 0; i < n; i++) {
    previous += reader.signed();
    if (Math.abs(previous) > MAX_SCALED) throw corrupt("decimal result out of range");
    result[i] = previous / scale;
  }
  return result;
}

function writeDoubles(writer: ByteWriter, result: Float64Array): void {
  const words = new Uint8Array(16);
  const doubles = new Float64Array(words.buffer);
  const parts = new Uint32Array(words.buffer);
  for (let i = 0; i < result.length; i++) {
    doubles[1] = result[i] as number;
    parts[0] = (parts[0] as number) ^ (parts[2] as number);
    parts[1] = (parts[1] as number) ^ (parts[3] as number);
    // Little-endian: byte 7 is the highest; count zero bytes from both ends.
    let high = 7;
    while (high >= 0 && words[high] === 0) high--;
    let low = 0;
    while (low < high && words[low] === 0) low++;
    const significant = high < 0 ? 0 : high - low + 1;
    writer.byte(((high < 0 ? 8 : 7 - high) << 4) | significant);
    for (let at = high; significant > 0 && at >= low; at--) writer.byte(words[at] as number);
    doubles[0] = doubles[1] as number;
  }
}

function readDoubles(reader: ByteReader, n: number): Float64Array {
  const result = new Float64Array(n);
  const words = new Uint8Array(8);
  const doubles = new Float64Array(words.buffer);
  for (let i = 0; i < n; i++) {
    const tag = reader.byte();
    const leading = tag >> 4;
    const significant = tag & 15;
    if (leading + significant > 8) throw corrupt(`tag ${tag} describes more than eight bytes`);
    for (let at = 7 - leading; at > 7 - leading - significant; at--) {
      words[at] = (words[at] as number) ^ reader.byte();
    }
    result[i] = doubles[0] as number;
  }
  return result;
}

function writeRuns(writer: ByteWriter, quality: Uint8Array): void {
  for (let start = 0; start < quality.length; ) {
    let end = start + 1;
    while (end < quality.length && quality[end] === quality[start]) end++;
    writer.unsigned(end - start);
    writer.byte(quality[start] as number);
    start = end;
  }
}

function readRuns(reader: ByteReader, n: number): Uint8Array {
  const quality = new Uint8Array(n);
  for (let start = 0; start < n; ) {
    const length = reader.unsigned();
    if (length === 0 || start + length > n) throw corrupt(`quality run of ${length} at ${start} of ${n}`);
    quality.fill(reader.byte(), start, start + length);
    start += length;
  }
  return quality;
}

class ByteWriter {
  #bytes: Uint8Array;
  #at = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  byte(value: number): void {
    if (this.#at === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#at++] = value;
  }

  unsigned(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  /** Zigzag: 0, −1, 1, −2 … become 0, 1, 2, 3 …; exact to ±2^52. */
  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  }

  take(): Uint8Array {
    return this.#bytes.slice(0, this.#at);
  }
}

class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw corrupt("ends too early");
    return byte;
  }

  unsigned(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw corrupt("number above 53 bits");
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}

function corrupt(reason: string): Fault {
  return new Fault("codec/corrupt", `chunk: ${reason}`);
}
