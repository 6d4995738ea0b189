import {
  MARKUP_COLOURS,
  MAX_MARKUP_SHAPES,
  MAX_MARKUP_TEXT,
  type MarkupPoint,
  type MarkupShape,
  MarkupShapeSchema,
} from "@shuicheng/shared/contracts";
import { Check } from "typebox/value";

/** Digits kept: a fifth of a pixel at a height of 2,000. */
const DIGITS = 4;
/** As far from the middle as the contract lets a point lie. */
const FARTHEST = 20;

/** Markup as it is saved: numbers rounded, points within bounds, texts without blanks around them; what would be nothing is left out. */
export function encodeMarkup(shapes: readonly MarkupShape[]): MarkupShape[] {
  return shapes.flatMap((shape) => encodeShape(shape) ?? []).slice(0, MAX_MARKUP_SHAPES);
}

/** Reads markup of a file or of storage. What is no shape of ours, or of a newer page's, is left out and counted. */
export function decodeMarkup(value: unknown): {
  readonly shapes: MarkupShape[];
  readonly unreadable: number;
} {
  if (!Array.isArray(value)) return { shapes: [], unreadable: value === undefined ? 0 : 1 };
  const shapes = value.filter((each): each is MarkupShape => Check(MarkupShapeSchema, each));
  const kept = shapes.slice(0, MAX_MARKUP_SHAPES);
  return { shapes: kept, unreadable: value.length - kept.length };
}

function encodeShape(shape: MarkupShape): MarkupShape | undefined {
  const colour = MARKUP_COLOURS.find((each) => each === shape.colour) ?? "pink";
  if (shape.kind === "text") {
    const text = shape.text.trim().slice(0, MAX_MARKUP_TEXT);
    if (text === "") return undefined;
    return { kind: "text", at: place(shape.at), text, size: round(shape.size), colour };
  }
  const width = round(shape.width);
  if (shape.kind === "freehand") return { kind: "freehand", points: shape.points.map(place), colour, width };
  return { kind: shape.kind, from: place(shape.from), to: place(shape.to), colour, width } as MarkupShape;
}

const place = ([x, y]: MarkupPoint): MarkupPoint => [bound(x), bound(y)];
const bound = (value: number): number => Math.min(FARTHEST, Math.max(-FARTHEST, round(value)));
/** Without −0, which JSON does not know. */
const round = (value: number): number => Number(value.toFixed(DIGITS)) + 0;
