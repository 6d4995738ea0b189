import Type, { type Static } from "typebox";
import { IdentifierSchema } from "./identifier.ts";

/** How far an observation is to be trusted (OPC UA's three classes). Age is not quality: see `stale`. */
export const QUALITIES = ["good", "uncertain", "bad"] as const;
/** One of {@link QUALITIES}; on the wire its name, in packed records its index. */
export type Quality = (typeof QUALITIES)[number];
export const QualitySchema = Type.Enum(["good", "uncertain", "bad"]);

/** Most items one batch may carry; the limit keeps one acknowledgement within one patch tick. */
export const MAX_BATCH_ITEMS = 5_000;

/** Longest batch name, characters. */
export const MAX_BATCH_NAME_LENGTH = 128;

/** One observation as an integrator sends it. `time` is epoch ms or ISO 8601 with an offset (`…Z`, `…+08:00`). */
export const ObservationInputSchema = Type.Object({
  datastream: IdentifierSchema,
  time: Type.Union([Type.Number(), Type.String()]),
  result: Type.Union([Type.Number(), Type.Boolean(), Type.String()]),
  quality: Type.Optional(QualitySchema),
});
export type ObservationInput = Static<typeof ObservationInputSchema>;

/** One batch. With `batch` set, sending it again within 24 h repeats its acknowledgement, across restarts. */
export const ObservationBatchSchema = Type.Object({
  batch: Type.Optional(Type.String({ minLength: 1, maxLength: MAX_BATCH_NAME_LENGTH })),
  items: Type.Array(ObservationInputSchema, { minItems: 1, maxItems: MAX_BATCH_ITEMS }),
});
export type ObservationBatch = Static<typeof ObservationBatchSchema>;

/** One item of a batch that was not taken: its index in the batch, why, in words. */
export const RejectionSchema = Type.Object({
  index: Type.Integer({ minimum: 0 }),
  code: Type.String(),
  message: Type.String(),
});
export type Rejection = Static<typeof RejectionSchema>;

/** Sent once the accepted items are on disk: accepted + duplicates + rejected = items sent. */
export const AcknowledgementSchema = Type.Object({
  accepted: Type.Integer({ minimum: 0 }),
  duplicates: Type.Integer({ minimum: 0 }),
  rejected: Type.Array(RejectionSchema),
  /** `ingest/batch-conflict`: other items were taken under this name, whose acknowledgement this is; nothing of these was. */
  warning: Type.Optional(Type.Object({ code: Type.String(), message: Type.String() })),
});
export type Acknowledgement = Static<typeof AcknowledgementSchema>;

/** What `open` answers: the connection's handle of each datastream, in order; null where there is none of that id. */
export const OpenAnswerSchema = Type.Object({
  handles: Type.Array(Type.Union([Type.Integer({ minimum: 0 }), Type.Null()])),
});
export type OpenAnswer = Static<typeof OpenAnswerSchema>;

/** The whole batch was refused and nothing of it was taken. `retryAfterMs` comes with `ingest/busy` only. */
export const BatchRefusalSchema = Type.Object({
  error: Type.Object({
    code: Type.String(),
    message: Type.String(),
    retryAfterMs: Type.Optional(Type.Number()),
    index: Type.Optional(Type.Integer()),
  }),
});
export type BatchRefusal = Static<typeof BatchRefusalSchema>;

/** One stored observation as the API answers it; `result` is in the datastream's unit. */
export const ObservationSchema = Type.Object({
  /** Epoch ms, UTC: when the instrument saw it. */
  time: Type.Number(),
  result: Type.Union([Type.Number(), Type.Boolean(), Type.String()]),
  quality: QualitySchema,
});
export type Observation = Static<typeof ObservationSchema>;

/** One of N equal slices of a time range; `min`, `max`, `mean`, `last` are null where `n` is 0 (numbers only). */
export const BucketSchema = Type.Object({
  start: Type.Number(),
  end: Type.Number(),
  n: Type.Integer(),
  min: Type.Union([Type.Number(), Type.Null()]),
  max: Type.Union([Type.Number(), Type.Null()]),
  mean: Type.Union([Type.Number(), Type.Null()]),
  last: Type.Union([Type.Number(), Type.Null()]),
});
export type Bucket = Static<typeof BucketSchema>;
