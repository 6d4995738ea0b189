import type { MarkupPoint, MarkupShape } from "@shuicheng/shared/contracts";

/** The same shape elsewhere. @param dx @param dy Heights of the view. */
export function moveShape(shape: MarkupShape, dx: number, dy: number): MarkupShape {
  const moved = ([x, y]: MarkupPoint): MarkupPoint => [x + dx, y + dy];
  if (shape.kind === "text") return { ...shape, at: moved(shape.at) };
  if (shape.kind === "freehand") return { ...shape, points: shape.points.map(moved) };
  return { ...shape, from: moved(shape.from), to: moved(shape.to) };
}
