import type { MarkupPoint } from "@shuicheng/shared/contracts";

/** Length of the head in widths of the line, at least {@link SHORTEST}, at most a half of the arrow. */
const LENGTH_IN_WIDTHS = 5;
const SHORTEST = 0.014;
const HALF_WIDTH_SHARE = 0.42;

/** The head of an arrow: its tip and both other corners, and where its line ends. */
interface ArrowHead {
  readonly corners: readonly [MarkupPoint, MarkupPoint, MarkupPoint];
  readonly lineEnd: MarkupPoint;
}

/** Undefined for an arrow without length. @param width Of its line, heights of the view. */
export function arrowHead(from: MarkupPoint, to: MarkupPoint, width: number): ArrowHead | undefined {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (length < 1e-6) return undefined;
  const size = Math.min(Math.max(LENGTH_IN_WIDTHS * width, SHORTEST), length / 2);
  const [ux, uy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const base: MarkupPoint = [to[0] - ux * size, to[1] - uy * size];
  const half = size * HALF_WIDTH_SHARE;
  return {
    corners: [to, [base[0] - uy * half, base[1] + ux * half], [base[0] + uy * half, base[1] - ux * half]],
    lineEnd: base,
  };
}
