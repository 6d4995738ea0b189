/** The ASCII codes that the grammar of ISO 10303-21 names. */
export const ASCII = {
  newline: 10,
  carriageReturn: 13,
  space: 32,
  quotationMark: 34,
  numberSign: 35,
  dollar: 36,
  apostrophe: 39,
  open: 40,
  close: 41,
  asterisk: 42,
  plus: 43,
  comma: 44,
  minus: 45,
  dot: 46,
  slash: 47,
  zero: 48,
  nine: 57,
  semicolon: 59,
  equals: 61,
  backslash: 92,
} as const;

/** Answers whether `code` is a decimal digit; `undefined` (past the end) is not. */
export function isDigit(code: number | undefined): boolean {
  return code !== undefined && code >= ASCII.zero && code <= ASCII.nine;
}

/** Answers whether `code` may stand in a keyword: letter, digit, `_`, `-` (as in END-ISO) or `!` (user-defined). */
export function isKeywordCode(code: number | undefined): boolean {
  if (code === undefined) return false;
  return (
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    isDigit(code) ||
    code === 95 ||
    code === 45 ||
    code === 33
  );
}

/**
 * Position of the first byte from `from` on that is neither blank nor part of a comment, or `end`.
 * An unclosed comment reaches to `end`.
 */
export function skipBlank(bytes: Uint8Array, from: number, end: number): number {
  let i = from;
  for (;;) {
    while (i < end && (bytes[i] as number) <= ASCII.space) i++;
    if (i + 1 >= end || bytes[i] !== ASCII.slash || bytes[i + 1] !== ASCII.asterisk) return i;
    i = endOfComment(bytes, i, end);
  }
}

/** Position after the comment that begins at `from`, or `end` where it is not closed. Comments do not nest. */
export function endOfComment(bytes: Uint8Array, from: number, end: number): number {
  for (let star = from + 2; ; star++) {
    star = bytes.indexOf(ASCII.asterisk, star);
    if (star < 0 || star + 1 >= end) return end;
    if (bytes[star + 1] === ASCII.slash) return star + 2;
  }
}

/** Text of bytes that are known to be ASCII; others come out as their Latin-1 character. */
export function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i] as number);
  return text;
}
