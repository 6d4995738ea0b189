import { Fault } from "../faults.ts";
import { corrupt, mostBytesOf, readIndices, writeIndices } from "./ascending-indices.ts";

/** Version byte that leads every body of levels. Changing the layout is a new number. */
export const LEVEL_BODY_VERSION = 1;

/**
 * Levels of datastreams: their results to three digits. `handles` ascending, each once; `levels` as long: NaN where there is
 * nothing to be shown (no value, a bad one, a datastream that is gone), ±∞ beyond ±4.29·10⁹.
 */
export interface LevelPatch {
  readonly handles: Uint32Array;
  readonly levels: Float64Array;
}

/** Nothing to be shown. */
export const NO_LEVEL = 0x7e01;
const BEYOND = 0x7e00;
const NEGATIVE = 0x8000;
const STEPS = 512;
const LEAST_EXPONENT = -30;
const MOST_EXPONENT = 31;

/**
 * A result as a level of 16 bits: a sign, six bits of exponent, nine of fraction. A half step is at most 1/1024 of the result;
 * whole numbers up to 1,024 are exact, and what is below 2⁻³⁰ goes in steps of 2⁻³⁹.
 */
export function encodeLevel(result: number): number {
  if (Number.isNaN(result)) return NO_LEVEL;
  const sign = result < 0 ? NEGATIVE : 0;
  const size = Math.abs(result);
  if (size < 2 ** LEAST_EXPONENT) return sign | Math.round(size * 2 ** -LEAST_EXPONENT * STEPS);
  let exponent = Math.floor(Math.log2(size));
  // A logarithm next to a whole number may have been rounded to it.
  if (2 ** exponent > size) exponent--;
  if (exponent > MOST_EXPONENT) return sign | BEYOND;
  const fraction = Math.round((size / 2 ** exponent - 1) * STEPS);
  // A fraction that was rounded up to one carries into the exponent, as it should.
  const code = (exponent - LEAST_EXPONENT + 1) * STEPS + fraction;
  return sign | Math.min(code, BEYOND);
}

/** The result that a level stands for; NaN where nothing is to be shown, ±∞ beyond what levels reach. */
export function decodeLevel(level: number): number {
  const sign = level & NEGATIVE ? -1 : 1;
  const code = level & 0x7fff;
  if (code >= BEYOND) return code === BEYOND ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  const [exponent, fraction] = [code >> 9, code & (STEPS - 1)];
  // Nought has no sign.
  if (exponent === 0) return sign * (fraction / STEPS) * 2 ** LEAST_EXPONENT + 0;
  return sign * (1 + fraction / STEPS) * 2 ** (exponent - 1 + LEAST_EXPONENT);
}

/**
 * Packs levels for the wire (PROTOCOL.md, section 5): some three bytes a datastream.
 *
 * @param levels As {@link encodeLevel} gives them, as many as `handles`.
 */
export function encodeLevelPatch(handles: Uint32Array, levels: Uint16Array): Uint8Array {
  const bytes = new Uint8Array(1 + mostBytesOf(handles.length) + 2 * levels.length);
  bytes[0] = LEVEL_BODY_VERSION;
  let at = writeIndices(bytes, 1, handles);
  for (const level of levels) {
    bytes[at++] = level & 0xff;
    bytes[at++] = level >> 8;
  }
  return bytes.slice(0, at);
}

/**
 * Reads a body of levels.
 *
 * @throws {Fault} `codec/unsupported-version` for a newer body; `codec/corrupt` when it is cut short or too long.
 */
export function decodeLevelPatch(bytes: Uint8Array): LevelPatch {
  if (bytes.length < 3) throw corrupt("shorter than its header");
  if (bytes[0] !== LEVEL_BODY_VERSION) {
    throw new Fault("codec/unsupported-version", `body of levels version ${bytes[0]}, this reader knows 1`);
  }
  const cursor = { at: 1 };
  const handles = readIndices(bytes, cursor);
  const n = handles.length;
  if (bytes.length !== cursor.at + 2 * n) {
    throw corrupt(`${bytes.length - cursor.at} bytes for ${n} levels of two`);
  }
  const levels = new Float64Array(n);
  for (let i = 0, at = cursor.at; i < n; i++, at += 2)
    levels[i] = decodeLevel((bytes[at] as number) | ((bytes[at + 1] as number) << 8));
  return { handles, levels };
}
