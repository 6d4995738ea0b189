export { ASSET_CLASSES, type AssetClass, findAssetClass } from "./asset-classes.ts";
export {
  CLEARANCE_PARTIES,
  type ClearanceParty,
  type ClearanceSubject,
  findClearanceParty,
} from "./clearance-parties.ts";
export {
  type ClearanceCircumstances,
  type ClearanceStructure,
  findHorizontalClearance,
  findVerticalClearance,
  listClearances,
} from "./clearances.ts";
export {
  DRAIN_ROUGHNESS,
  type DrainKind,
  type DrainPipe,
  type DrainWall,
  findManholeSpacing,
  findMinimumDrainSlope,
  MANHOLE_SPACING_M,
  MINIMUM_DRAIN_DIAMETER_MM,
  MINIMUM_DRAIN_SLOPE,
  MINIMUM_DRAIN_VELOCITY_M_S,
} from "./drain-figures.ts";
export {
  BUILDING_POWER_DEMAND,
  CONGESTION_SPEED_KMH,
  DESIGN_VALUE_FRACTIONS,
  GAS_PRESSURE_TOLERANCE,
  MANHOLE_LEVEL_FRACTIONS,
} from "./limit-fractions.ts";
export { type CoverKind, type CoverPlace, findMinimumCover, MINIMUM_COVER_M } from "./minimum-cover.ts";
export {
  findObservedProperty,
  OBSERVED_PROPERTIES,
  type ObservedProperty,
  type ObservedPropertyKey,
} from "./observed-properties.ts";
export { PIPE_KINDS, type PipeKind, type PipeKindKey, type PipeSubkind } from "./pipe-kinds.ts";
export type { SensorFigure } from "./sensor-figure.ts";
export { SENSOR_FIGURES, type SensorFigureKey } from "./sensor-figures.ts";
export { CATALOGUE_VERSION, type Certainty, type Sourced, type Words } from "./sourced.ts";
export { UNITS } from "./units.ts";
export {
  FLOORS_SERVED_BY_MAIN,
  findMinimumServiceHeadM,
  MINIMUM_SERVICE_PRESSURE_M,
  PRESSURE_LIMITS_M,
  PRESSURE_RANGE_M,
} from "./water-figures.ts";
