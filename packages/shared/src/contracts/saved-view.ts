import Type, { type Static } from "typebox";
import { MAX_MARKUP_SHAPES, MarkupShapeSchema } from "./markup.ts";
import { UploaderSchema } from "./model.ts";

/** Bytes of a view's JSON at most: lists of GlobalIds of a model of 100,000 elements are 2.5 MB each. */
export const MAX_VIEW_BYTES = 16 * 1024 * 1024;
/** Views of one model at most. */
export const MAX_MODEL_VIEWS = 500;
/** Characters of a thumbnail's base64 at most, 48 kB of JPEG: 320 × 180 pixels take 5 to 25 kB. */
const MAX_THUMBNAIL_LENGTH = 65_536;
/** Characters of a view's name at most. */
export const MAX_VIEW_NAME = 120;

const Coordinate = Type.Number({ minimum: -1e7, maximum: 1e7 });
const Point = Type.Tuple([Coordinate, Coordinate, Coordinate]);
const GlobalIds = Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 1_000_000 });

/** Where a view looks from: the inspector's frame (that of its first model), metres, z up. */
const ViewCameraSchema = Type.Object(
  {
    eyeM: Point,
    targetM: Point,
    /** Of what is seen at the target. */
    heightM: Type.Number({ exclusiveMinimum: 0, maximum: 1e7 }),
    projection: Type.Enum(["perspective", "orthographic"]),
  },
  { additionalProperties: false },
);

/** Elements by GlobalId, or where those are fewer all but these. */
const ViewElementsSchema = Type.Object(
  { allBut: Type.Boolean(), ids: GlobalIds },
  { additionalProperties: false },
);
export type ViewElements = Static<typeof ViewElementsSchema>;

/** A model of a view and how its elements are shown. */
const ViewModelSchema = Type.Object(
  {
    /** Null for the model that the view is of: a view that is handed on fits whatever its model is called there. */
    model: Type.Union([Type.String({ minLength: 1, maxLength: 600 }), Type.Null()]),
    /** For people, where the model is not at hand. */
    name: Type.String({ maxLength: 600 }),
    /** That was looked at; null for a file that was opened without a server. */
    revision: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
    selected: GlobalIds,
    hidden: ViewElementsSchema,
    ghosted: ViewElementsSchema,
  },
  { additionalProperties: false },
);
export type ViewModel = Static<typeof ViewModelSchema>;

/** What is seen, whole: camera, elements, what tools add (sections, filters, colours, measurements, …), and the markup on it. */
export const ViewContentSchema = Type.Object(
  {
    /** Several views may have the same: who saved them and when tells them apart. */
    name: Type.String({ minLength: 1, maxLength: MAX_VIEW_NAME, pattern: "\\S" }),
    camera: ViewCameraSchema,
    /** The first is the model that the view is of; the others are looked at together with it. */
    models: Type.Array(ViewModelSchema, { minItems: 1, maxItems: 50 }),
    /** State of the inspector's tools by the tool's name, as links have it. */
    parts: Type.Record(
      Type.String({ pattern: "^[a-z][A-Za-z0-9]{0,31}$" }),
      Type.String({ maxLength: 1_000_000 }),
      { maxProperties: 32, additionalProperties: false },
    ),
    markup: Type.Array(MarkupShapeSchema, { maxItems: MAX_MARKUP_SHAPES }),
    /** JPEG as base64, or null. */
    thumbnail: Type.Union([
      Type.String({ maxLength: MAX_THUMBNAIL_LENGTH, pattern: "^/9j/[A-Za-z0-9+/]+={0,2}$" }),
      Type.Null(),
    ]),
  },
  { additionalProperties: false },
);
export type ViewContent = Static<typeof ViewContentSchema>;

/** Null where nobody is named: to whoever has not signed in, and in a browser's own views. */
const AuthorSchema = Type.Union([UploaderSchema, Type.Null()]);

/** A saved view in a list. */
export const SavedViewSchema = Type.Object({
  id: Type.String({ pattern: "^[A-Za-z0-9-]{1,64}$" }),
  /** Counts changes from 1. Whoever changes a view says which version he has seen. */
  version: Type.Integer({ minimum: 1 }),
  name: Type.String(),
  createdBy: AuthorSchema,
  createdAt: Type.Number(),
  changedBy: AuthorSchema,
  changedAt: Type.Number(),
  /** Of its model, when it was saved; null for a file that was opened without a server. */
  modelRevision: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  hasThumbnail: Type.Boolean(),
  /** Shapes of its markup. */
  shapes: Type.Integer({ minimum: 0 }),
});
export type SavedView = Static<typeof SavedViewSchema>;

/** Answer of `GET /api/v1/models/:id/views/:view`. */
export const WholeViewSchema = Type.Object({ ...SavedViewSchema.properties, content: ViewContentSchema });
export type WholeView = Static<typeof WholeViewSchema>;

/** Body of `PUT /api/v1/models/:id/views/:view`. */
export const ViewChangeSchema = Type.Object(
  {
    /** The version that the change was made from. */
    version: Type.Integer({ minimum: 1 }),
    content: ViewContentSchema,
  },
  { additionalProperties: false },
);
