/**
 * Every code a foreseen failure may carry: `<area>/<what>`. The list is closed, so that a screen can have
 * words for each and an integrator can switch over it. The meaning of each stands in PROTOCOL.md.
 */
export const FAULT_CODES = [
  "access/forbidden",
  "access/invalid-credentials",
  "access/too-many-attempts",
  "access/unauthenticated",
  "annotation/conflict",
  "annotation/too-many",
  "annotation/unknown",
  "asset/unknown",
  "basemap/none",
  "codec/corrupt",
  "codec/unsupported-version",
  "config/invalid-value",
  "config/port-in-use",
  "config/unknown-setting",
  "connector/failed",
  "data/locked",
  "data/newer-version",
  "data/unreadable",
  "datastream/unknown",
  "ingest/batch-conflict",
  "ingest/batch-too-large",
  "ingest/busy",
  "ingest/conflict",
  "ingest/empty-batch",
  "ingest/invalid-quality",
  "ingest/invalid-result",
  "ingest/invalid-time",
  "ingest/malformed-payload",
  "ingest/quota-exceeded",
  "ingest/storage-full",
  "ingest/time-in-future",
  "ingest/time-too-old",
  "ingest/unavailable",
  "ingest/unknown-category",
  "ingest/unknown-datastream",
  "ingest/wrong-type",
  "job/cancelled",
  "job/interrupted",
  "job/not-restartable",
  "job/unknown",
  "layer/unknown",
  "live/invalid-subscription",
  "model/archive-too-large",
  "model/broken-archive",
  "model/busy",
  "model/duplicate",
  "model/invalid-placement",
  "model/not-ifc",
  "model/too-demanding",
  "model/unknown",
  "model/unknown-element",
  "model/unreadable",
  "network/invalid-placement",
  "network/unreadable",
  "network/unsupported-format",
  "registry/conflict",
  "registry/invalid",
  "request/incomplete-body",
  "request/invalid",
  "request/malformed-body",
  "request/not-found",
  "request/range-not-satisfiable",
  "request/too-large",
  "request/unsupported-media-type",
  "sta/invalid-entity",
  "sta/invalid-query",
  "sta/not-allowed",
  "sta/read-only",
  "sta/too-demanding",
  "sta/unknown-entity",
  "sta/unknown-resource",
  "view/conflict",
  "view/too-many",
  "view/unknown",
  "webhook/address-refused",
  "webhook/gone",
  "webhook/too-many",
  "webhook/unknown",
  "internal/unexpected",
] as const;

/** One of {@link FAULT_CODES}. Stable: HTTP problem details and socket acknowledgements carry the same. */
export type FaultCode = (typeof FAULT_CODES)[number];

/**
 * A foreseen failure: something outside the program is wrong and somebody can mend it.
 * A defect inside data is an `Issue`; a bug of ours is a plain throw.
 */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: FaultCode;
  readonly details: Readonly<Record<string, string | number>>;

  /**
   * @param code What failed, for programs.
   * @param message English, for the log and for `detail` of a problem document: what, where, what would be right.
   * @param details The same, in parts: names, indices, limits.
   */
  constructor(
    code: FaultCode,
    message: string,
    details: Readonly<Record<string, string | number>> = {},
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}

/** Answers whether `value` is a {@link FaultCode} that this version knows. */
export function isFaultCode(value: unknown): value is FaultCode {
  return (FAULT_CODES as readonly unknown[]).includes(value);
}
