import { ASCII, endOfComment } from "./ascii.ts";

/** What a byte means between the brackets of a record. Everything else is 0: numbers, keywords, blanks, references. */
const OPEN = 1;
const CLOSE = 2;
const APOSTROPHE = 3;
const QUOTATION = 4;
const SLASH = 5;
const SEMICOLON = 6;
const COMMA = 7;

const MEANING = new Uint8Array(256);
MEANING[ASCII.open] = OPEN;
MEANING[ASCII.close] = CLOSE;
MEANING[ASCII.apostrophe] = APOSTROPHE;
MEANING[ASCII.quotationMark] = QUOTATION;
MEANING[ASCII.slash] = SLASH;
MEANING[ASCII.semicolon] = SEMICOLON;

const MEANING_WITH_COMMA = MEANING.slice();
MEANING_WITH_COMMA[ASCII.comma] = COMMA;

/** What a byte means within a string: 1 ends the plain run (apostrophe, line break), 2 marks it as not plain. */
const IN_STRING = new Uint8Array(256).fill(2, 0x80);
IN_STRING[ASCII.apostrophe] = 1;
IN_STRING[ASCII.newline] = 1;
IN_STRING[ASCII.backslash] = 2;

/** Why a record has no end; {@link ArgumentScan.failedAt} says where. */
export type ArgumentFailure = "truncated" | "unclosed-string" | "unclosed-bracket";

/** What a scan leaves behind, reused from record to record so that none is allocated. */
export interface ArgumentScan {
  failure: ArgumentFailure | undefined;
  failedAt: number;
  /** A string holds a backslash or a byte from 0x80 on. */
  hasCodedString: boolean;
}

/**
 * Position of the bracket that closes the one before `from`, or −1 with the reason in `scan`. Strings, binaries and
 * comments are skipped; nesting is counted, not recursed into.
 *
 * An apostrophe that is never closed would swallow all the rest of the file: a string that runs over a line break
 * into something that begins like a record (`#12=`) counts as unclosed.
 */
export function endOfArguments(bytes: Uint8Array, from: number, scan: ArgumentScan): number {
  const end = bytes.length;
  let depth = 1;
  for (let i = from; i < end; i++) {
    let meaning = MEANING[bytes[i] as number] as number;
    while (meaning === 0 && ++i < end) meaning = MEANING[bytes[i] as number] as number;
    if (meaning === CLOSE) {
      if (--depth === 0) return i;
    } else if (meaning === OPEN) depth++;
    else if (meaning === APOSTROPHE) {
      const close = endOfString(bytes, i + 1, scan);
      if (close < 0) return fail(scan, close === -1 ? "truncated" : "unclosed-string", i);
      i = close;
    } else if (meaning === QUOTATION) {
      const close = bytes.indexOf(ASCII.quotationMark, i + 1);
      if (close < 0) return fail(scan, "truncated", i);
      i = close;
    } else if (meaning === SLASH && bytes[i + 1] === ASCII.asterisk) i = endOfComment(bytes, i, end) - 1;
    else if (meaning === SEMICOLON) return fail(scan, "unclosed-bracket", i);
  }
  return fail(scan, "truncated", end);
}

function fail(scan: ArgumentScan, failure: ArgumentFailure, at: number): -1 {
  scan.failure = failure;
  scan.failedAt = at;
  return -1;
}

/** Position of the closing apostrophe; −1 where the file ends first, −2 where a record begins within. */
function endOfString(bytes: Uint8Array, from: number, scan: ArgumentScan): number {
  const end = bytes.length;
  for (let i = from; i < end; i++) {
    let meaning = IN_STRING[bytes[i] as number] as number;
    while (meaning === 0 && ++i < end) meaning = IN_STRING[bytes[i] as number] as number;
    if (meaning === 2) scan.hasCodedString = true;
    else if (bytes[i] === ASCII.apostrophe) return i;
    else if (i < end && beginsRecord(bytes, i + 1)) return -2;
  }
  return -1;
}

/** Answers whether a line that begins at `from` looks like `#12=` or `#12 =`. */
export function beginsRecord(bytes: Uint8Array, from: number): boolean {
  let i = from;
  while (bytes[i] === ASCII.space || bytes[i] === 9 || bytes[i] === ASCII.carriageReturn) i++;
  if (bytes[i] !== ASCII.numberSign) return false;
  const first = ++i;
  while ((bytes[i] as number) >= ASCII.zero && (bytes[i] as number) <= ASCII.nine) i++;
  if (i === first) return false;
  while (bytes[i] === ASCII.space) i++;
  return bytes[i] === ASCII.equals;
}

/**
 * Position of the comma after the value that begins at `from`, or `end`: how to step over an argument without reading
 * it. Expects a record that {@link endOfArguments} has passed.
 */
export function endOfValue(bytes: Uint8Array, from: number, end: number): number {
  let depth = 0;
  for (let i = from; i < end; i++) {
    let meaning = MEANING_WITH_COMMA[bytes[i] as number] as number;
    while (meaning === 0 && ++i < end) meaning = MEANING_WITH_COMMA[bytes[i] as number] as number;
    if (meaning === COMMA) {
      if (depth === 0) return i;
    } else if (meaning === OPEN) depth++;
    else if (meaning === CLOSE) depth--;
    else if (meaning === APOSTROPHE || meaning === QUOTATION) {
      const close = bytes.indexOf(bytes[i] as number, i + 1);
      i = close < 0 ? end : close;
    } else if (meaning === SLASH && bytes[i + 1] === ASCII.asterisk) i = endOfComment(bytes, i, end) - 1;
  }
  return end;
}
