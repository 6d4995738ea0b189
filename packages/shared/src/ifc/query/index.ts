export { decodeElementTable, decodeTableInSteps } from "./decode-table.ts";
export {
  describeElement,
  type ElementDescription,
  type ObjectLink,
  rowOfGlobalId,
} from "./describe-element.ts";
export type { DescribedProperty, DescribedSet } from "./describe-sets.ts";
export {
  ANY_SET,
  ELEMENT_ATTRIBUTES,
  type ElementAttribute,
  type ElementField,
  type FieldSummary,
  fieldKey,
  listPropertyFields,
} from "./element-field.ts";
export {
  type ConditionProblem,
  checkCondition,
  type ElementFilter,
  FILTER_OPERATORS,
  type FilterCondition,
  type FilterOperator,
  type FilterResult,
  filterElements,
} from "./element-filter.ts";
export { encodeElementTable } from "./encode-table.ts";
export { cellsOf, cellText, type FieldColumn } from "./field-column.ts";
export { type ElementQuery, findElements } from "./find-elements.ts";
export { markListed } from "./listed-rows.ts";
export { type OfferedValue, type OfferedValues, offerValues } from "./offer-values.ts";
export { PROPERTY_OPERATORS, type PropertyCondition, type PropertyOperator } from "./property-condition.ts";
export { createColumnCache } from "./read-field-column.ts";
export {
  buildSearchIndex,
  SEARCH_RANKS,
  type SearchHits,
  type SearchIndex,
  searchTerms,
} from "./search-index.ts";
export {
  QUANTITY_DIMENSIONS,
  type QuantityDimension,
  type QuantityTotal,
  TOTAL_SYMBOLS,
  totalQuantities,
} from "./total-quantities.ts";
export { convertUnit, isSameKind, parseQuantity } from "./unit-conversion.ts";
