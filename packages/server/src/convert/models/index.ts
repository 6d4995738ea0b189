export { createModelDesk } from "./model-desk.ts";
export { createModelImports } from "./model-imports.ts";
export type { ModelNeeds } from "./model-needs.ts";
export { parseCrs, parseHandPlace, toHandPlace } from "./place-input.ts";
