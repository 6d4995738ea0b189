import Type, { type Static } from "typebox";
import { IdentifierSchema } from "./identifier.ts";
import { FindingSchema } from "./network.ts";

const Nullable = Type.Union([Type.Number(), Type.Null()]);
const Count = Type.Integer({ minimum: 0 });

/** Why a model stands where it stands, as far as its file does not say so. */
export const ASSUMPTION_CODES = [
  "heights",
  "datum",
  "grid-lengths",
  "own-coordinates",
  "map-unit",
  "scale-inverse",
  "scale-without-units",
  "scale-left-out",
  "site-origin",
  "site-elevation",
  "site-on-ground",
  "site-at-zero",
  "no-true-north",
  "on-ground",
  "at-zero",
  "no-heading",
] as const;
/** One of {@link ASSUMPTION_CODES}. */
export type AssumptionCode = (typeof ASSUMPTION_CODES)[number];

const AssumptionSchema = Type.Object({
  code: Type.Enum([...ASSUMPTION_CODES]),
  /** In English. */
  message: Type.String(),
  /** What the sentence is about: metres in `…M`. */
  values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
});
/** Something that placing a model had to assume. */
export type Assumption = Static<typeof AssumptionSchema>;

/** Where a model stands and by which rule. Longitude, latitude and height are null while nothing places it. */
export const ModelPlacementSchema = Type.Object({
  /** Which statement placed it, e.g. `map-conversion`, `site`, `by-hand`, `none`. */
  rule: Type.String(),
  crs: Type.Optional(Type.String()),
  /** WGS84 degrees of the anchor. */
  lon: Nullable,
  lat: Nullable,
  /** Orthometric height of the anchor, metres. */
  heightM: Nullable,
  /** Where the model's y axis points, degrees clockwise from true north. */
  headingDeg: Type.Number(),
  /** Metres on the earth of one metre of the model. */
  scale: Type.Number(),
  /** The point of the model that stands there, metres in the model's own frame. */
  anchorM: Type.Tuple([Type.Number(), Type.Number(), Type.Number()]),
  /** What had to be assumed. Models of earlier versions have English sentences alone. */
  assumed: Type.Array(Type.Union([Type.String(), AssumptionSchema])),
});
export type ModelPlacement = Static<typeof ModelPlacementSchema>;

/** Body of `PUT /api/v1/models/:id/placement`. */
export const HandPlaceSchema = Type.Object(
  {
    lon: Type.Number({ minimum: -180, maximum: 180 }),
    lat: Type.Number({ minimum: -89, maximum: 89 }),
    /** Orthometric, metres; absent: the model stands on the ground. */
    heightM: Type.Optional(Type.Number({ minimum: -12_000, maximum: 12_000 })),
    /** Degrees clockwise from true north; absent: as the model says. */
    headingDeg: Type.Optional(Type.Number({ minimum: -360, maximum: 360 })),
    /** Metres on the earth of one metre of the model; absent: 1. */
    scale: Type.Optional(Type.Number({ minimum: 1e-6, maximum: 1e6 })),
  },
  { additionalProperties: false },
);
export type HandPlaceInput = Static<typeof HandPlaceSchema>;

/** Why a product is not drawn. */
export const NOT_DRAWN_REASONS = [
  /** It has no representation: a storey, a port, an assembly whose parts are drawn. */
  "no-representation",
  /** An opening or a space: its body is in a tileset of its own, shown only when asked for. */
  "hidden",
  /** A segment, or the horizontal or vertical part, of an alignment that is drawn as a whole. */
  "part-of-alignment",
  /** Its representation has neither body nor curve: `detail` names the classes of what it has, e.g. a text. */
  "no-geometry",
  /** Its representation has no items, or none but bounding boxes and centres of gravity. */
  "empty-representation",
  /** Its representation points at records that the file does not have. */
  "missing-record",
  /** All points of its curve fall together, or one of them is no number. */
  "no-length",
  /** An alignment with neither a curve nor a layout that is understood. */
  "no-layout",
  /** A list of its body cannot be read, or names points that are not there. */
  "unreadable-body",
  /** web-ifc ended with an error at it, and it has no curve. */
  "failed",
  /** Meshing it took longer than the limit, and it has no curve. */
  "timed-out",
  /** Its coordinates are not finite numbers. */
  "not-finite",
] as const;

/** One of {@link NOT_DRAWN_REASONS}. */
export type NotDrawnReason = (typeof NOT_DRAWN_REASONS)[number];

/** Why one product is not drawn. */
export interface NotDrawnCause {
  readonly reason: NotDrawnReason;
  /** What the reason leaves open: with `no-geometry` names of classes, with `failed` what web-ifc said, in English. */
  readonly detail?: string;
}

/** What became of a model's products: `products` = `drawn` + `drawnFromAxis` + the sum of `notDrawn`. */
export const ModelHealthSchema = Type.Object({
  products: Count,
  withRepresentation: Count,
  drawn: Count,
  drawnFromAxis: Count,
  notDrawn: Type.Array(
    Type.Object({
      type: Type.String(),
      count: Count,
      reason: Type.Enum([...NOT_DRAWN_REASONS]),
      /** With `no-geometry` classes of IFC, comma-separated; with `failed` what web-ifc said, in English. */
      detail: Type.Optional(Type.String()),
    }),
  ),
  parserErrors: Count,
  missingGlobalIds: Count,
  duplicateGlobalIds: Count,
  undecodableStrings: Count,
  schema: Type.String(),
  units: Type.Object({ length: Type.String(), angle: Type.String() }),
  placement: ModelPlacementSchema,
  findings: Type.Array(FindingSchema),
});
export type ModelHealthReport = Static<typeof ModelHealthSchema>;

/** A level that can be switched; `index` is what the tiles' property `storey` says. */
export const ModelStoreySchema = Type.Object({
  index: Count,
  name: Type.String(),
  /** Metres above the building's zero; null where not given. */
  elevationM: Nullable,
});
export type ModelStorey = Static<typeof ModelStoreySchema>;

/** What a revision changed, by GlobalId. The lists of the API's answers hold the first thousand of each. */
export const ModelChangesSchema = Type.Object({
  added: Count,
  changed: Count,
  removed: Count,
  addedIds: Type.Array(Type.String()),
  changedIds: Type.Array(Type.String()),
  removedIds: Type.Array(Type.String()),
});
export type ModelChanges = Static<typeof ModelChangesSchema>;

/** A datastream whose element the model no longer has. It is kept and comes back with the element. */
export const OrphanSchema = Type.Object({
  datastream: IdentifierSchema,
  asset: IdentifierSchema,
  globalId: Type.String(),
});
export type Orphan = Static<typeof OrphanSchema>;

/** Who uploaded a file: a person who was signed in, or the holder of a token. */
export const UploaderSchema = Type.Object({ kind: Type.Enum(["user", "token"]), name: Type.String() });
export type Uploader = Static<typeof UploaderSchema>;

/** Null for revisions older than this record, and for whoever asks without signing in. */
const UploadedBySchema = Type.Union([UploaderSchema, Type.Null()]);

/** One file that a model was made of. */
export const ModelRevisionSchema = Type.Object({
  revision: Type.Integer({ minimum: 1 }),
  fileName: Type.String(),
  bytes: Count,
  sha256: Type.String(),
  createdAt: Type.Number(),
  uploadedBy: UploadedBySchema,
  elements: Count,
  changes: ModelChangesSchema,
  orphans: Type.Array(OrphanSchema),
});
export type ModelRevision = Static<typeof ModelRevisionSchema>;

/** A model: a layer made of an IFC file. */
export const ModelSchema = Type.Object({
  id: IdentifierSchema,
  name: Type.String(),
  /** Of the model, counting files; `layerRevision` also counts placements. */
  revision: Type.Integer({ minimum: 1 }),
  layer: IdentifierSchema,
  layerRevision: Type.Integer({ minimum: 0 }),
  fileName: Type.String(),
  bytes: Count,
  createdAt: Type.Number(),
  publishedAt: Type.Number(),
  /** Of the current revision. */
  uploadedBy: UploadedBySchema,
  /**
   * Paths on this server; null where the model has none of the kind. The layer's is null while nothing places the model,
   * which then lies at 0°, 0° for a viewer of its own.
   */
  tilesets: Type.Object({
    element: Type.Union([Type.String(), Type.Null()]),
    space: Type.Union([Type.String(), Type.Null()]),
    opening: Type.Union([Type.String(), Type.Null()]),
  }),
  /** West, south, east, north, degrees; null while nothing places it. */
  bbox: Type.Union([Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]), Type.Null()]),
  elements: Count,
  storeys: Type.Array(ModelStoreySchema),
  placement: ModelPlacementSchema,
  health: Type.Object({
    products: Count,
    withRepresentation: Count,
    drawn: Count,
    drawnFromAxis: Count,
    notDrawn: Count,
    errors: Count,
    warnings: Count,
  }),
});
export type Model = Static<typeof ModelSchema>;

/** An element in a list. */
export const ModelElementSchema = Type.Object({
  /** What the API names it by: its GlobalId, or where that is missing or taken one made for it. */
  key: Type.String(),
  globalId: Type.Union([Type.String(), Type.Null()]),
  asset: IdentifierSchema,
  featureIndex: Count,
  class: Type.String(),
  name: Type.String(),
  predefinedType: Type.Union([Type.String(), Type.Null()]),
  tag: Type.Union([Type.String(), Type.Null()]),
  type: Type.Union([Type.String(), Type.Null()]),
  storey: Type.Union([Type.String(), Type.Null()]),
});
export type ModelElement = Static<typeof ModelElementSchema>;
