import { ASCII, asciiText } from "./ascii.ts";
import { type Charset, decodeStrictly, isLeadByte } from "./charset.ts";

/**
 * Decodes the content of a STRING (ISO 10303-21, clause 6.4.3), between its apostrophes: `''` and `\\`, the directives
 * `\X2\…\X0\` (UTF-16, either case of hex), `\X4\…\X0\` (UTF-32), `\X\hh` (ISO 8859-1), `\S\c` with `\P?\` (the upper
 * half of an ISO 8859 part) and `\N\`, `\F\`; raw bytes from 0x80 on by `charset`.
 *
 * Never fails. What no rule covers stays as it is written (a Windows path with single backslashes is the usual case)
 * and `onDefect` is called: once or more for a string. One defect is mended as well as reported, for it is common
 * and has one sensible reading: a backslash that was not doubled before a directive, `C:\\X2\6C34\X0\`.
 */
export function decodeStepString(
  bytes: Uint8Array,
  start: number,
  end: number,
  charset: Charset,
  onDefect?: () => void,
): string {
  if (isPlain(bytes, start, end)) return asciiText(bytes, start, end);
  let text = "";
  let page = "iso-8859-1";
  for (let i = start; i < end; ) {
    const code = bytes[i] as number;
    if (code === ASCII.apostrophe) {
      text += "'";
      i += bytes[i + 1] === ASCII.apostrophe && i + 1 < end ? 2 : 1;
    } else if (code === ASCII.backslash) {
      const directive = readDirective(bytes, i, end, page);
      if (directive.isDefect) onDefect?.();
      text += directive.text;
      page = directive.page ?? page;
      i = directive.next;
    } else if (code >= 0x80) {
      const run = endOfRun(bytes, i, end, charset);
      text += decodeRaw(bytes.subarray(i, run), charset, onDefect);
      i = run;
    } else {
      // A line break within a string is no part of it (clause 6.4.3.1: only the basic alphabet is).
      if (code !== ASCII.newline && code !== ASCII.carriageReturn) text += String.fromCharCode(code);
      i++;
    }
  }
  return text;
}

function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const code = bytes[i] as number;
    if (code >= 0x80 || code === ASCII.backslash || code === ASCII.apostrophe || code < ASCII.space) {
      return false;
    }
  }
  return true;
}

/**
 * End of the raw text from `from` on: it ends at an apostrophe, a control character or a backslash of our own. The
 * second byte of a GBK or Shift-JIS character may be 0x5C, which is no backslash then; an apostrophe never is one.
 */
function endOfRun(bytes: Uint8Array, from: number, end: number, charset: Charset): number {
  let i = from;
  while (i < end) {
    const code = bytes[i] as number;
    if (code === ASCII.apostrophe || code === ASCII.backslash || code < ASCII.space) break;
    i += isLeadByte(code, charset) && i + 1 < end && (bytes[i + 1] as number) >= 0x30 ? 2 : 1;
  }
  return i;
}

function decodeRaw(run: Uint8Array, charset: Charset, onDefect: (() => void) | undefined): string {
  const text = decodeStrictly(charset, run);
  if (text !== undefined) return text;
  onDefect?.();
  for (const other of ["utf-8", "gb18030", "shift_jis"] as const) {
    const guess = decodeStrictly(other, run);
    if (guess !== undefined) return guess;
  }
  return decodeStrictly("windows-1252", run) ?? "";
}

interface Directive {
  readonly text: string;
  /** Position after it. */
  readonly next: number;
  /** The ISO 8859 part that `\S\` refers to from here on, as a label of the Encoding Standard. */
  readonly page?: string;
  readonly isDefect?: boolean;
}

const SHIFT = 83;
const PAGE = 80;
const EXTENDED = 88;

function readDirective(bytes: Uint8Array, at: number, end: number, page: string): Directive {
  const letter = bytes[at + 1];
  const third = bytes[at + 2];
  if (letter === ASCII.backslash) return readBackslash(bytes, at, end);
  if (at + 3 <= end) {
    if (letter === EXTENDED && third !== undefined) {
      const extended = readExtended(bytes, at, end);
      if (extended) return extended;
    } else if (letter === SHIFT && third === ASCII.backslash && at + 3 < end) {
      const code = (bytes[at + 3] as number) | 0x80;
      return { text: new TextDecoder(page).decode(Uint8Array.of(code)), next: at + 4 };
    } else if (letter === PAGE && bytes[at + 3] === ASCII.backslash && at + 4 <= end) {
      const part = (third as number) - 64;
      if (part >= 1 && part <= 9) return { text: "", next: at + 4, page: `iso-8859-${part}` };
    } else if (third === ASCII.backslash && (letter === 78 || letter === 70)) {
      return { text: letter === 78 ? "\n" : "\f", next: at + 3 };
    }
  }
  return { text: "\\", next: at + 1, isDefect: true };
}

/** `\\` is one backslash, unless a writer put a single one before a directive. */
function readBackslash(bytes: Uint8Array, at: number, end: number): Directive {
  const directive = bytes[at + 2] === EXTENDED ? readExtended(bytes, at + 1, end) : undefined;
  return directive
    ? { text: `\\${directive.text}`, next: directive.next, isDefect: true }
    : { text: "\\", next: at + 2 };
}

/** `\X\hh`, `\X2\…\X0\` or `\X4\…\X0\` at `at`, or undefined where it is none of them. */
function readExtended(bytes: Uint8Array, at: number, end: number): Directive | undefined {
  if (bytes[at + 2] === ASCII.backslash) {
    const code = at + 5 <= end ? hexValue(bytes, at + 3, 2) : -1;
    return code < 0 ? undefined : { text: String.fromCharCode(code), next: at + 5 };
  }
  const digits = bytes[at + 2] === 50 ? 4 : bytes[at + 2] === 52 ? 8 : 0;
  if (digits === 0 || bytes[at + 3] !== ASCII.backslash) return undefined;
  let text = "";
  for (let i = at + 4; i < end; i += digits) {
    if (bytes[i] === ASCII.backslash) {
      const isEnd = bytes[i + 1] === EXTENDED && bytes[i + 2] === 48 && bytes[i + 3] === ASCII.backslash;
      return isEnd && i + 4 <= end ? { text, next: i + 4, isDefect: !text.isWellFormed() } : undefined;
    }
    const code = i + digits <= end ? hexValue(bytes, i, digits) : -1;
    if (code < 0 || code > 0x10ffff) return undefined;
    text += digits === 4 ? String.fromCharCode(code) : String.fromCodePoint(code);
  }
  return undefined;
}

/** Value of `digits` hexadecimal digits of either case, −1 where one is none. */
function hexValue(bytes: Uint8Array, at: number, digits: number): number {
  let value = 0;
  for (let i = at; i < at + digits; i++) {
    const code = bytes[i] as number;
    const letter = code | 0x20;
    if (code >= ASCII.zero && code <= ASCII.nine) value = value * 16 + (code - ASCII.zero);
    else if (letter >= 97 && letter <= 102) value = value * 16 + (letter - 87);
    else return -1;
  }
  return value;
}
