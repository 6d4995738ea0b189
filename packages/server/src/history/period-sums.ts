import { QUALITIES } from "@shuicheng/shared/contracts";
import { ByteReader, ByteWriter, corrupt } from "./byte-stream.ts";
import type { ChunkSeries } from "./chunk-codec.ts";
import { decimalsOf, MAX_SCALED } from "./column-codec.ts";

const BAD = QUALITIES.indexOf("bad");
const VERSION = 1;
const DOUBLES = 255;

/** What the observations of equal periods, one after the other, come to. Bad ones are left out. */
export interface PeriodSums {
  /** Observations by period; where it is 0 the other columns mean nothing. */
  readonly n: Int32Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Added up in order of time. */
  readonly sum: Float64Array;
  /** The newest. */
  readonly last: Float64Array;
}

/** Sums of `count` periods without observations. */
export function emptySums(count: number): PeriodSums {
  const column = () => new Float64Array(count);
  return { n: new Int32Array(count), min: column(), max: column(), sum: column(), last: column() };
}

/**
 * Adds a series to the sums of periods of `periodMs` from `startMs` on; it is newer than what was added before. Rows outside
 * are left out. A faulty instrument does not draw a mean: bad observations count for nothing.
 */
export function addSeries(sums: PeriodSums, series: ChunkSeries, startMs: number, periodMs: number): void {
  const { timeMs, result, quality } = series;
  for (let row = 0; row < timeMs.length; row++) {
    if (quality[row] === BAD) continue;
    const at = Math.floor(((timeMs[row] as number) - startMs) / periodMs);
    if (at >= 0 && at < sums.n.length) addResult(sums, at, result[row] as number);
  }
}

/** Adds one result to a period's sums; it is newer than those before. */
export function addResult({ n, min, max, sum, last }: PeriodSums, at: number, result: number): void {
  const isFirst = n[at] === 0;
  n[at] = (n[at] as number) + 1;
  if (isFirst || result < (min[at] as number)) min[at] = result;
  if (isFirst || result > (max[at] as number)) max[at] = result;
  sum[at] = isFirst ? result : (sum[at] as number) + result;
  last[at] = result;
}

/** Adds period `from` of other sums to period `at`; it is newer than what is there. */
export function addSums(sums: PeriodSums, at: number, other: PeriodSums, from: number): void {
  const n = other.n[from] as number;
  if (n === 0) return;
  const isFirst = sums.n[at] === 0;
  sums.n[at] = (sums.n[at] as number) + n;
  const [min, max, sum] = [other.min[from], other.max[from], other.sum[from]] as [number, number, number];
  if (isFirst || min < (sums.min[at] as number)) sums.min[at] = min;
  if (isFirst || max > (sums.max[at] as number)) sums.max[at] = max;
  sums.sum[at] = isFirst ? sum : (sums.sum[at] as number) + sum;
  sums.last[at] = other.last[from] as number;
}

/**
 * Packs sums: `u8 version = 1, varint periods, n` by period (varints), then of those with observations `min`, `max`, `last`
 * (each a byte for the decimals that make every one whole, then differences as zigzag varints; 255 and doubles where none
 * do) and `sum` (doubles). Little-endian.
 */
export function encodeSums({ n, min, max, sum, last }: PeriodSums): Uint8Array {
  const writer = new ByteWriter(16 + n.length * 16);
  writer.byte(VERSION);
  writer.unsigned(n.length);
  for (const count of n) writer.unsigned(count);
  const filled = [...n.keys()].filter((at) => (n[at] as number) > 0);
  for (const column of [min, max, last]) {
    writeColumn(
      writer,
      Float64Array.from(filled, (at) => column[at] as number),
    );
  }
  for (const at of filled) writer.double(sum[at] as number);
  return writer.take();
}

/**
 * The inverse of {@link encodeSums}.
 *
 * @param into Taken and answered where it has as many periods: a year is read day by day, and arrays are dear.
 * @throws {Fault} `codec/corrupt`
 */
export function decodeSums(bytes: Uint8Array, into?: PeriodSums): PeriodSums {
  const reader = new ByteReader(bytes);
  const version = reader.byte();
  if (version !== VERSION) throw corrupt(`sums of version ${version}`);
  const count = reader.unsigned();
  if (count > bytes.length) throw corrupt(`sums of ${count} periods in ${bytes.length} bytes`);
  const sums = into?.n.length === count ? into : emptySums(count);
  const { n } = sums;
  let filled = 0;
  for (let at = 0; at < count; at++) {
    const own = reader.unsigned();
    if (own > 2 ** 31 - 1) throw corrupt(`${own} observations in one period`);
    n[at] = own;
    if (own > 0) filled++;
  }
  if (filled * 8 > bytes.length) throw corrupt(`sums of ${filled} periods in ${bytes.length} bytes`);
  for (const column of [sums.min, sums.max, sums.last]) readColumn(reader, n, column);
  for (let at = 0; at < count; at++) if (n[at] !== 0) sums.sum[at] = reader.double();
  if (!reader.isAtEnd) throw corrupt("bytes after the last sum");
  return sums;
}

function writeColumn(writer: ByteWriter, values: Float64Array): void {
  const decimals = decimalsOf(values);
  writer.byte(decimals ?? DOUBLES);
  if (decimals === undefined) {
    for (const value of values) writer.double(value);
    return;
  }
  let previous = 0;
  for (const value of values) {
    const scaled = Math.round(value * 10 ** decimals);
    writer.signed(scaled - previous);
    previous = scaled;
  }
}

/** Reads a value for each period with observations. */
function readColumn(reader: ByteReader, n: Int32Array, into: Float64Array): void {
  const decimals = reader.byte();
  const scale = 10 ** decimals;
  let previous = 0;
  for (let at = 0; at < n.length; at++) {
    if (n[at] === 0) continue;
    if (decimals === DOUBLES) {
      into[at] = reader.double();
      continue;
    }
    previous += reader.signed();
    if (Math.abs(previous) > MAX_SCALED) throw corrupt("decimal result out of range");
    into[at] = previous / scale;
  }
}
