import {
  ELEMENT_ATTRIBUTES,
  type ElementField,
  type ElementFilter,
  FILTER_OPERATORS,
  type FilterCondition,
} from "@shuicheng/shared/ifc";

/** Longer ones are made by nobody's hand. */
const MAX_CONDITIONS = 50;
const MAX_VALUES = 100;
const MAX_TEXT = 500;

/** A filter and what is sought in everything, as links and the browser's storage keep them. */
export interface KeptFilter {
  readonly text: string;
  readonly filter: ElementFilter;
}

/** Writes a field as a list of one (attribute) or two texts (set, property). */
export function fieldToJson(field: ElementField): readonly string[] {
  return "attribute" in field ? [field.attribute] : [field.set, field.property];
}

/** Reads a field; undefined where it is none. */
export function fieldFromJson(value: unknown): ElementField | undefined {
  if (!Array.isArray(value) || !value.every(isText)) return undefined;
  const [first = "", property] = value as string[];
  if (property !== undefined) return value.length === 2 ? { set: first, property } : undefined;
  const attribute = ELEMENT_ATTRIBUTES.find((each) => each === first);
  return attribute ? { attribute } : undefined;
}

/** Writes a filter: `["text",[[["class"],"=","IfcWall"],…],…]`, a list of conditions for each group. */
export function encodeFilter({ text, filter }: KeptFilter): string {
  const groups = filter.groups.map((group) =>
    group.map(({ field, operator, values }) => [fieldToJson(field), operator, ...values]),
  );
  return JSON.stringify([text, ...groups]);
}

/** Reads what {@link encodeFilter} wrote; undefined for anything else, also where only a part cannot be read. */
export function decodeFilter(json: string): KeptFilter | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parsed) || !isText(parsed[0]) || parsed.length > MAX_CONDITIONS) return undefined;
  const groups: (readonly FilterCondition[])[] = [];
  for (const group of parsed.slice(1)) {
    if (!Array.isArray(group) || group.length > MAX_CONDITIONS) return undefined;
    const conditions = group.map(readCondition);
    if (!conditions.every((each) => each !== undefined)) return undefined;
    groups.push(conditions);
  }
  return { text: parsed[0], filter: { groups } };
}

function readCondition(value: unknown): FilterCondition | undefined {
  if (!Array.isArray(value) || value.length > MAX_VALUES) return undefined;
  const [fieldJson, operatorText, ...values] = value as unknown[];
  const field = fieldFromJson(fieldJson);
  const operator = FILTER_OPERATORS.find((each) => each === operatorText);
  return field && operator && values.every(isText) ? { field, operator, values } : undefined;
}

const isText = (value: unknown): value is string => typeof value === "string" && value.length <= MAX_TEXT;
