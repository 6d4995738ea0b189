import Type, { type Static } from "typebox";
import { IdentifierSchema } from "./identifier.ts";

/** One attribute: a bare value, with its unit symbol where it has one. */
export const AttributeSchema = Type.Object({
  value: Type.Union([Type.String(), Type.Number(), Type.Boolean()]),
  unit: Type.Optional(Type.String()),
});
export type Attribute = Static<typeof AttributeSchema>;

/** WGS84 degrees; height in metres, orthometric (1985 国家高程基准), of the asset's own axis or base. */
export const PositionSchema = Type.Object({
  lon: Type.Number({ minimum: -180, maximum: 180 }),
  lat: Type.Number({ minimum: -90, maximum: 90 }),
  heightM: Type.Number(),
});
export type Position = Static<typeof PositionSchema>;

/** What an integrator says of an asset (SensorThings *Thing*). */
export const AssetInputSchema = Type.Object({
  id: IdentifierSchema,
  /** Key of the catalogue's asset classes: `pipe`, `junction`, `tank`, … */
  class: Type.String({ minLength: 1, maxLength: 64 }),
  name: Type.Optional(Type.String({ maxLength: 256 })),
  position: Type.Optional(PositionSchema),
  attributes: Type.Optional(Type.Record(Type.String(), AttributeSchema)),
});
export type AssetInput = Static<typeof AssetInputSchema>;

/** A registered asset. */
export const AssetSchema = Type.Object({
  id: IdentifierSchema,
  layer: IdentifierSchema,
  /** Index within the layer: given once, append-only, never reused. The same number in tiles, texture and patch. */
  featureIndex: Type.Integer({ minimum: 0 }),
  class: Type.String(),
  name: Type.String(),
  position: Type.Union([PositionSchema, Type.Null()]),
  attributes: Type.Record(Type.String(), AttributeSchema),
  /** Status byte, see PROTOCOL.md section 4. */
  status: Type.Integer({ minimum: 0, maximum: 255 }),
});
export type Asset = Static<typeof AssetSchema>;
