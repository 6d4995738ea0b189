export { type CityOrder, DEFAULT_SEED } from "./city-order.ts";
export { groundAtM } from "./ground.ts";
export { planDistanceM, spaceDistanceM, spaceLengthM } from "./lengths.ts";
export { PLANE_ORIGIN_DEG, type PlanePoint, type SpacePoint, toDegrees, toPlane } from "./plane.ts";
export { createRandom, hashText, type Random } from "./random.ts";
export { rounded } from "./rounded.ts";
export {
  DEPTH_LEVELS,
  MAIN_TOP_M,
  STREET_SECTIONS,
  type StreetSection,
} from "./street-section.ts";
export {
  BUILDING_USES,
  type Building,
  type BuildingUse,
  type Facility,
  type Junction,
  ROAD_CLASSES,
  type Road,
  type RoadClass,
  type Street,
  type Town,
} from "./town.ts";
export type {
  EdgeSection,
  NetworkEdge,
  NetworkNode,
  NodeDrawing,
  PlantedDefect,
  UtilityKind,
  UtilityNetwork,
} from "./utility-network.ts";
