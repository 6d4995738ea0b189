export type { Georeference } from "./georeference.ts";
export {
  type HandPlace,
  type ModelPlacement,
  PLACEMENT_RULES,
  type PlacedModel,
  type PlacementRule,
} from "./model-placement.ts";
export { type DrawnExtent, type PlaceOptions, placeModel } from "./place-model.ts";
export { readGeoreference } from "./read-georeference.ts";
