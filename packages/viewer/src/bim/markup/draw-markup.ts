import type { MarkupColour, MarkupPoint, MarkupShape } from "@shuicheng/shared/contracts";
import { arrowHead } from "./arrow-head.ts";
import { cloudOutline } from "./cloud-outline.ts";
import { boundsOf, handlesOf, keepInside } from "./markup-shapes.ts";

/** Colours and letters that markup is drawn with, as CSS has them. */
export interface MarkupLook {
  readonly colours: Readonly<Record<MarkupColour, string>>;
  /** Round lines and under words, so that both are told from whatever model lies behind. */
  readonly ground: string;
  readonly accent: string;
  readonly family: string;
}

/** What of it is taken hold of. */
interface DrawnSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Radius of a handle, CSS pixels. */
const HANDLE_PX = 4.5;

/** A place of markup on a canvas of some size, pixels. */
export const toPixels = ([x, y]: MarkupPoint, { widthPx, heightPx }: DrawnSize): MarkupPoint => [
  widthPx / 2 + x * heightPx,
  heightPx / 2 + y * heightPx,
];

/** The opposite of {@link toPixels}. */
export const fromPixels = (xPx: number, yPx: number, { widthPx, heightPx }: DrawnSize): MarkupPoint => [
  (xPx - widthPx / 2) / heightPx,
  (yPx - heightPx / 2) / heightPx,
];

/** Half of what a canvas of some size shows, heights of it. @param share What is seen of the height, see `OverlayDraw`. */
export const halfOf = ({ widthPx, heightPx }: DrawnSize, share = 1): MarkupPoint => [
  (widthPx / heightPx / 2) * share,
  share / 2,
];

/**
 * Draws all shapes, the first at the bottom, texts as near their places as all of them is seen.
 *
 * @param selected The one whose handles are drawn too, by its place; −1 for none. @param heightShare See `OverlayDraw`.
 */
export function drawMarkup(
  context: CanvasRenderingContext2D,
  size: DrawnSize,
  shapes: readonly MarkupShape[],
  look: MarkupLook,
  { selected = -1, heightShare = 1 } = {},
): void {
  context.lineJoin = "round";
  context.lineCap = "round";
  const half = halfOf(size, heightShare);
  const placed = shapes.map((shape) =>
    keepInside(shape, half, (text) => textWidth(context, text, look.family)),
  );
  for (const shape of placed) {
    if (shape.kind === "text") drawText(context, size, shape, look);
    else drawLines(context, size, shape, look);
  }
  const held = placed[selected];
  if (held) drawHold(context, size, held, look);
}

/** Width of a line of text at letters of height 1, as this context's machine draws it. */
export function textWidth(context: CanvasRenderingContext2D, text: string, family: string): number {
  context.font = `600 100px ${family}`;
  return context.measureText(text).width / 100;
}

function drawText(
  context: CanvasRenderingContext2D,
  size: DrawnSize,
  shape: Extract<MarkupShape, { kind: "text" }>,
  { colours, ground, family }: MarkupLook,
): void {
  const [x, y] = toPixels(shape.at, size);
  const letterPx = shape.size * size.heightPx;
  const width = textWidth(context, shape.text, family) * letterPx;
  context.font = `600 ${letterPx}px ${family}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillStyle = ground;
  context.beginPath();
  context.roundRect(
    x - 0.4 * letterPx,
    y - 0.8 * letterPx,
    width + 0.8 * letterPx,
    1.6 * letterPx,
    0.2 * letterPx,
  );
  context.fill();
  context.fillStyle = colours[shape.colour];
  context.fillText(shape.text, x, y + 0.04 * letterPx);
}

function drawLines(
  context: CanvasRenderingContext2D,
  size: DrawnSize,
  shape: Exclude<MarkupShape, { kind: "text" }>,
  { colours, ground }: MarkupLook,
): void {
  const lineWidth = Math.max(1, shape.width * size.heightPx);
  const casing = Math.max(2, 0.0025 * size.heightPx);
  // First the ground, wider, then the line itself.
  for (const [style, width] of [
    [ground, lineWidth + casing],
    [colours[shape.colour], lineWidth],
  ] as const) {
    context.strokeStyle = style;
    context.fillStyle = style;
    context.lineWidth = width;
    context.beginPath();
    traceLines(context, size, shape);
    context.stroke();
    const head = shape.kind === "arrow" && arrowHead(shape.from, shape.to, shape.width);
    if (!head) continue;
    context.beginPath();
    for (const corner of head.corners) context.lineTo(...toPixels(corner, size));
    context.closePath();
    context.lineWidth = Math.max(1, width - lineWidth);
    context.stroke();
    context.fill();
  }
}

function traceLines(
  context: CanvasRenderingContext2D,
  size: DrawnSize,
  shape: Exclude<MarkupShape, { kind: "text" }>,
): void {
  if (shape.kind === "cloud") {
    for (const { centre, radius, startRad, endRad } of cloudOutline(shape.from, shape.to)) {
      const [x, y] = toPixels(centre, size);
      context.arc(x, y, radius * size.heightPx, startRad, endRad);
    }
    context.closePath();
    return;
  }
  const points =
    shape.kind === "freehand"
      ? shape.points
      : shape.kind === "arrow"
        ? [shape.from, arrowHead(shape.from, shape.to, shape.width)?.lineEnd ?? shape.to]
        : handlesOf(shape);
  for (const point of points) context.lineTo(...toPixels(point, size));
  if (shape.kind === "rectangle") context.closePath();
}

function drawHold(
  context: CanvasRenderingContext2D,
  size: DrawnSize,
  shape: MarkupShape,
  look: MarkupLook,
): void {
  const [left, top, right, bottom] = boundsOf(shape, (text) => textWidth(context, text, look.family));
  const room = shape.kind === "text" ? 0.5 * shape.size : 0.012;
  const [x0, y0] = toPixels([left - room, top - room / 4], size);
  const [x1, y1] = toPixels([right + room, bottom + room / 4], size);
  context.strokeStyle = look.accent;
  context.fillStyle = look.ground;
  context.lineWidth = 1.5;
  if (handlesOf(shape).length === 0) {
    context.setLineDash([5, 4]);
    context.strokeRect(x0, y0, x1 - x0, y1 - y0);
    context.setLineDash([]);
  }
  for (const handle of handlesOf(shape)) {
    const [x, y] = toPixels(handle, size);
    context.beginPath();
    context.arc(x, y, HANDLE_PX, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}
