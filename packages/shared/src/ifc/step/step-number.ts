import { ASCII, asciiText } from "./ascii.ts";

/** Powers of ten that a double holds exactly. */
const EXACT_POWERS = Float64Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
/** Below this another digit still leaves the mantissa a whole number that a double holds exactly. */
const MAX_MANTISSA = 900_719_925_474_098;

/**
 * Reads the INTEGER or REAL between `start` and `end` (ISO 10303-21, clause 6.4.1 and 6.4.2), correctly rounded;
 * also `.5` and `1e3`, which the standard forbids and writers produce. NaN for anything else, e.g. `1.#QNAN`.
 *
 * Up to 15 digits with a small exponent are a whole number times or over an exact power of ten, which is one rounding
 * and therefore exact (Clinger 1990); the rest goes through JavaScript's own conversion.
 */
export function parseStepNumber(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  const isNegative = bytes[i] === ASCII.minus;
  if (isNegative || bytes[i] === ASCII.plus) i++;
  let mantissa = 0;
  let exponent = 0;
  let digits = 0;
  let afterPoint = false;
  for (; i < end; i++) {
    const code = bytes[i] as number;
    if (code >= ASCII.zero && code <= ASCII.nine) {
      if (mantissa > MAX_MANTISSA) return parseSlowly(bytes, start, end);
      mantissa = mantissa * 10 + (code - ASCII.zero);
      digits++;
      if (afterPoint) exponent--;
    } else if (code === ASCII.dot && !afterPoint) afterPoint = true;
    else break;
  }
  if (digits === 0) return Number.NaN;
  if (i < end) {
    if (((bytes[i] as number) | 0x20) !== 0x65) return Number.NaN;
    const written = parseExponent(bytes, i + 1, end);
    if (Number.isNaN(written)) return Number.NaN;
    exponent += written;
  }
  if (exponent < -22 || exponent > 22) return parseSlowly(bytes, start, end);
  const power = EXACT_POWERS[Math.abs(exponent)] as number;
  const magnitude = exponent < 0 ? mantissa / power : mantissa * power;
  return isNegative ? -magnitude : magnitude;
}

function parseExponent(bytes: Uint8Array, start: number, end: number): number {
  const isNegative = bytes[start] === ASCII.minus;
  const first = isNegative || bytes[start] === ASCII.plus ? start + 1 : start;
  if (first >= end) return Number.NaN;
  let exponent = 0;
  for (let i = first; i < end; i++) {
    const code = bytes[i] as number;
    if (code < ASCII.zero || code > ASCII.nine) return Number.NaN;
    exponent = exponent * 10 + (code - ASCII.zero);
  }
  return isNegative ? -exponent : exponent;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function parseSlowly(bytes: Uint8Array, start: number, end: number): number {
  const text = asciiText(bytes, start, end);
  return NUMBER.test(text) ? Number(text) : Number.NaN;
}
