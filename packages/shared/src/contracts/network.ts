import Type, { type Static } from "typebox";
import { AssetInputSchema } from "./asset.ts";
import { DatastreamInputSchema } from "./datastream.ts";
import { IdentifierSchema } from "./identifier.ts";
import { LayerKindSchema } from "./layer.ts";

/** A defect found in an imported file, as design of `Issue`, on the wire. */
export const FindingSchema = Type.Object({
  code: Type.String(),
  rule: Type.Optional(Type.String()),
  severity: Type.Enum(["error", "warning", "info"]),
  file: Type.Optional(Type.String()),
  row: Type.Optional(Type.Integer()),
  column: Type.Optional(Type.Union([Type.String(), Type.Integer()])),
  message: Type.String(),
  ref: Type.Optional(Type.String()),
  lon: Type.Optional(Type.Number()),
  lat: Type.Optional(Type.Number()),
});
export type Finding = Static<typeof FindingSchema>;

const PointsAndLines = Type.Object({ points: Type.Integer(), lines: Type.Integer() });

/** What an import did. */
export const ImportReportSchema = Type.Object({
  layer: Type.Union([IdentifierSchema, Type.Null()]),
  accepted: PointsAndLines,
  rejected: PointsAndLines,
  added: Type.Integer(),
  changed: Type.Integer(),
  removed: Type.Integer(),
  datastreams: Type.Integer(),
  findings: Type.Array(FindingSchema),
});
export type ImportReport = Static<typeof ImportReportSchema>;

/** Body of `POST /api/v1/datastreams/import`: upserts assets and datastreams of one layer by the integrator's own ids. */
export const RegistrationSchema = Type.Object({
  layer: Type.Object({
    id: IdentifierSchema,
    name: Type.Optional(Type.String({ maxLength: 256 })),
    kind: Type.Optional(LayerKindSchema),
  }),
  assets: Type.Optional(Type.Array(AssetInputSchema)),
  datastreams: Type.Optional(Type.Array(DatastreamInputSchema)),
});
export type Registration = Static<typeof RegistrationSchema>;
