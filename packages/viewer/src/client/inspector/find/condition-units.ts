import {
  type FieldColumn,
  type FilterCondition,
  type FilterOperator,
  parseQuantity,
} from "@shuicheng/shared/ifc";

/**
 * A condition whose numbers carry their unit, so that it means the same in a list of saved filters, in a link and for a model in
 * other units: `2100` of a column in millimetres becomes `2100 mm`. Texts, and units that cannot be read back, stay.
 */
export function withColumnUnit(column: FieldColumn | undefined, condition: FilterCondition): FilterCondition {
  const { operator, values } = condition;
  if (column?.kind !== "number" || !column.unit?.symbol || operator === "contains") return condition;
  return { ...condition, values: values.map((value) => writeQuantity(value, column)) };
}

/** A number that somebody typed, with the column's unit after it where none was typed. */
export function writeQuantity(value: string, { unit }: Pick<FieldColumn, "unit">): string {
  const number = parseQuantity(value, undefined);
  if (Number.isNaN(number) || !unit?.symbol) return value;
  const written = `${value.trim()} ${unit.symbol}`;
  return parseQuantity(written, unit) === number ? written : value;
}

/** Whether what was typed is a number without a unit. */
export const isBareNumber = (value: string): boolean => !Number.isNaN(parseQuantity(value, undefined));

const ORDERED: ReadonlySet<FilterOperator> = new Set(["<", "<=", ">", ">=", "between"]);

/** Whether greater and less say nothing of a field: its values are words. Numbers that a file writes as texts have an order. */
export const lacksOrder = ({ kind, texts }: FieldColumn, operator: FilterOperator): boolean =>
  ORDERED.has(operator) &&
  (kind === "logical" ||
    (kind === "text" && texts.every((text) => Number.isNaN(parseQuantity(text, undefined)))));
