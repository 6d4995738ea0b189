export { addsUp, buildHealth, type CountedProduct } from "./build-health.ts";
export { type ModelHealth, NOT_DRAWN_REASONS, type NotDrawn, type NotDrawnReason } from "./model-health.ts";
export { fateOf } from "./product-fate.ts";
