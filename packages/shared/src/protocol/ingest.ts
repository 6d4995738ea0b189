import type { Acknowledgement, BatchRefusal, ObservationBatch, OpenAnswer } from "../contracts/index.ts";

/** Namespace for integrators: a token is required. */
export const INGEST_NAMESPACE = "/ingest";
/** Namespace for screens: a session, a token or public viewing. */
export const LIVE_NAMESPACE = "/live";

/** An observation this far ahead of the server's clock is refused as `ingest/time-in-future`. */
export const MAX_CLOCK_LEAD_MS = 5 * 60_000;
/** A named batch repeats its acknowledgement for this long. */
export const BATCH_MEMORY_MS = 24 * 3_600_000;

/** Integrator → server events of `/ingest`. */
export interface IngestClientEvents {
  observations: (batch: ObservationBatch, answer: (answer: Acknowledgement | BatchRefusal) => void) => void;
  /** Handles for `observations.bin`, of this connection only. */
  open: (
    request: { readonly datastreams: readonly string[] },
    answer: (answer: OpenAnswer | BatchRefusal) => void,
  ) => void;
  /** The columns of a batch (PROTOCOL.md, section 2); `batch` is its name. */
  "observations.bin": (
    columns: Uint8Array,
    options: { readonly batch?: string },
    answer: (answer: Acknowledgement | BatchRefusal) => void,
  ) => void;
}

/** Server → integrator events of `/ingest`: answers come as acknowledgements only. */
export type IngestServerEvents = Record<never, never>;

/** Answers whether a batch was refused whole. */
export function isRefusal(answer: Acknowledgement | BatchRefusal): answer is BatchRefusal {
  return "error" in answer;
}
