import type { Shape } from "../geometry/shape.ts";

/** Operators of two operands, by how loosely they bind: OGC 18-088, 9.3.3.5.1. */
export const BINARY_OPERATORS = [
  ["or"],
  ["and"],
  ["eq", "ne", "gt", "ge", "lt", "le"],
  ["add", "sub"],
  ["mul", "div", "mod"],
] as const;
export type BinaryOperator = (typeof BINARY_OPERATORS)[number][number];

/** A moment, or a time with an end (ISO 8601 `start/end`). Epoch ms; both are the same for a moment. */
export interface TimeValue {
  readonly kind: "time";
  readonly startMs: number;
  readonly endMs: number;
}

/** What a filter or an order says. `at` is the character, from 0, where it stands in the text. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "time"; readonly text: string; readonly time: TimeValue }
  | { readonly kind: "duration"; readonly text: string; readonly durationMs: number }
  | { readonly kind: "geometry"; readonly wkt: string; readonly shape: Shape }
  /** Properties and relations, e.g. `Thing/properties/owner`. */
  | { readonly kind: "path"; readonly segments: readonly string[]; readonly at: number }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly args: readonly Expression[];
      readonly at: number;
    }
  | { readonly kind: "unary"; readonly operator: "not" | "-"; readonly of: Expression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    };

/** All paths that an expression reads. */
export function* pathsOf(expression: Expression): Generator<Extract<Expression, { kind: "path" }>> {
  switch (expression.kind) {
    case "path":
      yield expression;
      return;
    case "call":
      for (const argument of expression.args) yield* pathsOf(argument);
      return;
    case "unary":
      yield* pathsOf(expression.of);
      return;
    case "binary":
      yield* pathsOf(expression.left);
      yield* pathsOf(expression.right);
      return;
    default:
  }
}
