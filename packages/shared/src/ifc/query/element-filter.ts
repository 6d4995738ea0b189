import type { ElementTable } from "../elements/index.ts";
import type { ElementField } from "./element-field.ts";
import { cellText, type FieldColumn } from "./field-column.ts";
import { markListed } from "./listed-rows.ts";
import { parseQuantity } from "./unit-conversion.ts";

/** How a field is compared. */
export const FILTER_OPERATORS = [
  "=",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "between",
  "contains",
  "exists",
  "absent",
] as const;
/** One of {@link FILTER_OPERATORS}. */
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

/** One line of a filter. */
export interface FilterCondition {
  readonly field: ElementField;
  readonly operator: FilterOperator;
  /**
   * As somebody typed or chose them: numbers with or without a unit (`2.5 m`), texts, `true` and `false`. `=` holds for any of
   * them, `!=` for none; `between` has two, both included; `exists` and `absent` have none; the others one.
   */
  readonly values: readonly string[];
}

/** All conditions of a group must hold, and of the groups one. Without conditions everything is found. */
export interface ElementFilter {
  readonly groups: readonly (readonly FilterCondition[])[];
}

/** What a filter found. */
export interface FilterResult {
  /** By row of the table: 1 for elements and rooms that were found. */
  readonly isFound: Uint8Array;
  readonly count: number;
  /** Elements and rooms in all. */
  readonly of: number;
}

/**
 * Finds what a filter is about. An element without a value matches nothing but `absent`, not even `!=`. Of several values
 * (materials) one must match; for `!=` none may. Each condition is one pass over a column.
 */
export function filterElements(
  table: ElementTable,
  columnOf: (field: ElementField) => FieldColumn,
  { groups }: ElementFilter,
): FilterResult {
  const isListed = markListed(table);
  const asked = groups.filter((group) => group.length > 0);
  const isFound = asked.length === 0 ? isListed.slice() : new Uint8Array(isListed.length);
  for (const group of asked) {
    const tests = group.map((condition) => compileCondition(table, columnOf(condition.field), condition));
    for (let row = 0; row < isFound.length; row++) {
      if (isListed[row] === 1 && isFound[row] === 0 && tests.every((test) => test(row))) isFound[row] = 1;
    }
  }
  return { isFound, count: countMarks(isFound), of: countMarks(isListed) };
}

function countMarks(marks: Uint8Array): number {
  let count = 0;
  for (let row = 0; row < marks.length; row++) count += marks[row] as number;
  return count;
}

/** What keeps a condition from finding anything: a value is missing, or none of this field's. */
export type ConditionProblem = "no-value" | "no-number";

/** Looks at a condition that somebody is writing. */
export function checkCondition(
  column: FieldColumn,
  { operator, values }: FilterCondition,
): ConditionProblem | undefined {
  if (operator === "exists" || operator === "absent") return undefined;
  const given = values.filter((value) => value.trim() !== "");
  if (given.length < (operator === "between" ? 2 : 1)) return "no-value";
  const needsNumbers =
    ORDERED.has(operator) || (column.kind === "number" && (operator === "=" || operator === "!="));
  return needsNumbers && given.some((value) => Number.isNaN(parseQuantity(value, column.unit)))
    ? "no-number"
    : undefined;
}

const ORDERED: ReadonlySet<FilterOperator> = new Set(["<", "<=", ">", ">=", "between"]);

type CellTest = (cell: number) => boolean;

function compileCondition(
  table: ElementTable,
  column: FieldColumn,
  condition: FilterCondition,
): (row: number) => boolean {
  const { operator } = condition;
  const { cells, several } = column;
  if (operator === "exists") return (row) => !Number.isNaN(cells[row] as number);
  if (operator === "absent") return (row) => Number.isNaN(cells[row] as number);
  const test = compileCell(table, column, condition);
  const isAny: CellTest = operator === "!=" ? (cell) => !test(cell) : test;
  if (several.size === 0) {
    return (row) => {
      const cell = cells[row] as number;
      return !Number.isNaN(cell) && isAny(cell);
    };
  }
  return (row) => {
    const cell = cells[row] as number;
    const all = several.get(row);
    if (!all) return !Number.isNaN(cell) && isAny(cell);
    return operator === "!=" ? all.every(isAny) : all.some(isAny);
  };
}

/** Of a cell that has a value. `!=` is asked as `=` and turned round by the caller. */
function compileCell(table: ElementTable, column: FieldColumn, condition: FilterCondition): CellTest {
  const { operator, field } = condition;
  const values = condition.values.filter((value) => value.trim() !== "");
  if (values.length === 0) return operator === "!=" ? () => true : () => false;
  if (column.kind === "number") {
    if (operator === "contains") return (cell) => values.some((value) => String(cell).includes(value.trim()));
    return compareNumbers(
      operator,
      values.map((value) => parseQuantity(value, column.unit)),
    );
  }
  // Each text is judged once, however many elements have it.
  const isClass = "attribute" in field && field.attribute === "class";
  const count = column.kind === "text" ? column.texts.length : 3;
  const judge = isClass ? judgeClass(table, condition, values) : judgeText(operator, values);
  const verdicts = Uint8Array.from({ length: count }, (_, cell) =>
    judge(cellText(column, cell), cell) ? 1 : 0,
  );
  return (cell) => verdicts[cell] === 1;
}

type TextTest = (text: string, cell: number) => boolean;

/** `IfcWall` means what is below it too, such as `IfcWallStandardCase`. */
function judgeClass({ classes }: ElementTable, { operator }: FilterCondition, values: string[]): TextTest {
  if (operator !== "=" && operator !== "!=") return judgeText(operator, values);
  const wanted = new Set(values.map((value) => value.trim().toLowerCase()));
  return (_, cell) => (classes[cell]?.lineage ?? []).some((name) => wanted.has(name.toLowerCase()));
}

function judgeText(operator: FilterOperator, values: readonly string[]): TextTest {
  const wanted = values.map((value) => value.trim().toLowerCase());
  if (operator === "contains") {
    return (text) => {
      const lower = text.toLowerCase();
      return wanted.some((each) => lower.includes(each));
    };
  }
  if (ORDERED.has(operator)) {
    // Numbers that the file writes as texts, as some exports do.
    const compare = compareNumbers(
      operator,
      values.map((value) => parseQuantity(value, undefined)),
    );
    return (text) => compare(parseQuantity(text, undefined));
  }
  const set = new Set(wanted);
  return (text) => set.has(text.trim().toLowerCase());
}

/** Half of the sixth significant digit, which is as many as are shown: what is read on the screen and typed in is equal. */
const EQUAL_WITHIN = 5e-6;

function compareNumbers(operator: FilterOperator, wanted: readonly number[]): CellTest {
  const [first = Number.NaN, second = Number.NaN] = wanted;
  const isEqual = (a: number, b: number) =>
    a === b || Math.abs(a - b) <= EQUAL_WITHIN * Math.max(Math.abs(a), Math.abs(b));
  switch (operator) {
    case "<":
      return (cell) => cell < first && !isEqual(cell, first);
    case "<=":
      return (cell) => cell < first || isEqual(cell, first);
    case ">":
      return (cell) => cell > first && !isEqual(cell, first);
    case ">=":
      return (cell) => cell > first || isEqual(cell, first);
    case "between": {
      const [low, high] = first < second ? [first, second] : [second, first];
      return (cell) => (cell > low || isEqual(cell, low)) && (cell < high || isEqual(cell, high));
    }
    default:
      return (cell) => wanted.some((each) => isEqual(cell, each));
  }
}
