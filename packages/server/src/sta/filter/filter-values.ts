import type { Shape } from "../geometry/shape.ts";
import type { BinaryOperator, TimeValue } from "./expression.ts";
import { readTimeValue } from "./read-time.ts";

/** A value while a filter is evaluated: plain JSON, or a time, a length of time, or a geometry. */
export type FilterValue =
  | null
  | boolean
  | number
  | string
  | TimeValue
  | { readonly kind: "duration"; readonly durationMs: number }
  | { readonly kind: "shape"; readonly shape: Shape }
  | { readonly kind: "json"; readonly json: object };

export const isTime = (value: FilterValue): value is TimeValue =>
  typeof value === "object" && value !== null && value.kind === "time";

/** A value as a time: also a text that is written like one. */
export function timeOf(value: FilterValue): TimeValue | undefined {
  if (typeof value === "string") return readTimeValue(value);
  return isTime(value) ? value : undefined;
}

/** Compares two values by an operator; values of different kinds are never equal, and neither is before the other. */
export function compareBy(operator: BinaryOperator, a: FilterValue, b: FilterValue): boolean {
  if (operator === "ne") return !compareBy("eq", a, b);
  if (a === null || b === null) return operator === "eq" && a === b;
  if (isTime(a) || isTime(b)) return compareTimes(operator, timeOf(a), timeOf(b));
  const order = orderOf(a, b);
  if (order === undefined) return false;
  switch (operator) {
    case "eq":
      return order === 0;
    case "gt":
      return order > 0;
    case "ge":
      return order >= 0;
    case "lt":
      return order < 0;
    default:
      return order <= 0;
  }
}

/** Negative where `a` comes first; undefined where the two cannot be compared. */
function orderOf(a: FilterValue, b: FilterValue): number | undefined {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  // Ids are texts here; clients of servers that count them write numbers.
  if (typeof a === "string" && typeof b === "number") return a === String(b) ? 0 : undefined;
  if (typeof a === "number" && typeof b === "string") return String(a) === b ? 0 : undefined;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return undefined;
  if (a.kind === "duration" && b.kind === "duration") return a.durationMs - b.durationMs;
  if (a.kind === "json" && b.kind === "json")
    return JSON.stringify(a.json) === JSON.stringify(b.json) ? 0 : undefined;
  return undefined;
}

/** An interval is before another time when it has ended by its start. */
function compareTimes(operator: BinaryOperator, a: TimeValue | undefined, b: TimeValue | undefined): boolean {
  if (!a || !b) return false;
  switch (operator) {
    case "eq":
      return a.startMs === b.startMs && a.endMs === b.endMs;
    case "gt":
      return a.startMs > b.endMs || (a.startMs === b.endMs && b.startMs < b.endMs);
    case "ge":
      return a.startMs >= b.startMs && a.endMs >= b.endMs;
    case "lt":
      return a.endMs < b.startMs || (a.endMs === b.startMs && a.startMs < a.endMs);
    default:
      return a.startMs <= b.startMs && a.endMs <= b.endMs;
  }
}

const RANK = (value: FilterValue): number => {
  if (value === null) return 0;
  const ranks: Record<string, number> = { boolean: 1, number: 2, string: 3 };
  return ranks[typeof value] ?? 4;
};

/** Puts values in order, those of different kinds too: nothing first, then booleans, numbers, texts, times. */
export function sortOrder(a: FilterValue, b: FilterValue): number {
  const ranks = RANK(a) - RANK(b);
  if (ranks !== 0) return ranks;
  if (isTime(a) && isTime(b)) return a.startMs - b.startMs || a.endMs - b.endMs;
  return orderOf(a, b) ?? 0;
}
