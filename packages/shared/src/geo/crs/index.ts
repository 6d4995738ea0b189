export type { Crs } from "./crs-definitions.ts";
export { findCrs } from "./find-crs.ts";
export { type GridPoint, type LonLat, openProjectedCrs, type ProjectedCrs } from "./projected-crs.ts";
