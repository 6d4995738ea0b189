import { readWkt } from "../geometry/read-wkt.ts";
import { optionFault } from "../sta-fault.ts";
import type { Expression } from "./expression.ts";
import { readDurationMs, readTimeValue, TIME_AHEAD } from "./read-time.ts";

/** A word, a mark or a literal of a filter. */
export type Token =
  | { readonly kind: "mark"; readonly text: "(" | ")" | "," | "-" | "/"; readonly at: number }
  | { readonly kind: "word"; readonly text: string; readonly at: number }
  | { readonly kind: "value"; readonly value: Expression; readonly at: number }
  | { readonly kind: "end"; readonly at: number };

/** Longest filter: parsing and printing are recursive, and nobody writes longer ones. */
const MAX_LENGTH = 16_384;

const WORD = /^[\p{L}_@][\p{L}\p{N}_@.:-]*/u;
const NUMBER = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/;
const TEXT = /^'(?:[^']|'')*'/;
const PREFIXED = /^(geography|geometry|duration)'((?:[^']|'')*)'/i;

/**
 * Takes the text of a filter apart.
 *
 * @throws {Fault} `sta/invalid-query` with the position of what is no part of any filter.
 */
export function readTokens(text: string, option: string): Token[] {
  const tokens: Token[] = [];
  if (text.length > MAX_LENGTH)
    throw optionFault(option, text, MAX_LENGTH, `is longer than ${MAX_LENGTH} characters`);
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const space = /^\s+/.exec(rest)?.[0].length ?? 0;
    if (space > 0) {
      at += space;
      continue;
    }
    const { token, length } = readToken(rest, at, (message, offset = 0) =>
      optionFault(option, text, at + offset, message),
    );
    tokens.push(token);
    at += length;
  }
  tokens.push({ kind: "end", at: text.length });
  return tokens;
}

type Wrong = (message: string, offset?: number) => Error;

function readToken(rest: string, at: number, wrong: Wrong): { token: Token; length: number } {
  const first = rest[0] as string;
  if ("(),-/".includes(first)) return { token: { kind: "mark", text: first as "(", at }, length: 1 };
  const value = (expression: Expression, length: number) => ({
    token: { kind: "value", value: expression, at } as const,
    length,
  });
  const [time] = TIME_AHEAD.exec(rest) ?? [];
  if (time !== undefined) {
    const read = readTimeValue(time);
    if (!read) throw wrong(`${time} is no moment of the calendar, or ends before it starts`);
    return value({ kind: "time", text: time, time: read }, time.length);
  }
  const prefixed = PREFIXED.exec(rest);
  if (prefixed) return value(readPrefixed(prefixed, wrong), prefixed[0].length);
  const [text] = TEXT.exec(rest) ?? [];
  if (text !== undefined)
    return value({ kind: "literal", value: text.slice(1, -1).replaceAll("''", "'") }, text.length);
  if (first === "'") throw wrong("a text has no closing '");
  const [number] = NUMBER.exec(rest) ?? [];
  if (number !== undefined) return readNumber(number, rest, value, wrong);
  const [word] = WORD.exec(rest) ?? [];
  if (word === undefined) throw wrong(`${JSON.stringify(first)} has no meaning here`);
  return { token: { kind: "word", text: word, at }, length: word.length };
}

function readNumber<T>(
  number: string,
  rest: string,
  value: (expression: Expression, length: number) => T,
  wrong: Wrong,
): T {
  const parsed = Number(number);
  if (!Number.isFinite(parsed)) throw wrong(`${number} is too large a number`);
  if (WORD.test(rest.slice(number.length)) || /^\d{4}-\d/.test(rest))
    throw wrong(
      "a number is followed by something else; times are written 2026-11-23T08:00:00Z",
      number.length,
    );
  return value({ kind: "literal", value: parsed }, number.length);
}

function readPrefixed([, prefix, quoted]: RegExpExecArray, wrong: Wrong): Expression {
  const text = (quoted as string).replaceAll("''", "'");
  const start = (prefix as string).length + 1;
  if (prefix?.toLowerCase() === "duration") {
    const durationMs = readDurationMs(text);
    if (durationMs === undefined) throw wrong("a duration is written duration'P1DT2H30M'", start);
    return { kind: "duration", text, durationMs };
  }
  const shape = readWkt(text);
  if ("message" in shape) throw wrong(shape.message, start + shape.at);
  return { kind: "geometry", wkt: text, shape };
}
