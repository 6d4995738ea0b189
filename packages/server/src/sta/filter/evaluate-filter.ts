import type { BinaryOperator, Expression } from "./expression.ts";
import { FILTER_FUNCTIONS } from "./filter-functions.ts";
import { compareBy, type FilterValue, isTime } from "./filter-values.ts";

/** Reads what a path leads to: one value, none, or one for each entity that it passes through. */
export type ReadPath = (segments: readonly string[]) => readonly FilterValue[];

/** Combinations of values of several paths that are tried at most. */
const MAX_COMBINATIONS = 10_000;

/**
 * Evaluates a filter for one entity. A path over a relation to many has as many values, and a comparison is true when it is
 * true of any.
 */
export function isMatch(filter: Expression, read: ReadPath, nowMs: number): boolean {
  return evaluate(filter, read, nowMs).includes(true);
}

/** All values that an expression has for one entity. @param nowMs What `now()` is. */
export function evaluate(expression: Expression, read: ReadPath, nowMs: number): readonly FilterValue[] {
  switch (expression.kind) {
    case "literal":
      return [expression.value];
    case "time":
      return [expression.time];
    case "duration":
      return [{ kind: "duration", durationMs: expression.durationMs }];
    case "geometry":
      return [{ kind: "shape", shape: expression.shape }];
    case "path": {
      const values = read(expression.segments);
      return values.length > 0 ? values : [null];
    }
    case "call": {
      const { apply } = FILTER_FUNCTIONS[expression.name] as (typeof FILTER_FUNCTIONS)[string];
      const args = expression.args.map((argument) => evaluate(argument, read, nowMs));
      return combine(args).map((one) => apply(one, nowMs));
    }
    case "unary": {
      const of = evaluate(expression.of, read, nowMs);
      return expression.operator === "not" ? [!of.includes(true)] : of.map(negate);
    }
    case "binary":
      return binary(expression, read, nowMs);
  }
}

function binary(
  { operator, left, right }: Extract<Expression, { kind: "binary" }>,
  read: ReadPath,
  nowMs: number,
): readonly FilterValue[] {
  const first = evaluate(left, read, nowMs);
  if (operator === "and") return [first.includes(true) && evaluate(right, read, nowMs).includes(true)];
  if (operator === "or") return [first.includes(true) || evaluate(right, read, nowMs).includes(true)];
  const second = evaluate(right, read, nowMs);
  const isArithmetic = ["add", "sub", "mul", "div", "mod"].includes(operator);
  if (isArithmetic)
    return combine([first, second]).map(([a, b]) => calculate(operator, a ?? null, b ?? null));
  return [first.some((a) => second.some((b) => compareBy(operator, a, b)))];
}

/** Every choice of one value each. */
function combine(lists: readonly (readonly FilterValue[])[]): FilterValue[][] {
  let all: FilterValue[][] = [[]];
  for (const list of lists) {
    all = all.flatMap((chosen) => list.map((value) => [...chosen, value])).slice(0, MAX_COMBINATIONS);
  }
  return all;
}

const negate = (value: FilterValue): FilterValue => {
  if (typeof value === "number") return -value;
  if (typeof value === "object" && value !== null && value.kind === "duration")
    return { kind: "duration", durationMs: -value.durationMs };
  return null;
};

/** Null where operands are of kinds that do not go together, or nothing finite comes out. */
function calculate(operator: BinaryOperator, a: FilterValue, b: FilterValue): FilterValue {
  if (typeof a === "number" && typeof b === "number") {
    const result = NUMBERS[operator]?.(a, b);
    return result !== undefined && Number.isFinite(result) ? result : null;
  }
  const isSum = operator === "add" || operator === "sub";
  if (!isSum || typeof a !== "object" || typeof b !== "object" || a === null || b === null) return null;
  const sign = operator === "add" ? 1 : -1;
  if (b.kind === "duration") {
    const byMs = sign * b.durationMs;
    if (isTime(a)) return { kind: "time", startMs: a.startMs + byMs, endMs: a.endMs + byMs };
    return a.kind === "duration" ? { kind: "duration", durationMs: a.durationMs + byMs } : null;
  }
  const isDifference = operator === "sub" && isTime(a) && isTime(b);
  return isDifference ? { kind: "duration", durationMs: a.startMs - b.startMs } : null;
}

const NUMBERS: Partial<Record<BinaryOperator, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  mod: (a, b) => a % b,
};
