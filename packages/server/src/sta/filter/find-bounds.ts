import { evaluate } from "./evaluate-filter.ts";
import { type BinaryOperator, type Expression, pathsOf } from "./expression.ts";
import { type FilterValue, timeOf } from "./filter-values.ts";

/** Times, both ends included, epoch ms. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

const MIRRORED: Partial<Record<BinaryOperator, BinaryOperator>> = {
  eq: "eq",
  gt: "lt",
  ge: "le",
  lt: "gt",
  le: "ge",
};

/**
 * The times within which whatever a filter lets pass must begin: from all comparisons of a time property with a constant
 * that have to be true (`and`). What is outside need not be read; what is inside still has to be asked.
 */
export function findTimeRange(filter: Expression | undefined, property: string, nowMs: number): TimeRange {
  let fromMs = Number.NEGATIVE_INFINITY;
  let toMs = Number.POSITIVE_INFINITY;
  for (const { operator, value } of requirementsOf(filter, property, nowMs)) {
    const time = timeOf(value);
    if (!time) continue;
    if (operator === "eq" || operator === "ge") fromMs = Math.max(fromMs, time.startMs);
    if (operator === "gt") fromMs = Math.max(fromMs, time.endMs);
    if (operator === "eq" || operator === "lt") toMs = Math.min(toMs, time.startMs);
    if (operator === "le") toMs = Math.min(toMs, time.startMs);
  }
  return { fromMs, toMs };
}

/** The only text that a property may have for a filter to let it pass, e.g. an id; undefined where it may be several. */
export function findRequiredText(filter: Expression | undefined, property: string): string | undefined {
  for (const { operator, value } of requirementsOf(filter, property, 0)) {
    if (operator === "eq" && typeof value === "string") return value;
    if (operator === "eq" && typeof value === "number") return String(value);
  }
  return undefined;
}

/** Comparisons of a property with a constant that must be true, the property to the left. */
function* requirementsOf(
  filter: Expression | undefined,
  property: string,
  nowMs: number,
): Generator<{ operator: BinaryOperator; value: FilterValue }> {
  if (filter?.kind !== "binary") return;
  const { operator, left, right } = filter;
  if (operator === "and") {
    yield* requirementsOf(left, property, nowMs);
    yield* requirementsOf(right, property, nowMs);
    return;
  }
  const mirrored = MIRRORED[operator];
  if (mirrored === undefined) return;
  const isProperty = (side: Expression) => side.kind === "path" && side.segments.join("/") === property;
  const [value, by] = isProperty(left) ? [right, operator] : isProperty(right) ? [left, mirrored] : [];
  if (value === undefined || by === undefined || !pathsOf(value).next().done) return;
  const [constant] = evaluate(value, () => [], nowMs);
  if (constant !== undefined) yield { operator: by, value: constant };
}
