import type { Datastream } from "@shuicheng/shared/contracts";
import {
  cellsOf,
  cellText,
  type ElementField,
  type ElementTable,
  type FieldColumn,
  findElements,
} from "@shuicheng/shared/ifc";

/** What of a datastream is compared with the elements' values. */
export const STREAM_PARTS = ["name", "id"] as const;
/** One of {@link STREAM_PARTS}. */
export type StreamPart = (typeof STREAM_PARTS)[number];

/** How much of it must be the element's value: all, or one of its words. */
export const MATCH_MODES = ["whole", "word"] as const;
/** One of {@link MATCH_MODES}. */
export type MatchMode = (typeof MATCH_MODES)[number];

/** A rule that binds datastreams to elements, e.g. pumps by Tag: `P-01` ↔ a datastream called `P-01 flow`. */
export interface BindRule {
  /** Class with those below it; empty for any. */
  readonly elementClass: string;
  readonly field: ElementField;
  readonly part: StreamPart;
  readonly mode: MatchMode;
}

/** What a rule would bind. Every datastream is in exactly one of the three. */
export interface RuleMatches {
  readonly bound: readonly { readonly datastream: Datastream; readonly row: number }[];
  /** More than one element has the value: a person must say which. */
  readonly ambiguous: readonly { readonly datastream: Datastream; readonly rows: readonly number[] }[];
  readonly unmatched: readonly Datastream[];
}

/**
 * Finds the element of each datastream by a rule. Case, width of letters and blanks at the ends do not matter; a word ends
 * where a character stands that no name part has (blank, `.`, `/`, `:`), so that `P-01` is no part of `P-011`. Where several words match
 * elements the longest counts.
 */
export function matchByRule(
  table: ElementTable,
  columnOf: (field: ElementField) => FieldColumn,
  datastreams: readonly Datastream[],
  { elementClass, field, part, mode }: BindRule,
): RuleMatches {
  const rows = findElements(table, elementClass.trim() === "" ? {} : { class: elementClass });
  const byValue = groupByValue(columnOf(field), rows);
  const bound: RuleMatches["bound"][number][] = [];
  const ambiguous: RuleMatches["ambiguous"][number][] = [];
  const unmatched: Datastream[] = [];
  for (const datastream of datastreams) {
    const keys = mode === "whole" ? [normalise(datastream[part])] : wordsOf(datastream[part]);
    const found = keys.flatMap((key) => byValue.get(key) ?? [])[0];
    const [row, ...others] = found ?? [];
    if (!found || row === undefined) unmatched.push(datastream);
    else if (others.length > 0) ambiguous.push({ datastream, rows: found });
    else bound.push({ datastream, row });
  }
  return { bound, ambiguous, unmatched };
}

/** Rows by what they say, each wrapped once: `flatMap` would join them. */
function groupByValue(column: FieldColumn, rows: Uint32Array): Map<string, [readonly number[]]> {
  const found = new Map<string, [number[]]>();
  for (const row of rows) {
    for (const value of new Set(cellsOf(column, row).map((cell) => normalise(cellText(column, cell))))) {
      if (value === "") continue;
      const known = found.get(value);
      if (known) known[0].push(row);
      else found.set(value, [[row]]);
    }
  }
  return found;
}

const normalise = (text: string) => text.normalize("NFKC").trim().toLowerCase();

/** All runs of words, the longest first: `P-01 flow meter` → itself, `P-01 flow`, `flow meter`, `P-01`, … */
function wordsOf(text: string): string[] {
  const parts = [...normalise(text).matchAll(/[^\s./:,;|]+/gu)];
  const runs: string[] = [];
  const whole = normalise(text);
  for (let from = 0; from < Math.min(parts.length, MAX_WORDS); from++) {
    for (let to = from; to < Math.min(parts.length, MAX_WORDS); to++) {
      const [first, last] = [parts[from] as RegExpExecArray, parts[to] as RegExpExecArray];
      runs.push(whole.slice(first.index, last.index + last[0].length));
    }
  }
  return [whole, ...runs].sort((a, b) => b.length - a.length);
}

/** Of a name; its runs grow with the square. */
const MAX_WORDS = 12;
