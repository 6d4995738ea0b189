import { type ElementTable, listOf, VALUE_TAGS } from "../elements/index.ts";

/** How a property is compared. */
export const PROPERTY_OPERATORS = ["=", "!=", "<", "<=", ">", ">=", "contains", "exists"] as const;
/** One of {@link PROPERTY_OPERATORS}. */
export type PropertyOperator = (typeof PROPERTY_OPERATORS)[number];

/** A condition on one property. */
export interface PropertyCondition {
  /** `Pset_WallCommon.FireRating`, `Qto_WallBaseQuantities.Length`; `*.FireRating` for any set. Case does not matter. */
  readonly property: string;
  readonly operator: PropertyOperator;
  /**
   * Compared in the property's own unit, as a number where both sides are one; `true` and `false` with logicals; texts
   * without regard to case. Not used by `exists`.
   */
  readonly value?: string;
}

/** What a condition says of a set: it does not have the property, has it with another value, or matches. */
const ABSENT = 0;
const OTHER = 1;
const MATCH = 2;

/**
 * Makes a test for objects. A property of the element's own hides the one of the same name that its type has; an element
 * without the property matches nothing, not even `!=`. Building the test costs O(properties + sets), asking it O(sets of the element).
 */
export function compileCondition(
  table: ElementTable,
  condition: PropertyCondition,
): (row: number) => boolean {
  const state = judgeSets(table, condition);
  const { starts, items } = table.setsOf;
  const best = (row: number): number => {
    let found = ABSENT;
    for (let i = starts[row] ?? 0; i < (starts[row + 1] ?? 0); i++) {
      const one = state[items[i] as number] as number;
      if (one > found) found = one;
    }
    return found;
  };
  return (row) => {
    const own = best(row);
    if (own !== ABSENT) return own === MATCH;
    const type = table.objects.typeRow[row] as number;
    return type >= 0 && best(type) === MATCH;
  };
}

function judgeSets(table: ElementTable, { property, operator, value = "" }: PropertyCondition): Uint8Array {
  const { propertySets, properties } = table;
  const state = new Uint8Array(propertySets.count);
  const dot = property.indexOf(".");
  const setName = dot < 0 ? "*" : property.slice(0, dot);
  const isSetName = setName === "*" ? undefined : namesLike(table, setName);
  const isName = namesLike(table, property.slice(dot + 1));
  const verdicts = new Uint8Array(properties.count);
  const test = compileTest(table, operator, value);
  for (let row = 0; row < properties.count; row++) {
    if (isName[properties.name[row] as number]) verdicts[row] = test(row) ? MATCH : OTHER;
  }
  for (let set = 0; set < propertySets.count; set++) {
    if (isSetName && !isSetName[propertySets.name[set] as number]) continue;
    for (const row of listOf(propertySets.properties, set)) {
      const verdict = verdicts[row] as number;
      if (verdict > (state[set] as number)) state[set] = verdict;
    }
  }
  return state;
}

/** By text number: 1 where it is `name` but for case. */
function namesLike({ texts }: ElementTable, name: string): Uint8Array {
  const wanted = name.toLowerCase();
  const found = new Uint8Array(texts.length);
  texts.forEach((text, i) => {
    if (text.length === name.length && text.toLowerCase() === wanted) found[i] = 1;
  });
  return found;
}

/** A test for one property: whether one of its values compares so. */
function compileTest(
  { properties, texts }: ElementTable,
  operator: PropertyOperator,
  value: string,
): (property: number) => boolean {
  const compare = createComparison(operator, value);
  return (property) => {
    const end = properties.valueStarts[property + 1] as number;
    for (let i = properties.valueStarts[property] as number; i < end; i++) {
      const tag = properties.valueTags[i];
      const held = properties.values[i] as number;
      if (tag === VALUE_TAGS.none) continue;
      if (operator === "exists") return true;
      if (
        compare(
          tag === VALUE_TAGS.text
            ? (texts[held] ?? "")
            : tag === VALUE_TAGS.logical
              ? logicalText(held)
              : held,
        )
      ) {
        return true;
      }
    }
    return false;
  };
}

/** The words that a logical is compared as. */
function logicalText(value: number): string {
  return ["false", "true", "unknown"][value] ?? "unknown";
}

/** Relative; a value printed and typed in again is still equal. */
const EQUAL_WITHIN = 1e-9;

function createComparison(operator: PropertyOperator, value: string): (held: string | number) => boolean {
  const wantedText = value.trim().toLowerCase();
  const wanted = toNumber(value);
  return (held) => {
    if (operator === "contains") return String(held).toLowerCase().includes(wantedText);
    const number = typeof held === "number" ? held : toNumber(held);
    if (Number.isNaN(number) || Number.isNaN(wanted)) {
      const isEqual = String(held).toLowerCase() === wantedText;
      return operator === "=" ? isEqual : operator === "!=" && !isEqual;
    }
    const isEqual = Math.abs(number - wanted) <= EQUAL_WITHIN * Math.max(Math.abs(number), Math.abs(wanted));
    switch (operator) {
      case "=":
        return isEqual;
      case "!=":
        return !isEqual;
      case "<":
        return number < wanted && !isEqual;
      case "<=":
        return number < wanted || isEqual;
      case ">":
        return number > wanted && !isEqual;
      default:
        return number > wanted || isEqual;
    }
  };
}

function toNumber(text: string): number {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : Number.NaN;
}
