import { type ByteReader, type ByteWriter, corrupt } from "./byte-stream.ts";

/** Most decimals of results that are kept as whole numbers. */
export const MAX_DECIMALS = 6;
/** Scaled results stay within this, so that their differences are exact in a double. */
export const MAX_SCALED = 2 ** 50;

/** Fewest decimals that hold every result exactly, or undefined where none up to six does. */
export function decimalsOf(result: Float64Array): number | undefined {
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

/** Doubles XORed with the one before: a tag byte, leading zero bytes in its high half and significant bytes in its low half, then those bytes. */
export function writeDoubles(writer: ByteWriter, result: Float64Array): void {
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

/** The inverse of {@link writeDoubles}. */
export function readDoubles(reader: ByteReader, n: number): Float64Array {
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

/** Runs of equal bytes: varint length, the byte. */
export function writeRuns(writer: ByteWriter, quality: Uint8Array): void {
  for (let start = 0; start < quality.length; ) {
    let end = start + 1;
    while (end < quality.length && quality[end] === quality[start]) end++;
    writer.unsigned(end - start);
    writer.byte(quality[start] as number);
    start = end;
  }
}

/** The inverse of {@link writeRuns}. */
export function readRuns(reader: ByteReader, n: number): Uint8Array {
  const quality = new Uint8Array(n);
  for (let start = 0; start < n; ) {
    const length = reader.unsigned();
    if (length === 0 || start + length > n) throw corrupt(`quality run of ${length} at ${start} of ${n}`);
    quality.fill(reader.byte(), start, start + length);
    start += length;
  }
  return quality;
}
