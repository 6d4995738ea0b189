export { addsUp, buildHealth, type CountedProduct } from "./build-health.ts";
export type { ModelHealth, NotDrawn } from "./model-health.ts";
export { fateOf } from "./product-fate.ts";
