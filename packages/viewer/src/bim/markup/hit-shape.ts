import type { MarkupPoint, MarkupShape } from "@shuicheng/shared/contracts";
import { boundsOf, handlesOf } from "./markup-shapes.ts";

/** What a pointer meets. */
interface HitNeeds {
  /** How near it must be, heights of the view. */
  readonly reach: number;
  /** Width of a line of text at letters of height 1. */
  readonly widthOf: (text: string) => number;
}

/** The uppermost shape at a point, by its place in the list; −1 for none. Boxes are met on their lines, texts all over. */
export function hitShape(shapes: readonly MarkupShape[], point: MarkupPoint, needs: HitNeeds): number {
  return shapes.findLastIndex((shape) => isHit(shape, point, needs));
}

/** The handle of a shape at a point; −1 for none. */
export function hitHandle(shape: MarkupShape, [x, y]: MarkupPoint, reach: number): number {
  return handlesOf(shape).findIndex(([hx, hy]) => Math.hypot(x - hx, y - hy) <= reach);
}

function isHit(shape: MarkupShape, point: MarkupPoint, { reach, widthOf }: HitNeeds): boolean {
  if (shape.kind === "text") {
    const [left, top, right, bottom] = boundsOf(shape, widthOf);
    const [x, y] = point;
    return x >= left - reach && x <= right + reach && y >= top - reach && y <= bottom + reach;
  }
  const near = reach + shape.width / 2;
  return linesOf(shape).some(([from, to]) => distanceToLine(point, from, to) <= near);
}

function linesOf(shape: Exclude<MarkupShape, { kind: "text" }>): (readonly [MarkupPoint, MarkupPoint])[] {
  if (shape.kind === "arrow") return [[shape.from, shape.to]];
  const corners = shape.kind === "freehand" ? shape.points : handlesOf(shape);
  const lines = corners.slice(1).map((to, n) => [corners[n] as MarkupPoint, to] as const);
  if (shape.kind === "freehand") return lines;
  return [...lines, [corners[3] as MarkupPoint, corners[0] as MarkupPoint]];
}

/** From a point to the nearest of a line between two. */
export function distanceToLine([x, y]: MarkupPoint, [x0, y0]: MarkupPoint, [x1, y1]: MarkupPoint): number {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / square));
  return Math.hypot(x - x0 - along * dx, y - y0 - along * dy);
}
