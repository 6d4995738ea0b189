import Type, { type Static } from "typebox";

/** Colours of markup by name; a page shows each so that it can be told from an alarm and from the ground of its theme. */
export const MARKUP_COLOURS = ["pink", "teal", "green", "ink"] as const;
/** One of {@link MARKUP_COLOURS}. */
export type MarkupColour = (typeof MARKUP_COLOURS)[number];

/** Shapes of one markup at most. */
export const MAX_MARKUP_SHAPES = 200;
/** Points of one freehand line at most. */
export const MAX_MARKUP_POINTS = 500;
/** Characters of one text at most. */
export const MAX_MARKUP_TEXT = 500;

/**
 * A place on a view: from its middle, to the right and down, in heights of the view. So it is the same place at any size of
 * picture, since it is the height that a camera keeps.
 */
const MarkupPointSchema = Type.Tuple([
  Type.Number({ minimum: -20, maximum: 20 }),
  Type.Number({ minimum: -20, maximum: 20 }),
]);
export type MarkupPoint = Static<typeof MarkupPointSchema>;

const look = {
  colour: Type.Enum([...MARKUP_COLOURS]),
  /** Of its lines, in heights of the view. */
  width: Type.Number({ exclusiveMinimum: 0, maximum: 0.1 }),
};

/** Something drawn on a saved view. */
export const MarkupShapeSchema = Type.Union([
  Type.Object(
    {
      kind: Type.Enum(["arrow", "cloud", "rectangle"]),
      from: MarkupPointSchema,
      to: MarkupPointSchema,
      ...look,
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      kind: Type.Enum(["freehand"]),
      points: Type.Array(MarkupPointSchema, { minItems: 2, maxItems: MAX_MARKUP_POINTS }),
      ...look,
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      kind: Type.Enum(["text"]),
      /** Left end of its line, in the middle of its height. */
      at: MarkupPointSchema,
      text: Type.String({ minLength: 1, maxLength: MAX_MARKUP_TEXT }),
      /** Height of its letters, in heights of the view. */
      size: Type.Number({ exclusiveMinimum: 0, maximum: 0.5 }),
      colour: look.colour,
    },
    { additionalProperties: false },
  ),
]);
export type MarkupShape = Static<typeof MarkupShapeSchema>;
