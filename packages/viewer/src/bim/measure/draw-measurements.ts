import type { OverlayDraw, Triple } from "../stage/stage-contract.ts";
import type { SnapKind } from "./find-snap.ts";

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
  context.strokeStyle = look.line;
  context.fillStyle = look.line;
  context.lineWidth = 1.5;
  // An outline of many pieces is a line; ends are marked where there are few.
  const hasEnds = measurement.lines.length <= 2;
  for (const [fromM, toM] of measurement.lines) {
    const [from, to] = [view.project(fromM), view.project(toM)];
    if (!from || !to) continue;
    context.beginPath();
    context.moveTo(from.xPx, from.yPx);
    context.lineTo(to.xPx, to.yPx);
    context.stroke();
    if (!hasEnds) continue;
    for (const end of [from, to]) {
      context.beginPath();
      context.arc(end.xPx, end.yPx, 3.5, 0, 2 * Math.PI);
      context.fill();
    }
  }
  const at = view.project(measurement.labelM);
  if (!at) return;
  context.font = look.font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const width = context.measureText(label).width + 16;
  context.fillStyle = look.paper;
  context.beginPath();
  context.roundRect(at.xPx - width / 2, at.yPx - 12, width, 24, 3);
  context.fill();
  context.fillStyle = look.ink;
  context.fillText(label, at.xPx, at.yPx + 1);
}

/** What the pointer holds on to: a square at a corner, a triangle at a middle, a cross on an edge, a ring on a face. */
export function drawSnap(
  context: CanvasRenderingContext2D,
  view: View,
  pointM: Triple,
  kind: SnapKind,
  word: string,
  look: MeasureLook,
): void {
  const at = view.project(pointM);
  if (!at) return;
  const { xPx: x, yPx: y } = at;
  context.strokeStyle = look.line;
  context.lineWidth = 2;
  context.beginPath();
  if (kind === "vertex") context.rect(x - 5, y - 5, 10, 10);
  else if (kind === "middle") {
    context.moveTo(x, y - 6);
    context.lineTo(x + 6, y + 5);
    context.lineTo(x - 6, y + 5);
    context.closePath();
  } else if (kind === "edge") {
    context.moveTo(x - 5, y - 5);
    context.lineTo(x + 5, y + 5);
    context.moveTo(x + 5, y - 5);
    context.lineTo(x - 5, y + 5);
  } else context.arc(x, y, 4, 0, 2 * Math.PI);
  context.stroke();
  context.font = look.font;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.lineWidth = 3;
  context.strokeStyle = look.ink;
  context.strokeText(word, x + 12, y - 12);
  context.fillStyle = look.line;
  context.fillText(word, x + 12, y - 12);
}
