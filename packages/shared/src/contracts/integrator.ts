import Type, { type Static } from "typebox";
import { IdentifierSchema } from "./identifier.ts";
import { QualitySchema } from "./observation.ts";

const Count = Type.Integer({ minimum: 0 });
const NullableTime = Type.Union([Type.Number(), Type.Null()]);

/** Most rejections that the answer to a stream lists; the rest are counted. */
export const MAX_LISTED_REJECTIONS = 1_000;

/** Answer to a stream of observations, one JSON object a line: accepted + duplicates + rejected + moreRejected = lines that were not blank. */
export const StreamAcknowledgementSchema = Type.Object({
  accepted: Count,
  duplicates: Count,
  /** In order of line, the first being 1. */
  rejected: Type.Array(
    Type.Object({ line: Type.Integer({ minimum: 1 }), code: Type.String(), message: Type.String() }),
    { maxItems: MAX_LISTED_REJECTIONS },
  ),
  /** Rejected beyond those listed. */
  moreRejected: Count,
});
export type StreamAcknowledgement = Static<typeof StreamAcknowledgementSchema>;

/** What would become of one item, were it sent now. */
const CheckedItemSchema = Type.Object({
  index: Count,
  outcome: Type.Enum(["accepted", "duplicate", "rejected"]),
  /** Where it could be read: what it would be stored under. */
  datastream: Type.Optional(IdentifierSchema),
  time: Type.Optional(Type.Number()),
  /** Of an accepted one, as it would be stored. */
  quality: Type.Optional(QualitySchema),
  /** Of an accepted one: older than the latest value, which it leaves as it is. */
  late: Type.Optional(Type.Boolean()),
  code: Type.Optional(Type.String()),
  message: Type.Optional(Type.String()),
});
export type CheckedItem = Static<typeof CheckedItemSchema>;

/** Answer of `POST /api/v1/observations/check`. */
export const BatchCheckSchema = Type.Object({
  accepted: Count,
  duplicates: Count,
  rejected: Count,
  items: Type.Array(CheckedItemSchema),
});
export type BatchCheck = Static<typeof BatchCheckSchema>;

/** How much a token may send; null: as much as it likes. */
export const QuotaSchema = Type.Object(
  {
    /** Observations a second, on average. */
    perSecond: Type.Union([Type.Number({ exclusiveMinimum: 0, maximum: 1e9 }), Type.Null()]),
    /** Observations a calendar day of the server's time zone. */
    perDay: Type.Union([Type.Integer({ minimum: 1, maximum: 1e12 }), Type.Null()]),
    /** `soft`: what is beyond is only counted. `hard`: it is refused as `ingest/quota-exceeded`. */
    mode: Type.Enum(["soft", "hard"]),
  },
  { additionalProperties: false },
);
export type TokenQuota = Static<typeof QuotaSchema>;

/** Counters of a sender. Rates are of accepted observations, 1/s. */
const CountersSchema = Type.Object({
  accepted: Count,
  duplicates: Count,
  /** Accepted after a newer one of the same datastream. */
  late: Count,
  /** Accepted as uncertain: outside of the datastream's valid range. */
  outOfRange: Count,
  rejected: Count,
  /** When something last arrived that was not rejected. */
  lastArrival: NullableTime,
  perSecondMinute: Type.Number({ minimum: 0 }),
  perSecondHour: Type.Number({ minimum: 0 }),
});

/** A token and what came under it, counted since its first observation. */
export const IntegratorSchema = Type.Intersect([
  CountersSchema,
  Type.Object({
    id: Type.Integer({ minimum: 1 }),
    name: Type.String(),
    createdAt: Type.Number(),
    lastUsedAt: NullableTime,
    rejectedByCode: Type.Record(Type.String(), Count),
    /** Datastreams that it has ever sent, and how many of them are silent. */
    datastreams: Count,
    silent: Count,
    quota: QuotaSchema,
    /** Items sent today, whatever became of them, and how many there ever were beyond a quota. */
    itemsToday: Count,
    itemsBeyondQuota: Count,
  }),
]);
export type Integrator = Static<typeof IntegratorSchema>;

/** How a datastream is as its sender sees it. */
export const DatastreamHealthSchema = Type.Intersect([
  CountersSchema,
  Type.Object({
    id: IdentifierSchema,
    name: Type.String(),
    expectedIntervalMs: Type.Number(),
    /** Phenomenon time of the newest. */
    newestTime: NullableTime,
    /** Server time less phenomenon time when the newest arrived, ms: delay and error of the clock together. */
    clockSkewMs: NullableTime,
    /** Nothing arrived for as long as makes its latest value stale. */
    silent: Type.Boolean(),
  }),
]);
export type DatastreamHealth = Static<typeof DatastreamHealthSchema>;

/** What a list of datastreams can be narrowed to. `skewed`: the newest came over a minute late or ahead of the clock. */
export const HEALTH_FILTERS = ["silent", "late", "duplicates", "out-of-range", "rejected", "skewed"] as const;
export type HealthFilter = (typeof HEALTH_FILTERS)[number];

/** What it can be sorted by; with `-` before it the largest first. */
export const HEALTH_SORTS = [
  "id",
  "accepted",
  "duplicates",
  "late",
  "outOfRange",
  "rejected",
  "lastArrival",
  "clockSkewMs",
  "perSecondMinute",
  "perSecondHour",
] as const;
export type HealthSort = (typeof HEALTH_SORTS)[number];

/** A rejected item, as it can be read again: the last 200 of each token. */
export const ReadableRejectionSchema = Type.Object({
  at: Type.Number(),
  /** Its place in its batch, the first being 0. */
  index: Count,
  code: Type.String(),
  message: Type.String(),
  /** The item as JSON, cut where it is long. */
  item: Type.String(),
});
export type ReadableRejection = Static<typeof ReadableRejectionSchema>;

/** Answer of `POST /api/v1/datastreams/import` to a table: good rows are taken, the others listed. */
export const TableImportSchema = Type.Object({
  layer: IdentifierSchema,
  rows: Count,
  /** Rows that were left out. */
  badRows: Count,
  /** Assets. */
  added: Count,
  changed: Count,
  datastreams: Count,
  dryRun: Type.Boolean(),
  /** In order of row, at most 1,000. The header is row 1. */
  errors: Type.Array(
    Type.Object({
      row: Type.Integer({ minimum: 1 }),
      /** The column's name, in English; absent where the row as a whole is wrong. */
      column: Type.Optional(Type.String()),
      code: Type.String(),
      message: Type.String(),
    }),
  ),
  /** Header cells that mean nothing here. */
  ignoredColumns: Type.Array(Type.String()),
});
export type TableImport = Static<typeof TableImportSchema>;
