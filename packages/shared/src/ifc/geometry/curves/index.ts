export { checkPlacements } from "./check-placements.ts";
export { type CurveOptions, type CurveOutcome, drawFromCurves } from "./draw-products.ts";
export type { FileUnits } from "./file-units.ts";
export { multiply } from "./matrix4.ts";
export { type PlacementCorrection, placementCorrections } from "./placement-corrections.ts";
