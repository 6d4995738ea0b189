export {
  CONVERT_STAGES,
  type ConvertedModel,
  type ConvertOptions,
  type ConvertStage,
  convertIfc,
} from "./convert-ifc.ts";
export { boxOnEarth } from "./drawn-extent.ts";
export {
  type ElementTable,
  listOf,
  NO_STOREY,
  type ObjectKind,
  PARENT_RELATIONS,
  type Unit,
} from "./elements/index.ts";
export { openWebIfc, type WebIfcEngine } from "./geometry/index.ts";
export {
  addsUp,
  type ModelHealth,
  type NotDrawn,
} from "./health/index.ts";
export { openStep, requireWholeStep } from "./open-step.ts";
export {
  type DrawnExtent,
  type Georeference,
  type HandPlace,
  type ModelPlacement,
  PLACEMENT_RULES,
  type PlacedModel,
  type PlacementRule,
  type PlaceOptions,
  placeModel,
} from "./placement/index.ts";
export * from "./query/index.ts";
export { type IfcTable, readIfcTable } from "./read-ifc-table.ts";
export { type ReadingReport, reportReading } from "./report-reading.ts";
export { scanStep } from "./step/index.ts";
