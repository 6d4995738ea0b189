import Type, { type Static } from "typebox";
import { IdentifierSchema } from "./identifier.ts";
import { UploaderSchema } from "./model.ts";

/** Characters of an annotation at most. */
export const MAX_ANNOTATION_LENGTH = 500;
/** Datastreams that one annotation is of, at most. */
export const MAX_ANNOTATED_DATASTREAMS = 32;
/** Annotations that are kept at most: some 50 MB. */
export const MAX_ANNOTATIONS = 100_000;

/** ECMA-262: the range of a Date. Epoch ms. */
const MomentSchema = Type.Integer({ minimum: -8.64e15, maximum: 8.64e15 });
const TextSchema = Type.String({ minLength: 1, maxLength: MAX_ANNOTATION_LENGTH, pattern: "\\S" });

/** A moment as `time`, or a span from `from` to `to`; epoch ms. */
const PLACE_FIELDS = {
  time: Type.Optional(MomentSchema),
  from: Type.Optional(MomentSchema),
  to: Type.Optional(MomentSchema),
};

/** Body of `POST /api/v1/annotations`: of datastreams, of an asset, or of both. */
export const AnnotationInputSchema = Type.Object(
  {
    datastreams: Type.Optional(
      Type.Array(IdentifierSchema, { maxItems: MAX_ANNOTATED_DATASTREAMS, uniqueItems: true }),
    ),
    asset: Type.Optional(IdentifierSchema),
    ...PLACE_FIELDS,
    text: TextSchema,
  },
  { additionalProperties: false },
);
export type AnnotationInput = Static<typeof AnnotationInputSchema>;

/** Body of `PATCH /api/v1/annotations/:id`: what is absent stays. */
export const AnnotationChangeSchema = Type.Object(
  {
    /** The version that the change was made from. */
    version: Type.Integer({ minimum: 1 }),
    ...PLACE_FIELDS,
    text: Type.Optional(TextSchema),
  },
  { additionalProperties: false },
);
export type AnnotationChange = Static<typeof AnnotationChangeSchema>;

/** Null for whoever asks without signing in. */
const AuthorSchema = Type.Union([UploaderSchema, Type.Null()]);

/** A person's or a program's words at a moment (`from` = `to`) or over a span; epoch ms. */
export const AnnotationSchema = Type.Object({
  id: Type.String({ pattern: "^[A-Za-z0-9-]{1,64}$" }),
  /** Counts changes from 1. Whoever changes an annotation says which version he has seen. */
  version: Type.Integer({ minimum: 1 }),
  datastreams: Type.Array(IdentifierSchema),
  asset: Type.Union([IdentifierSchema, Type.Null()]),
  from: Type.Integer(),
  to: Type.Integer(),
  text: Type.String(),
  createdBy: AuthorSchema,
  createdAt: Type.Number(),
  changedBy: AuthorSchema,
  changedAt: Type.Number(),
});
export type Annotation = Static<typeof AnnotationSchema>;
