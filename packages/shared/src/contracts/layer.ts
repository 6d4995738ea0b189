import Type, { type Static } from "typebox";
import { IdentifierSchema } from "./identifier.ts";

/** Utility kinds and the rest a layer may be. The pipe kinds are those of CJJ 61-2017. */
export const LAYER_KINDS = [
  "water",
  "storm",
  "sewage",
  "gas",
  "heating",
  "power",
  "telecom",
  "tunnel",
  "buildings",
  "facilities",
  "sensors",
  "models",
] as const;
export type LayerKind = (typeof LAYER_KINDS)[number];
export const LayerKindSchema = Type.Enum([
  "water",
  "storm",
  "sewage",
  "gas",
  "heating",
  "power",
  "telecom",
  "tunnel",
  "buildings",
  "facilities",
  "sensors",
  "models",
]);

/** What is drawn and secured together. */
export const LayerSchema = Type.Object({
  id: IdentifierSchema,
  name: Type.String(),
  /** The name in English where somebody gave one. */
  nameEn: Type.Union([Type.String(), Type.Null()]),
  kind: LayerKindSchema,
  /** Path of `tileset.json` on this server, or null while nothing is drawn. Takes the session cookie or a bearer token. */
  tileset: Type.Union([Type.String(), Type.Null()]),
  /** Feature indices run from 0 to `features` − 1. */
  features: Type.Integer({ minimum: 0 }),
  /** Assets with at least one datastream; the others never have a status. */
  monitored: Type.Integer({ minimum: 0 }),
  /** Raised by each publication; live patches name it. */
  revision: Type.Integer({ minimum: 0 }),
  /** CJJ/T 315 level 1–7. */
  cimLevel: Type.Integer({ minimum: 1, maximum: 7 }),
  access: Type.Enum(["public", "restricted"]),
  /** West, south, east, north in WGS84 degrees, or null where no asset has a place. */
  bbox: Type.Union([Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]), Type.Null()]),
  /** Sum of pipe lengths, metres; null where the layer has none. */
  lengthM: Type.Union([Type.Number(), Type.Null()]),
  /** What the import had to assume, e.g. a drawing without a CRS. */
  assumptions: Type.Array(Type.String()),
  publishedAt: Type.Number(),
});
export type Layer = Static<typeof LayerSchema>;

/** `GET /layers/:id/classes`: the classes of a layer's assets; `class-indices` names them by position in this list. */
export const LayerClassesSchema = Type.Object({
  items: Type.Array(Type.Object({ class: Type.String(), features: Type.Integer({ minimum: 0 }) })),
});
export type LayerClasses = Static<typeof LayerClassesSchema>;

/**
 * `GET /layers/:id/datastreams`: what the handles of patches with levels mean. Columns of equal length; `features`: the feature
 * index of the asset that each observes. A handle belongs to one datastream for good.
 */
export const LayerDatastreamsSchema = Type.Object({
  handles: Type.Array(Type.Integer({ minimum: 0 })),
  datastreams: Type.Array(Type.String()),
  features: Type.Array(Type.Integer({ minimum: 0 })),
});
export type LayerDatastreams = Static<typeof LayerDatastreamsSchema>;

/** A feature index without an asset (retired) in `class-indices`. */
export const NO_CLASS = 255;
