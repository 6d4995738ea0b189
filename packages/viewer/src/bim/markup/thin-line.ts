import { MAX_MARKUP_POINTS, type MarkupPoint } from "@shuicheng/shared/contracts";
import { distanceToLine } from "./hit-shape.ts";

/** How far a line may lie from where the hand went, heights of the view: under a pixel. */
const TOLERANCE = 0.0008;

/** A drawn line with fewer points (Douglas and Peucker, 1973), and never more than a shape may have. Ends stay. */
export function thinLine(points: readonly MarkupPoint[]): MarkupPoint[] {
  for (let tolerance = TOLERANCE; ; tolerance *= 2) {
    const kept = keepFarPoints(points, tolerance);
    if (kept.length <= MAX_MARKUP_POINTS) return kept;
  }
}

function keepFarPoints(points: readonly MarkupPoint[], tolerance: number): MarkupPoint[] {
  const isKept = new Uint8Array(points.length);
  isKept[0] = 1;
  isKept[points.length - 1] = 1;
  const spans: [number, number][] = [[0, points.length - 1]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [first, last] = span;
    let [farthest, distance] = [-1, tolerance];
    for (let at = first + 1; at < last; at++) {
      const own = distanceToLine(
        points[at] as MarkupPoint,
        points[first] as MarkupPoint,
        points[last] as MarkupPoint,
      );
      if (own > distance) [farthest, distance] = [at, own];
    }
    if (farthest < 0) continue;
    isKept[farthest] = 1;
    spans.push([first, farthest], [farthest, last]);
  }
  return points.filter((_, at) => isKept[at] === 1);
}
