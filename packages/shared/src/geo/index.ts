export { type Ecef, ecefToGeodetic, type Geodetic, geodeticToEcef } from "./ecef.ts";
export {
  buildEnuFrame,
  type EnuFrame,
  enuToEcef,
  invertFrame,
  type Matrix4,
  transformDirection,
  transformPoint,
} from "./enu-frame.ts";
export { type Geoid, geoidUndulationM } from "./geoid.ts";
export { ellipsoidalGroundHeightM, GROUND_EXTENT_DEG, groundHeightM, isGroundKnown } from "./ground.ts";
export { openWorldGeoid } from "./world-geoid.ts";
