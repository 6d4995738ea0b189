export { createJobQueue, type JobQueue } from "./job-queue.ts";
export {
  createModelDesk,
  createModelImports,
  type ModelNeeds,
  parseCrs,
  parseHandPlace,
  toHandPlace,
} from "./models/index.ts";
export { createNetworkImports } from "./network-imports.ts";
export { parsePlace } from "./placement.ts";
