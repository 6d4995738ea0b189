export {
  BATCH_MEMORY_MS,
  INGEST_NAMESPACE,
  type IngestClientEvents,
  type IngestServerEvents,
  isRefusal,
  LIVE_NAMESPACE,
  MAX_CLOCK_LEAD_MS,
} from "./ingest.ts";
export {
  decodeLevelPatch,
  encodeLevel,
  encodeLevelPatch,
  type LevelPatch,
  NO_LEVEL,
} from "./level-patch.ts";
export {
  type AnnotationsChanged,
  CELL_DEG,
  cellAt,
  cellIndex,
  type JobsChanged,
  type LatestValue,
  type LayerSnapshot,
  type LayersChanged,
  LINK_LOST_AFTER_MS,
  type LiveClientEvents,
  type LiveServerEvents,
  type LogPosition,
  LogPositionSchema,
  MAX_FOLLOWED_DATASTREAMS,
  PATCH_INTERVAL_MS,
  type PatchMessage,
  type Snapshot,
  type StatusPatchMessage,
  type SubscribeAnswer,
  type Subscription,
  SubscriptionSchema,
  TICK_INTERVAL_MS,
  type Tick,
  type ValuesPatchMessage,
} from "./live.ts";
export { type BatchColumns, decodeObservationBatch, encodeObservationBatch } from "./observation-batch.ts";
export {
  decodeStatusPatch,
  encodeStatusPatch,
  STATUS_BODY_VERSION,
  type StatusPatch,
} from "./status-patch.ts";
