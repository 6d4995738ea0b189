import { describe, expect, it } from "vitest";
import { drawBox } from "./draw-box.ts";

type Line = readonly [readonly [number, number], readonly [number, number]];

/** What a canvas would be told, as lines. */
function record(draw: (context: CanvasRenderingContext2D) => void): Line[] {
  const lines: Line[] = [];
  let pen: readonly [number, number] = [0, 0];
  draw({
    beginPath: () => {},
    stroke: () => {},
    moveTo: (x: number, y: number) => {
      pen = [x, y];
    },
    lineTo: (x: number, y: number) => {
      lines.push([pen, [x, y]]);
      pen = [x, y];
    },
  } as unknown as CanvasRenderingContext2D);
  return lines;
}

describe("drawBox", () => {
  const look = { line: "white", rim: "black" };
  const fromAbove = ([xPx, yPx, depth]: readonly [number, number, number]) => ({ xPx, yPx, depth });

  it("draws twelve edges: from above four lie on four, and four are points", () => {
    const lines = record((context) => drawBox(context, { project: fromAbove }, [1, 2, 3, 4, 6, 8], look));
    expect(lines).toHaveLength(12);
    const lengths = lines.map(([a, b]) => Math.hypot(a[0] - b[0], a[1] - b[1])).sort((a, b) => a - b);
    expect(lengths).toEqual([0, 0, 0, 0, 3, 3, 3, 3, 4, 4, 4, 4]);
  });

  it("leaves out edges that reach behind the eye", () => {
    const project = (pointM: readonly [number, number, number]) =>
      pointM[2] > 5 ? undefined : fromAbove(pointM);
    expect(record((context) => drawBox(context, { project }, [1, 2, 3, 4, 6, 8], look))).toHaveLength(4);
  });
});
