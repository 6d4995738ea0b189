export { createConversions } from "./jobs.ts";
export { parsePlace } from "./placement.ts";
