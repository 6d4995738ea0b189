import type { OverlayDraw, Triple } from "../stage/stage-contract.ts";
import type { SnapKind } from "./find-snap.ts";
import type { SharpEdge } from "./sharp-edges.ts";

type View = Parameters<OverlayDraw>[1];

/** Colours as CSS has them. */
export interface MeasureLook {
  readonly line: string;
  readonly paper: string;
  readonly ink: string;
  readonly font: string;
}

/** Lines with their ends, and a label. */
export function drawMeasurement(
  context: CanvasRenderingContext2D,
  view: View,
  measurement: { readonly lines: readonly (readonly [Triple, Triple])[]; readonly labelM: Triple },
  label: string,
  look: MeasureLook,
): void {
  // An outline of many pieces is a line; ends are marked where there are few.
  const hasEnds = measurement.lines.length <= 2;
  for (const [fromM, toM] of measurement.lines) {
    const [from, to] = [view.project(fromM), view.project(toM)];
    if (!from || !to) continue;
    context.beginPath();
    context.moveTo(from.xPx, from.yPx);
    context.lineTo(to.xPx, to.yPx);
    strokeTwice(context, look, 1.5);
    if (!hasEnds) continue;
    for (const end of [from, to]) {
      context.beginPath();
      context.arc(end.xPx, end.yPx, 3.5, 0, 2 * Math.PI);
      context.fillStyle = look.line;
      context.fill();
      context.lineWidth = 1;
      context.strokeStyle = look.ink;
      context.stroke();
    }
  }
  const at = view.project(measurement.labelM);
  if (at) drawLabel(context, label, at.xPx, at.yPx, look);
}

/** A line with a rim of the other brightness: it is seen over light and over dark. */
function strokeTwice(context: CanvasRenderingContext2D, look: MeasureLook, widthPx: number): void {
  context.strokeStyle = look.ink;
  context.lineWidth = widthPx + 2.5;
  context.stroke();
  context.strokeStyle = look.line;
  context.lineWidth = widthPx;
  context.stroke();
}

function drawLabel(
  context: CanvasRenderingContext2D,
  label: string,
  xPx: number,
  yPx: number,
  look: MeasureLook,
): void {
  context.font = look.font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const width = context.measureText(label).width + 16;
  context.beginPath();
  context.roundRect(xPx - width / 2, yPx - 12, width, 24, 3);
  context.fillStyle = look.paper;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = look.ink;
  context.stroke();
  context.fillStyle = look.ink;
  context.fillText(label, xPx, yPx + 1);
}

/** The way between points taken so far and the one aimed at, with what it would come to. */
export function drawDraft(
  context: CanvasRenderingContext2D,
  view: View,
  points: readonly Triple[],
  label: string | undefined,
  look: MeasureLook,
): void {
  const ends = points.map((point) => view.project(point));
  context.beginPath();
  ends.forEach((end, at) => {
    if (!end) return;
    if (at === 0 || !ends[at - 1]) context.moveTo(end.xPx, end.yPx);
    else context.lineTo(end.xPx, end.yPx);
  });
  context.setLineDash([6, 4]);
  strokeTwice(context, look, 1.5);
  context.setLineDash([]);
  const last = ends.at(-1);
  if (label !== undefined && last) drawLabel(context, label, last.xPx, last.yPx + 30, look);
}

/** Half of what the loupe shows and half of its own width, CSS pixels: a finger covers what it points at. */
const LOUPE = { seenPx: 18, halfPx: 54, abovePx: 96 } as const;

/** The picture round a point, three times as large, above the finger. Drawn while the frame is still on the canvas. */
function drawLoupe(
  context: CanvasRenderingContext2D,
  canvas: HTMLCanvasElement,
  { xPx, yPx }: { readonly xPx: number; readonly yPx: number },
  look: MeasureLook,
): { readonly xPx: number; readonly yPx: number } {
  const { seenPx, halfPx, abovePx } = LOUPE;
  const scale = canvas.width / Math.max(1, canvas.clientWidth);
  const middle = { xPx, yPx: yPx > abovePx + halfPx ? yPx - abovePx : yPx + abovePx };
  context.save();
  context.beginPath();
  context.arc(middle.xPx, middle.yPx, halfPx, 0, 2 * Math.PI);
  context.clip();
  const side = 2 * seenPx * scale;
  context.drawImage(
    canvas,
    ...([(xPx - seenPx) * scale, (yPx - seenPx) * scale, side, side] as const),
    ...([middle.xPx - halfPx, middle.yPx - halfPx, 2 * halfPx, 2 * halfPx] as const),
  );
  context.restore();
  context.beginPath();
  context.arc(middle.xPx, middle.yPx, halfPx, 0, 2 * Math.PI);
  strokeTwice(context, look, 2);
  return middle;
}

/** The edge that the pointer holds on to. */
export function drawEdge(
  context: CanvasRenderingContext2D,
  view: View,
  edge: SharpEdge,
  look: MeasureLook,
): void {
  const [from, to] = [view.project(edge.fromM), view.project(edge.toM)];
  if (!from || !to) return;
  context.beginPath();
  context.moveTo(from.xPx, from.yPx);
  context.lineTo(to.xPx, to.yPx);
  strokeTwice(context, look, 1);
}

/**
 * What the pointer holds on to: a square at a corner, a triangle at a middle, a cross on an edge, a ring on a face.
 *
 * @param loupe Of this canvas what is round the point is shown larger.
 */
export function drawSnap(
  context: CanvasRenderingContext2D,
  view: View,
  pointM: Triple,
  kind: SnapKind,
  word: string,
  look: MeasureLook,
  loupe?: HTMLCanvasElement,
): void {
  const at = view.project(pointM);
  if (!at) return;
  traceSymbol(context, kind, at.xPx, at.yPx);
  strokeTwice(context, look, 2);
  if (word === "") return;
  const shown = loupe ? drawLoupe(context, loupe, at, look) : at;
  if (loupe) {
    traceSymbol(context, kind, shown.xPx, shown.yPx);
    strokeTwice(context, look, 2);
  }
  context.font = look.font;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeStyle = look.ink;
  const [x, y] = loupe ? [shown.xPx + LOUPE.halfPx + 6, shown.yPx] : [shown.xPx + 13, shown.yPx - 13];
  context.strokeText(word, x, y);
  context.fillStyle = look.line;
  context.fillText(word, x, y);
}

function traceSymbol(context: CanvasRenderingContext2D, kind: SnapKind, x: number, y: number): void {
  context.beginPath();
  if (kind === "vertex") context.rect(x - 6, y - 6, 12, 12);
  else if (kind === "middle") {
    context.moveTo(x, y - 8);
    context.lineTo(x + 8, y + 6);
    context.lineTo(x - 8, y + 6);
    context.closePath();
  } else if (kind === "edge") {
    context.moveTo(x - 6, y - 6);
    context.lineTo(x + 6, y + 6);
    context.moveTo(x + 6, y - 6);
    context.lineTo(x - 6, y + 6);
  } else context.arc(x, y, 5, 0, 2 * Math.PI);
}
