import Type, { type Static } from "typebox";
import { IdentifierSchema } from "./identifier.ts";

/** A hundred years. */
const MAX_DAYS = 36_500;

const TERMS = {
  /** Observations are kept so long, each as it came. */
  rawDays: Type.Integer({ minimum: 1, maximum: MAX_DAYS }),
  /** Their hours and days, summed up, are kept so long; no shorter. */
  rollupDays: Type.Integer({ minimum: 1, maximum: MAX_DAYS }),
};

const TermsSchema = Type.Object(TERMS, { additionalProperties: false });
/** How long what is kept. */
export type RetentionTerms = Static<typeof TermsSchema>;

/** A class of datastreams: those that are all it says. */
const RuleSchema = Type.Object(
  {
    observedProperty: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    layer: Type.Optional(IdentifierSchema),
    assetClass: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    ...TERMS,
  },
  { additionalProperties: false },
);
export type RetentionRule = Static<typeof RuleSchema>;

const POLICY = {
  /** For what no rule fits. */
  default: TermsSchema,
  /** The first that fits a datastream counts. */
  rules: Type.Array(RuleSchema, { maxItems: 200 }),
};

/** Body of `PUT /api/v1/retention`. */
export const RetentionInputSchema = Type.Object(
  {
    /** The version that was seen. */
    version: Type.Integer({ minimum: 0 }),
    ...POLICY,
  },
  { additionalProperties: false },
);
export type RetentionInput = Static<typeof RetentionInputSchema>;

const AuthorSchema = Type.Object({ kind: Type.Enum(["user", "token"]), name: Type.String() });

/** A policy that is or was in force. Version 0 came with the server. */
export const RetentionVersionSchema = Type.Object({
  version: Type.Integer({ minimum: 0 }),
  ...POLICY,
  changedAt: Type.Union([Type.Number(), Type.Null()]),
  changedBy: Type.Union([AuthorSchema, Type.Null()]),
});
export type RetentionVersion = Static<typeof RetentionVersionSchema>;

/** How far letting go has come: a pass goes over all datastreams, once a day and after a change. */
export const RetentionPassSchema = Type.Object({
  state: Type.Enum(["idle", "running", "failed"]),
  startedAt: Type.Union([Type.Number(), Type.Null()]),
  finishedAt: Type.Union([Type.Number(), Type.Null()]),
  /** 0–1. */
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  /** Gone in this pass. */
  observations: Type.Integer({ minimum: 0 }),
  /** Of so many datastreams. */
  datastreams: Type.Integer({ minimum: 0 }),
});
export type RetentionPass = Static<typeof RetentionPassSchema>;

/** Answer of `GET /api/v1/retention`. */
export const RetentionSchema = Type.Intersect([
  RetentionVersionSchema,
  Type.Object({ pass: RetentionPassSchema }),
]);
export type Retention = Static<typeof RetentionSchema>;

/** What would go of the datastreams of a class. */
const EffectSchema = Type.Object({
  /** Place of the rule in the list; null: the default. */
  rule: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
  /** So many datastreams are of this class. */
  covered: Type.Integer({ minimum: 0 }),
  /** So many of them would lose observations. */
  datastreams: Type.Integer({ minimum: 0 }),
  observations: Type.Integer({ minimum: 0 }),
  /** Time of the oldest that would go, epoch ms. */
  oldest: Type.Union([Type.Number(), Type.Null()]),
  /** Observations before this would go, epoch ms; what is newer stays. */
  before: Type.Number(),
  /** Roll-ups, a day of a datastream each, that would go, too. */
  rollupDays: Type.Integer({ minimum: 0 }),
});
export type RetentionEffect = Static<typeof EffectSchema>;

/** Answer of `PUT /api/v1/retention?dryRun=true`: nothing has changed. */
export const RetentionDryRunSchema = Type.Object({
  dryRun: Type.Literal(true),
  datastreams: Type.Integer({ minimum: 0 }),
  observations: Type.Integer({ minimum: 0 }),
  rollupDays: Type.Integer({ minimum: 0 }),
  effects: Type.Array(EffectSchema),
});
export type RetentionDryRun = Static<typeof RetentionDryRunSchema>;

const NullableTime = Type.Union([Type.Number(), Type.Null()]);
/** From when on there is what of a datastream, epoch ms; null where nothing has been let go of. */
export const KeptFromSchema = Type.Object({ raw: NullableTime, rollups: NullableTime });
export type KeptFrom = Static<typeof KeptFromSchema>;

/** What is in force for a datastream: `retention` of `GET /api/v1/datastreams/:id`. */
export const RetentionInForceSchema = Type.Object({
  ...TERMS,
  /** Place of the rule that fits; null: the default. */
  rule: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
  keptFrom: KeptFromSchema,
});
export type RetentionInForce = Static<typeof RetentionInForceSchema>;
