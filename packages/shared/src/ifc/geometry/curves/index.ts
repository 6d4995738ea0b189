export { type CurveOptions, type CurveOutcome, drawFromCurves } from "./draw-products.ts";
export type { FileUnits } from "./file-units.ts";
export { gridCorrections } from "./grid-corrections.ts";
export { multiply } from "./matrix4.ts";
