import { type ByteReader, corrupt } from "./byte-stream.ts";
import { MAX_SCALED } from "./column-codec.ts";

/** Times of version 1: the first value, the first difference, then differences of differences, as zigzag varints. */
export function readTimesOf1(reader: ByteReader, n: number): Float64Array {
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

/** Results of version 1: whole numbers scaled by a power of ten and differenced, as zigzag varints. */
export function readDecimalsOf1(reader: ByteReader, n: number, scale: number): Float64Array {
  const result = new Float64Array(n);
  let previous = 0;
  for (let i = 0; i < n; i++) {
    previous += reader.signed();
    if (Math.abs(previous) > MAX_SCALED) throw corrupt("decimal result out of range");
    result[i] = previous / scale;
  }
  return result;
}
