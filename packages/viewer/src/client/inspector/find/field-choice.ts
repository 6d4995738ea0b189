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
/** What tables begin with beyond these, by kind of unit: a height above the ground is a length too, and is not called so. */
const DIMENSIONS: readonly (readonly [unit: string, called: RegExp])[] = [
  ["LENGTHUNIT", /(length|länge|longueur|长度)( \(.*\))?$/i],
  ["AREAUNIT", /(area|fläche|surface|面积)( \(.*\))?$/i],
  ["VOLUMEUNIT", /(volume|volumen|体积)( \(.*\))?$/i],
];

/**
 * Columns that a table begins with: what it is, where it is, and the most frequent length, area and volume. Where none is called so
 * the most frequent quantity in that kind of unit, if there is one.
 */
export function proposeColumns(fields: readonly FieldSummary[]): ElementField[] {
  const numbers = fields.filter(({ isNumeric }) => isNumeric);
  const quantities = DIMENSIONS.flatMap(([kind, called]) => {
    const isCalled = ({ field }: FieldSummary) => "property" in field && called.test(field.property);
    const [best] = numbers
      .filter((each) => each.unit?.kind === kind && (isCalled(each) || each.isQuantity))
      .sort((a, b) => Number(isCalled(b)) - Number(isCalled(a)) || b.elements - a.elements);
    return best ? [best.field] : [];
  });
  return [...ALWAYS, ...quantities];
}
