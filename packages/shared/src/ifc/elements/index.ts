export {
  type ClassificationEntry,
  type Connections,
  type ElementTable,
  type IfcData,
  type MaterialDefinition,
  type MaterialPart,
  NO_STOREY,
  type ObjectClass,
  type ObjectColumns,
  type ObjectKind,
  PARENT_RELATIONS,
  type ParentRelation,
  PROPERTY_KINDS,
  type ProjectUnits,
  type PropertyColumns,
  type PropertyKind,
  type PropertySetColumns,
  SET_KINDS,
  type SetKind,
  type Storey,
  type Unit,
  VALUE_TAGS,
} from "./ifc-data.ts";
export { type ListColumn, listOf } from "./list-column.ts";
export { readIfcData } from "./read-ifc-data.ts";
export { readProjectUnits } from "./read-project-units.ts";
