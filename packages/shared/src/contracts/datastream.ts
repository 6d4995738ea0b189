import Type, { type Static } from "typebox";
import { IdentifierSchema } from "./identifier.ts";
import { ObservationSchema } from "./observation.ts";
import { RetentionInForceSchema } from "./retention.ts";

const NullableNumber = Type.Union([Type.Number(), Type.Null()]);

/** SensorThings `unitOfMeasurement`: the symbol is shown, the definition is a UCUM code (http://unitsofmeasure.org). */
export const UnitSchema = Type.Object({
  name: Type.String(),
  symbol: Type.String(),
  definition: Type.String(),
});
export type Unit = Static<typeof UnitSchema>;

/** Values the instrument can produce; an observation outside is kept as `uncertain` and still meets the limits. */
export const ValidRangeSchema = Type.Object({ min: NullableNumber, max: NullableNumber });
export type ValidRange = Static<typeof ValidRangeSchema>;

/**
 * Alarm limits in the datastream's unit. A value *beyond* the limit is abnormal (`> H`, `< L`), on it is not.
 * Order: LL ≤ L ≤ H ≤ HH where given.
 */
export const LimitsSchema = Type.Object({
  HH: Type.Optional(Type.Number()),
  H: Type.Optional(Type.Number()),
  L: Type.Optional(Type.Number()),
  LL: Type.Optional(Type.Number()),
});
export type Limits = Static<typeof LimitsSchema>;

/** ISA-18.2 limit sides, worst first. */
export const LIMIT_SIDES = ["HH", "LL", "H", "L"] as const;
export type LimitSide = (typeof LIMIT_SIDES)[number];

export const ResultTypeSchema = Type.Enum(["number", "boolean", "category"]);
export type ResultType = Static<typeof ResultTypeSchema>;

/** What an integrator says of a datastream (SensorThings *Datastream*: one observed property of one asset). */
export const DatastreamInputSchema = Type.Object({
  id: IdentifierSchema,
  asset: IdentifierSchema,
  name: Type.Optional(Type.String({ maxLength: 256 })),
  /** Key of the catalogue where it has one (`pressure`), else free. */
  observedProperty: Type.String({ minLength: 1, maxLength: 128 }),
  resultType: Type.Optional(ResultTypeSchema),
  /** In order; a result of a `category` datastream is one of these. Append only. */
  categories: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 128 }), { maxItems: 255 })),
  unit: Type.Optional(UnitSchema),
  range: Type.Optional(ValidRangeSchema),
  limits: Type.Optional(LimitsSchema),
  /** How often a healthy instrument reports. */
  expectedIntervalMs: Type.Optional(Type.Number({ minimum: 1, maximum: 31_536_000_000 })),
  /** Age at which the latest value counts as stale; three expected intervals unless given. */
  staleAfterMs: Type.Optional(Type.Number({ minimum: 1, maximum: 31_536_000_000 })),
  /** Digits after the decimal point on screen. */
  decimals: Type.Optional(Type.Integer({ minimum: 0, maximum: 9 })),
});
export type DatastreamInput = Static<typeof DatastreamInputSchema>;

/** That a datastream observes an asset. */
const BindingSchema = Type.Object({ datastream: IdentifierSchema, asset: IdentifierSchema });
export type Binding = Static<typeof BindingSchema>;

/** Body of `POST /api/v1/datastreams/bind`. */
export const BindRequestSchema = Type.Object(
  { bindings: Type.Array(BindingSchema, { minItems: 1, maxItems: 10_000 }) },
  { additionalProperties: false },
);

/** What a binding did. */
export const BindReportSchema = Type.Object({
  /** How many observe another asset now; the rest did so before. */
  changed: Type.Integer({ minimum: 0 }),
  /** What those observed until then: bound to it again, everything is as it was. */
  before: Type.Array(BindingSchema),
  dryRun: Type.Boolean(),
});
export type BindReport = Static<typeof BindReportSchema>;

/** A registered datastream with its latest value. Absent things are null. */
export const DatastreamSchema = Type.Object({
  id: IdentifierSchema,
  asset: IdentifierSchema,
  layer: IdentifierSchema,
  name: Type.String(),
  observedProperty: Type.String(),
  resultType: ResultTypeSchema,
  categories: Type.Array(Type.String()),
  unit: Type.Union([UnitSchema, Type.Null()]),
  range: ValidRangeSchema,
  limits: LimitsSchema,
  expectedIntervalMs: Type.Number(),
  staleAfterMs: Type.Number(),
  decimals: Type.Integer(),
  latest: Type.Union([
    Type.Intersect([
      ObservationSchema,
      Type.Object({
        /** Older than `staleAfterMs` by the server's clock. */
        stale: Type.Boolean(),
        /** The worst limit the value is beyond, or null. */
        side: Type.Union([Type.Enum(["HH", "LL", "H", "L"]), Type.Null()]),
      }),
    ]),
    Type.Null(),
  ]),
  /** How long what is kept of it; where one datastream is asked for. */
  retention: Type.Optional(RetentionInForceSchema),
});
export type Datastream = Static<typeof DatastreamSchema>;

/** Expected interval of a datastream that names none: one minute, the commonest in domain figures. */
export const DEFAULT_EXPECTED_INTERVAL_MS = 60_000;

/** A latest value is stale after this many expected intervals, unless the datastream says otherwise. */
export const STALE_INTERVALS = 3;
