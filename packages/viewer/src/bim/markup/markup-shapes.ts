import type { MarkupPoint, MarkupShape } from "@shuicheng/shared/contracts";

/** Least x, y, greatest x, y of a shape, heights of the view. @param widthOf Of a line of text at letters of height 1. */
export function boundsOf(
  shape: MarkupShape,
  widthOf: (text: string) => number,
): readonly [number, number, number, number] {
  const points = pointsOf(shape);
  if (shape.kind === "text") {
    const [x, y] = shape.at;
    return [x, y - shape.size * 0.8, x + widthOf(shape.text) * shape.size, y + shape.size * 0.8];
  }
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** The points that a shape is made of. */
function pointsOf(shape: MarkupShape): readonly MarkupPoint[] {
  if (shape.kind === "text") return [shape.at];
  return shape.kind === "freehand" ? shape.points : [shape.from, shape.to];
}

/** Where a shape can be taken hold of to change its form: ends of an arrow, corners of a box. */
export function handlesOf(shape: MarkupShape): readonly MarkupPoint[] {
  if (shape.kind === "arrow") return [shape.from, shape.to];
  if (shape.kind !== "cloud" && shape.kind !== "rectangle") return [];
  const { from, to } = shape;
  return [from, [to[0], from[1]], to, [from[0], to[1]]];
}

/** The shape with one of its {@link handlesOf} elsewhere. */
export function moveHandle(shape: MarkupShape, handle: number, to: MarkupPoint): MarkupShape {
  if (shape.kind === "arrow") return handle === 0 ? { ...shape, from: to } : { ...shape, to };
  if (shape.kind !== "cloud" && shape.kind !== "rectangle") return shape;
  const isFromX = handle === 0 || handle === 3;
  const isFromY = handle === 0 || handle === 1;
  return {
    ...shape,
    from: [isFromX ? to[0] : shape.from[0], isFromY ? to[1] : shape.from[1]],
    to: [isFromX ? shape.to[0] : to[0], isFromY ? shape.to[1] : to[1]],
  };
}

/** Room round a text, heights of its letters. */
const TEXT_ROOM = 0.4;

/**
 * A text as near its place as all of it is seen; other shapes stay. One that is wider than what is seen begins at its left.
 *
 * @param half Of what is seen, from its middle, heights of the view. @param widthOf Of a line of text at letters of height 1.
 */
export function keepInside(
  shape: MarkupShape,
  half: MarkupPoint,
  widthOf: (text: string) => number,
): MarkupShape {
  if (shape.kind !== "text") return shape;
  const [left, top, right, bottom] = boundsOf(shape, widthOf);
  const room = TEXT_ROOM * shape.size;
  const shift = (low: number, high: number, end: number): number =>
    low < -end ? -end - low : Math.max(Math.min(0, end - high), -end - low);
  const [dx, dy] = [shift(left - room, right + room, half[0]), shift(top, bottom, half[1])];
  return dx === 0 && dy === 0 ? shape : { ...shape, at: [shape.at[0] + dx, shape.at[1] + dy] };
}
