export { findIfcSchema } from "./find-schema.ts";
export {
  attributeIndex,
  type IfcClass,
  type IfcClasses,
  type IfcSchema,
  ifcClasses,
  isA,
  lineageOf,
} from "./ifc-classes.ts";
export { type ProductKind, productKindOf } from "./product-kind.ts";
