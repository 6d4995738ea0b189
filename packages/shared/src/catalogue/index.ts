export { ASSET_CLASSES, type AssetClass } from "./asset-classes.ts";
export {
  findObservedProperty,
  OBSERVED_PROPERTIES,
  type ObservedProperty,
  type ObservedPropertyKey,
} from "./observed-properties.ts";
export { PIPE_KINDS, type PipeKind, type PipeKindKey, type PipeSubkind } from "./pipe-kinds.ts";
export { CATALOGUE_VERSION, type Certainty, type Sourced, type Words } from "./sourced.ts";
export {
  MINIMUM_COVER_M,
  MINIMUM_SERVICE_PRESSURE_M,
  PRESSURE_LIMITS_M,
  PRESSURE_RANGE_M,
} from "./water-figures.ts";
