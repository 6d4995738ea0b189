export { decodeElementTable } from "./decode-table.ts";
export {
  describeElement,
  type ElementDescription,
  type ObjectLink,
  rowOfGlobalId,
} from "./describe-element.ts";
export type { DescribedProperty, DescribedSet } from "./describe-sets.ts";
export { encodeElementTable } from "./encode-table.ts";
export { type ElementQuery, findElements } from "./find-elements.ts";
export { PROPERTY_OPERATORS, type PropertyCondition, type PropertyOperator } from "./property-condition.ts";
