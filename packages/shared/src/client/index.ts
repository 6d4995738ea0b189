// The door of the typed socket client. It passes on the types of its own signatures, so that an integrator
// imports from one place.
export type {
  Acknowledgement,
  LimitSide,
  ObservationBatch,
  ObservationInput,
  Quality,
  Rejection,
} from "../contracts/index.ts";
export { MAX_BATCH_ITEMS } from "../contracts/index.ts";
export { FAULT_CODES, Fault, type FaultCode, isFaultCode } from "../faults.ts";
export type {
  LatestValue,
  LayerSnapshot,
  LayersChanged,
  LevelPatch,
  Snapshot,
  StatusPatch,
} from "../protocol/index.ts";
export { decodeStatusPatch, LINK_LOST_AFTER_MS } from "../protocol/index.ts";
export type { ConnectionError } from "./connection.ts";
export {
  createIngestClient,
  type IngestClient,
  type IngestClientOptions,
  type IngestState,
} from "./ingest-client.ts";
export type { LinkPhase, LinkState } from "./link-state.ts";
export {
  createLiveClient,
  type Healing,
  type LevelChange,
  type LiveClient,
  type LiveClientOptions,
  type LiveListener,
  type LiveSubscription,
  type StatusChange,
} from "./live-client.ts";
