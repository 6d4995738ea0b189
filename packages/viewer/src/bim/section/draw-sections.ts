import type { OverlayDraw, Triple } from "../stage/stage-contract.ts";
import { handleOnCanvas, type SectionHandle } from "./section-handles.ts";

/** Radius of a handle, CSS pixels. */
export const HANDLE_PX = 7;

type View = Parameters<OverlayDraw>[1];

/** How handles look; colours as CSS has them. */
export interface HandleLook {
  readonly line: string;
  readonly surface: string;
  readonly text: string;
  readonly font: string;
}

/** Draws outline, handle, arrow and label of one plane. */
export function drawHandle(
  context: CanvasRenderingContext2D,
  view: View,
  handle: SectionHandle,
  label: string | undefined,
  isActive: boolean,
  look: HandleLook,
  metresPerPx: number,
): void {
  context.strokeStyle = look.line;
  context.fillStyle = look.line;
  context.lineWidth = isActive ? 1.5 : 1;
  context.setLineDash(isActive ? [] : [5, 4]);
  strokeRing(context, view, handle.outlineM);
  context.setLineDash([]);
  if (view.isPicture) {
    if (label !== undefined) drawLabelAtCorner(context, view, handle.outlineM, label, look);
    return;
  }
  const at = handleOnCanvas(handle, view.project, metresPerPx);
  if (!at) return;
  drawArrow(context, [at.xPx, at.yPx], at.tip);
  context.beginPath();
  context.arc(at.xPx, at.yPx, isActive ? HANDLE_PX : HANDLE_PX - 2, 0, 2 * Math.PI);
  context.fill();
  if (label !== undefined) drawLabel(context, label, at.xPx + 14, at.yPx - 14, look);
}

/** On a picture the label stands outside, at the outline's highest corner, where it covers nothing of the model. */
function drawLabelAtCorner(
  context: CanvasRenderingContext2D,
  view: View,
  ring: readonly Triple[],
  label: string,
  look: HandleLook,
): void {
  const corners = ring.map((point) => view.project(point)).filter((at) => at !== undefined);
  const [highest] = corners.toSorted((a, b) => a.yPx - b.yPx);
  if (highest) drawLabel(context, label, highest.xPx + 6, highest.yPx - 18, look);
}

function strokeRing(context: CanvasRenderingContext2D, view: View, ring: readonly Triple[]): void {
  const points = ring.map((point) => view.project(point));
  if (points.length < 3 || points.some((point) => point === undefined)) return;
  context.beginPath();
  for (const point of points) if (point) context.lineTo(point.xPx, point.yPx);
  context.closePath();
  context.stroke();
}

/** Both ways: it can be pulled and pushed. */
function drawArrow(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  [tipX, tipY]: readonly [number, number],
): void {
  const length = Math.hypot(tipX - x, tipY - y);
  if (length < 4) return;
  const [dx, dy] = [(tipX - x) / length, (tipY - y) / length];
  for (const sign of [1, -1]) {
    const [endX, endY] = [x + sign * (tipX - x), y + sign * (tipY - y)];
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(endX, endY);
    context.stroke();
    context.beginPath();
    context.moveTo(endX + sign * 7 * dx, endY + sign * 7 * dy);
    context.lineTo(endX - 4 * dy, endY + 4 * dx);
    context.lineTo(endX + 4 * dy, endY - 4 * dx);
    context.fill();
  }
}

function drawLabel(
  context: CanvasRenderingContext2D,
  label: string,
  x: number,
  y: number,
  look: HandleLook,
): void {
  context.font = look.font;
  const width = context.measureText(label).width;
  context.fillStyle = look.surface;
  context.fillRect(x, y - 12, width + 14, 24);
  context.strokeRect(x + 0.5, y - 11.5, width + 13, 23);
  context.fillStyle = look.text;
  context.textBaseline = "middle";
  context.fillText(label, x + 7, y + 1);
}
