import { ASCII, asciiText, endOfComment, isKeywordCode } from "./ascii.ts";
import type { StepFile } from "./step-file.ts";
import { parseStepNumber } from "./step-number.ts";
import { decodeStepString } from "./step-string.ts";

/** `*`: the value follows from others (ISO 10303-21, clause 10.2.5). */
export const DERIVED = Object.freeze({ derived: true as const });

/**
 * One value of a record. `$` is null, `.T.` and `.F.` booleans (`.U.` is an enum: unknown is not false), a typed
 * value like `IFCLABEL('x')` carries its name in upper case, a binary its hexadecimal digits. What is no value of
 * the grammar, `NaN` or `1.#QNAN`, is the number NaN.
 */
export type StepValue =
  | number
  | string
  | boolean
  | null
  | typeof DERIVED
  | { readonly ref: number }
  | { readonly enum: string }
  | { readonly binary: string }
  | { readonly typed: string; readonly value: StepValue }
  | readonly StepValue[];

/**
 * Reads all arguments of the record in `row`. Lists may nest to any depth. Costs an object for each list, reference
 * and enum: for bulk work read single arguments with the functions of `read-argument.ts`.
 */
export function readArguments(file: StepFile, row: number): StepValue[] {
  return readValues(file, file.starts[row] as number, file.ends[row] as number);
}

/** As much of a file as its values need to be read. */
type StepText = Pick<StepFile, "bytes" | "charset">;

interface OpenList {
  readonly values: StepValue[];
  /** Keyword before its bracket, where it is a typed value. */
  readonly typed: string | undefined;
}

/** Reads the values between `start` and `end`, separated by commas. Nothing between two commas is null. */
export function readValues(file: StepText, start: number, end: number): StepValue[] {
  const { bytes } = file;
  const open: OpenList[] = [];
  let values: StepValue[] = [];
  let keyword: string | undefined;
  let isAfterValue = false;
  for (let i = start; i < end; ) {
    const code = bytes[i] as number;
    if (code <= ASCII.space) i++;
    else if (code === ASCII.comma) {
      if (!isAfterValue) values.push(null);
      isAfterValue = false;
      i++;
    } else if (code === ASCII.open) {
      open.push({ values, typed: keyword });
      keyword = undefined;
      isAfterValue = false;
      values = [];
      i++;
    } else if (code === ASCII.close) {
      const { values: outer, typed } = open.pop() as OpenList;
      outer.push(typed === undefined ? values : { typed, value: values[0] ?? null });
      values = outer;
      isAfterValue = true;
      i++;
    } else if (code === ASCII.slash && bytes[i + 1] === ASCII.asterisk) i = endOfComment(bytes, i, end);
    else {
      const token = readToken(file, i, end);
      if (token.keyword === undefined) values.push(token.value);
      keyword = token.keyword;
      isAfterValue = true;
      i = token.next;
    }
  }
  return values;
}

interface Token {
  readonly value: StepValue;
  readonly next: number;
  /** Set for a keyword with a bracket to come. */
  readonly keyword?: string;
}

function readToken(file: StepText, at: number, end: number): Token {
  const { bytes } = file;
  switch (bytes[at]) {
    case ASCII.apostrophe: {
      const close = closingApostrophe(bytes, at, end);
      return { value: decodeStepString(bytes, at + 1, close, file.charset), next: close + 1 };
    }
    case ASCII.quotationMark: {
      const close = before(bytes.indexOf(ASCII.quotationMark, at + 1), end);
      return { value: { binary: asciiText(bytes, at + 1, close) }, next: close + 1 };
    }
    case ASCII.numberSign: {
      const next = endOfToken(bytes, at + 1, end);
      return { value: { ref: parseStepNumber(bytes, at + 1, next) }, next };
    }
    case ASCII.dot: {
      const next = endOfToken(bytes, at + 1, end);
      const close = bytes.indexOf(ASCII.dot, at + 1);
      if (close < 0 || close >= next) return { value: parseStepNumber(bytes, at, next), next };
      const name = asciiText(bytes, at + 1, close);
      return { value: name === "T" ? true : name === "F" ? false : { enum: name }, next: close + 1 };
    }
    case ASCII.dollar:
      return { value: null, next: at + 1 };
    case ASCII.asterisk:
      return { value: DERIVED, next: at + 1 };
    default: {
      if (isLetter(bytes[at] as number)) return readKeyword(bytes, at, endOfToken(bytes, at, end), end);
      const next = endOfNumber(bytes, at + 1, end);
      return { value: parseStepNumber(bytes, at, next), next };
    }
  }
}

function readKeyword(bytes: Uint8Array, at: number, next: number, end: number): Token {
  let bracket = next;
  while (bracket < end && (bytes[bracket] as number) <= ASCII.space) bracket++;
  if (bytes[bracket] !== ASCII.open || bracket >= end) return { value: Number.NaN, next };
  return { value: null, next: bracket, keyword: asciiText(bytes, at, next).toUpperCase() };
}

/** Position of the apostrophe that closes the string whose opening one is at `open`; doubled ones are content. */
export function closingApostrophe(bytes: Uint8Array, open: number, end: number): number {
  let i = open + 1;
  for (;;) {
    const close = bytes.indexOf(ASCII.apostrophe, i);
    if (close < 0 || close >= end) return end;
    if (bytes[close + 1] !== ASCII.apostrophe) return close;
    i = close + 2;
  }
}

/** End of a number, or of what stands in place of one: `1.#QNAN` is one token. */
export function endOfNumber(bytes: Uint8Array, from: number, end: number): number {
  let i = from;
  while (i < end) {
    const code = bytes[i] as number;
    if (code === ASCII.comma || code === ASCII.close || code === ASCII.open || code <= ASCII.space) break;
    i++;
  }
  return i;
}

/** End of a keyword, reference or enum. */
function endOfToken(bytes: Uint8Array, from: number, end: number): number {
  let i = from;
  while (i < end && (isKeywordCode(bytes[i]) || bytes[i] === ASCII.dot)) i++;
  return i;
}

function before(position: number, end: number): number {
  return position < 0 || position > end ? end : position;
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 33;
}
