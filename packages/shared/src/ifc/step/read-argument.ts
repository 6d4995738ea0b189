import { ASCII, asciiText, isDigit, isKeywordCode, skipBlank } from "./ascii.ts";
import { endOfValue } from "./skip-arguments.ts";
import type { StepFile } from "./step-file.ts";
import { parseStepNumber } from "./step-number.ts";
import { decodeStepString } from "./step-string.ts";
import { closingApostrophe, endOfNumber } from "./step-value.ts";

/** More than any class of IFC has (27); what comes after is not split off. */
export const MAX_ARGUMENTS = 64;

/**
 * Writes the byte offset of each argument of `row` into `at` and answers how many there are. Nothing is decoded; read
 * what is needed with the functions below, by offset. `at` is reused from record to record.
 */
export function splitArguments(file: StepFile, row: number, at: Uint32Array): number {
  const { bytes } = file;
  const end = file.ends[row] as number;
  let count = 0;
  let i = skipBlank(bytes, file.starts[row] as number, end);
  if (i === end) return 0;
  while (count < at.length) {
    at[count++] = i;
    const comma = endOfValue(bytes, i, end);
    if (comma >= end) break;
    i = skipBlank(bytes, comma + 1, end);
  }
  return count;
}

/** Offset of argument `n` (from 0) of `row`, or −1 where the record has fewer. */
export function argumentAt(file: StepFile, row: number, n: number): number {
  const { bytes } = file;
  const end = file.ends[row] as number;
  let i = file.starts[row] as number;
  for (let skipped = 0; skipped < n; skipped++) {
    i = endOfValue(bytes, i, end) + 1;
    if (i > end) return -1;
  }
  const start = skipBlank(bytes, i, end);
  return start < end ? start : -1;
}

/** `#id` at `at`, 0 where there is no reference. */
export function refAt(file: StepFile, at: number): number {
  const { bytes } = file;
  if (at < 0 || bytes[at] !== ASCII.numberSign) return 0;
  let id = 0;
  for (let i = at + 1; isDigit(bytes[i]); i++) id = id * 10 + ((bytes[i] as number) - ASCII.zero);
  return id;
}

/**
 * Every `#id` of the value at `at`, in order: of a list, of a typed list or of a single reference. Expects no strings
 * among them; IFC has no such lists.
 */
export function refsAt(file: StepFile, at: number, end: number): number[] {
  const { bytes } = file;
  const ids: number[] = [];
  if (at < 0) return ids;
  let depth = 0;
  for (let i = at; i < end; i++) {
    const code = bytes[i] as number;
    if (code === ASCII.numberSign) {
      let id = 0;
      let digit = (bytes[++i] as number) - ASCII.zero;
      for (; digit >= 0 && digit <= 9; digit = (bytes[++i] as number) - ASCII.zero) id = id * 10 + digit;
      ids.push(id);
      i--;
    } else if (code === ASCII.open) depth++;
    else if (code === ASCII.close && --depth <= 0) break;
    else if (code === ASCII.comma && depth === 0) break;
  }
  return ids;
}

/** Number at `at`, also within a typed value like `IFCLENGTHMEASURE(3.5)`; NaN where there is none. */
export function numberAt(file: StepFile, at: number): number {
  const { bytes } = file;
  if (at < 0) return Number.NaN;
  const start = insideTyped(bytes, at);
  return parseStepNumber(bytes, start, endOfNumber(bytes, start, bytes.length));
}

/** Decoded string at `at`, also within a typed value like `IFCLABEL('x')`; undefined where there is none. */
export function textAt(file: StepFile, at: number): string | undefined {
  const { bytes } = file;
  if (at < 0) return undefined;
  const start = insideTyped(bytes, at);
  if (bytes[start] !== ASCII.apostrophe) return undefined;
  return decodeStepString(bytes, start + 1, closingApostrophe(bytes, start, bytes.length), file.charset);
}

/** Name of the enum at `at`, e.g. `METRE`, `T`, also within a typed value; undefined where there is none. */
export function enumAt(file: StepFile, at: number): string | undefined {
  const { bytes } = file;
  if (at < 0) return undefined;
  const start = insideTyped(bytes, at);
  if (bytes[start] !== ASCII.dot) return undefined;
  let end = start + 1;
  while (isKeywordCode(bytes[end])) end++;
  return bytes[end] === ASCII.dot && end > start + 1 ? asciiText(bytes, start + 1, end) : undefined;
}

/** Type name before the bracket of a typed value, upper case; undefined for any other value. */
export function typedNameAt(file: StepFile, at: number): string | undefined {
  const { bytes } = file;
  if (at < 0) return undefined;
  const end = endOfKeyword(bytes, at);
  return end === at ? undefined : asciiText(bytes, at, end).toUpperCase();
}

/** Offset of the content of the typed value at `at`, or `at` itself where it is none. */
export function insideTyped(bytes: Uint8Array, at: number): number {
  const end = endOfKeyword(bytes, at);
  if (end === at) return at;
  const bracket = skipBlank(bytes, end, bytes.length);
  return bytes[bracket] === ASCII.open ? skipBlank(bytes, bracket + 1, bytes.length) : at;
}

function endOfKeyword(bytes: Uint8Array, at: number): number {
  const code = bytes[at] as number;
  const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  if (!isLetter) return at;
  let end = at;
  while (isKeywordCode(bytes[end])) end++;
  return end;
}
