import type { OverlayDraw, Triple } from "./stage-contract.ts";

/** A corner and the one beyond it along an axis, for each of the twelve edges: bit 0 is x, bit 1 y, bit 2 z. */
const EDGES = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((from) =>
  [1, 2, 4].filter((axis) => (from & axis) === 0).map((axis) => [from, from | axis] as const),
);

/**
 * Draws the edges of an upright box over the picture. Edges that pass the eye are left out.
 *
 * @param boxM Least x, y, z, greatest x, y, z, in the stage's frame, metres.
 */
export function drawBox(
  context: CanvasRenderingContext2D,
  { project }: Pick<Parameters<OverlayDraw>[1], "project">,
  boxM: ArrayLike<number>,
  { line, rim }: { readonly line: string; readonly rim: string },
): void {
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((corner) =>
    project([0, 1, 2].map((axis) => boxM[axis + ((corner >> axis) & 1) * 3]) as unknown as Triple),
  );
  context.beginPath();
  for (const [from, to] of EDGES) {
    const [start, end] = [corners[from], corners[to]];
    if (!start || !end) continue;
    context.moveTo(start.xPx, start.yPx);
    context.lineTo(end.xPx, end.yPx);
  }
  // A rim of the other brightness: the box is seen over light and over dark.
  context.globalAlpha = 0.55;
  context.lineWidth = 2.5;
  context.strokeStyle = rim;
  context.stroke();
  context.globalAlpha = 1;
  context.lineWidth = 1;
  context.strokeStyle = line;
  context.stroke();
}
