import Type, { type Static } from "typebox";

/** RFC 6901; empty: the whole. */
const PointerSchema = Type.String({ pattern: "^(/([^~/]|~[01])*)*$", maxLength: 512 });

/** Where a field of an observation comes from: a place in the record, with text before it if need be, or always the same. */
const FieldSchema = Type.Union([
  Type.Object(
    { pointer: PointerSchema, prefix: Type.Optional(Type.String({ maxLength: 128 })) },
    { additionalProperties: false },
  ),
  Type.Object(
    { value: Type.Union([Type.String({ maxLength: 256 }), Type.Number(), Type.Boolean()]) },
    { additionalProperties: false },
  ),
]);
export type PulledField = Static<typeof FieldSchema>;

/** How observations stand in a document. */
const PullMapSchema = Type.Object(
  {
    /** The list of records in the document, or the one record. */
    records: PointerSchema,
    datastream: FieldSchema,
    /** Absent: the moment of the answer. */
    time: Type.Optional(FieldSchema),
    /** Of times that are numbers; milliseconds unless given. */
    timeUnit: Type.Optional(Type.Enum(["ms", "s"])),
    result: FieldSchema,
    quality: Type.Optional(FieldSchema),
  },
  { additionalProperties: false },
);
export type PullMap = Static<typeof PullMapSchema>;

const PULL_FIELDS = {
  name: Type.String({ minLength: 1, maxLength: 128 }),
  /** Id of the token that it counts for. */
  token: Type.Integer({ minimum: 1 }),
  url: Type.String({ pattern: "^https?://[^\\s]+$", maxLength: 2_048 }),
  /** Sent with the request. They may hold secrets: read back, each value is null; a null in a change keeps it. */
  headers: Type.Optional(
    Type.Record(
      Type.String({ pattern: "^[A-Za-z0-9-]{1,64}$" }),
      Type.Union([Type.String({ maxLength: 2_048, pattern: "^[\\x20-\\x7e]*$" }), Type.Null()]),
    ),
  ),
  intervalS: Type.Number({ minimum: 1, maximum: 86_400 }),
  maps: Type.Array(PullMapSchema, { minItems: 1, maxItems: 100 }),
  enabled: Type.Boolean(),
};

/** A document that is fetched on a schedule and whose observations are taken as if a token had pushed them. */
export const PullInputSchema = Type.Object(PULL_FIELDS, { additionalProperties: false });
export type PullInput = Static<typeof PullInputSchema>;

/** How a fetch went. */
export const PullOutcomeSchema = Type.Object({
  at: Type.Number(),
  items: Type.Integer({ minimum: 0 }),
  accepted: Type.Integer({ minimum: 0 }),
  duplicates: Type.Integer({ minimum: 0 }),
  rejected: Type.Integer({ minimum: 0 }),
  /** Why nothing, or not all, was taken. */
  error: Type.Union([Type.Object({ code: Type.String(), message: Type.String() }), Type.Null()]),
});
export type PullOutcome = Static<typeof PullOutcomeSchema>;

/** A fetch as it is kept, and how it goes. */
export const PullSchema = Type.Object({
  ...PULL_FIELDS,
  id: Type.Integer({ minimum: 1 }),
  /** Since the start of the server. */
  last: Type.Union([PullOutcomeSchema, Type.Null()]),
  /** Failures in a row: each doubles the pause, up to an hour. */
  failures: Type.Integer({ minimum: 0 }),
  nextAt: Type.Union([Type.Number(), Type.Null()]),
});
export type Pull = Static<typeof PullSchema>;
