import { ANY_SET, type ElementField, type FieldSummary, fieldKey } from "@shuicheng/shared/ifc";
import type { OpenModel } from "../../inspector-store.ts";
import { dataOf } from "./element-data.ts";

/** Properties of several models as one list: most frequent first within a set, those for any set first. */
export function joinFields(models: Iterable<OpenModel>): FieldSummary[] {
  const joined = new Map<string, FieldSummary>();
  for (const { table } of models) {
    for (const field of dataOf(table).fields()) {
      const key = fieldKey(field.field);
      const before = joined.get(key);
      joined.set(
        key,
        before
          ? {
              ...before,
              elements: before.elements + field.elements,
              isNumeric: before.isNumeric && field.isNumeric,
              isQuantity: before.isQuantity || field.isQuantity,
            }
          : field,
      );
    }
  }
  const setNameOf = ({ field }: FieldSummary) =>
    "attribute" in field || field.set === ANY_SET ? "" : field.set;
  return [...joined.values()].sort((a, b) => {
    const [left, right] = [setNameOf(a), setNameOf(b)];
    return left === right ? b.elements - a.elements : left < right ? -1 : 1;
  });
}

const ALWAYS: readonly ElementField[] = [
  { attribute: "name" },
  { attribute: "class" },
  { attribute: "type" },
  { attribute: "storey" },
];
/** Kinds of units that tables begin with: one column of each, the one that most elements have. */
const WANTED_UNITS = ["LENGTHUNIT", "AREAUNIT", "VOLUMEUNIT"];

/** Columns that a table begins with: what it is, where it is, and the most frequent length, area and volume. */
export function proposeColumns(fields: readonly FieldSummary[]): ElementField[] {
  const numbers = fields.filter(({ isNumeric }) => isNumeric);
  const quantities = WANTED_UNITS.flatMap((kind) => {
    const [best] = numbers
      .filter(({ unit }) => unit?.kind === kind)
      .sort((a, b) => Number(b.isQuantity) - Number(a.isQuantity) || b.elements - a.elements);
    return best ? [best.field] : [];
  });
  return [...ALWAYS, ...quantities];
}
