export {
  type Asset,
  type AssetInput,
  AssetInputSchema,
  AssetSchema,
  type Attribute,
  AttributeSchema,
  type Position,
  PositionSchema,
} from "./asset.ts";
export {
  type Datastream,
  type DatastreamInput,
  DatastreamInputSchema,
  DatastreamSchema,
  DEFAULT_EXPECTED_INTERVAL_MS,
  LIMIT_SIDES,
  type LimitSide,
  type Limits,
  LimitsSchema,
  type ResultType,
  STALE_INTERVALS,
  type Unit,
  UnitSchema,
  type ValidRange,
  ValidRangeSchema,
} from "./datastream.ts";
export { buildIdentifier, IDENTIFIER_PATTERN, type Identifier, IdentifierSchema } from "./identifier.ts";
export { type Job, JobSchema } from "./job.ts";
export { LAYER_KINDS, type Layer, type LayerKind, LayerKindSchema, LayerSchema } from "./layer.ts";
export {
  type Finding,
  FindingSchema,
  type ImportReport,
  ImportReportSchema,
  type Registration,
  RegistrationSchema,
} from "./network.ts";
export {
  type Acknowledgement,
  AcknowledgementSchema,
  type BatchRefusal,
  type Bucket,
  BucketSchema,
  MAX_BATCH_ITEMS,
  MAX_BATCH_NAME_LENGTH,
  type Observation,
  type ObservationBatch,
  ObservationBatchSchema,
  type ObservationInput,
  ObservationInputSchema,
  ObservationSchema,
  QUALITIES,
  type Quality,
  QualitySchema,
  type Rejection,
} from "./observation.ts";
export { parseTime } from "./parse-time.ts";
export {
  type Credentials,
  CredentialsSchema,
  type CurrentSession,
  CurrentSessionSchema,
  type Problem,
  ProblemSchema,
  type Role,
  type TokenRequest,
  TokenRequestSchema,
} from "./session.ts";
export {
  BAD_QUALITY_BIT,
  isAbnormal,
  OUT_OF_SERVICE_BIT,
  SEVERITIES,
  SEVERITY_MASK,
  type Severity,
  SHELVED_BIT,
  STALE_BIT,
  severityCodeOfSide,
  severityOf,
  UNACKNOWLEDGED_BIT,
} from "./status.ts";
