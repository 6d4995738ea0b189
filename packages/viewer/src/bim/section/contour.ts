import type { Walk } from "./walk-edges.ts";

/** Corners nearer to the straight line than this share of their neighbours' distance are none. */
const STRAIGHT = 1e-7;

/** A closed line in a plane's drawing coordinates. */
export interface Contour {
  /** x, y of each corner, metres, counter-clockwise; the last joins the first. */
  readonly points: Float64Array;
  /** Positive, m². */
  readonly areaM2: number;
  /**
   * What its faces say: `solid` inside it, `hollow` inside it, or `unknown` where they are turned against each other, as
   * in shells whose faces nobody oriented.
   */
  readonly inside: "solid" | "hollow" | "unknown";
}

/** The contour of a closed walk, without corners on straight lines; undefined where it has no area. */
export function contourOf({ nodes, along }: Walk, xy: Float64Array): Contour | undefined {
  const corners = cornersOf(nodes, xy);
  if (corners.length < 3) return undefined;
  const points = new Float64Array(2 * corners.length);
  corners.forEach((node, k) => {
    points[2 * k] = xy[2 * node] as number;
    points[2 * k + 1] = xy[2 * node + 1] as number;
  });
  const signedM2 = signedAreaM2(points);
  if (signedM2 === 0) return undefined;
  if (signedM2 < 0) reverseCorners(points);
  // A closed gap leaves its segments of one mind; a few that disagree are repaired faces.
  const isOneMind = Math.abs(along) >= 0.9 * (nodes.length - 1);
  return {
    points,
    areaM2: Math.abs(signedM2),
    inside: !isOneMind ? "unknown" : signedM2 * along > 0 ? "solid" : "hollow",
  };
}

/** Area of a closed line, m²: positive counter-clockwise. Taken from its first corner, so far from 0 nothing is lost. */
function signedAreaM2(points: Float64Array): number {
  const x0 = points[0] as number;
  const y0 = points[1] as number;
  let doubled = 0;
  for (let at = 2; at + 3 < points.length; at += 2) {
    const x1 = (points[at] as number) - x0;
    const y1 = (points[at + 1] as number) - y0;
    const x2 = (points[at + 2] as number) - x0;
    const y2 = (points[at + 3] as number) - y0;
    doubled += x1 * y2 - x2 * y1;
  }
  return doubled / 2;
}

/** Nodes at which the walk turns. */
function cornersOf(nodes: readonly number[], xy: Float64Array): number[] {
  const corners: number[] = [];
  for (const node of nodes) {
    while (corners.length >= 2 && isStraight(xy, corners.at(-2), corners.at(-1), node)) corners.pop();
    corners.push(node);
  }
  while (corners.length >= 3 && isStraight(xy, corners.at(-2), corners.at(-1), corners[0])) corners.pop();
  while (corners.length >= 3 && isStraight(xy, corners.at(-1), corners[0], corners[1])) corners.shift();
  return corners;
}

function isStraight(xy: Float64Array, a = 0, b = 0, c = 0): boolean {
  const x1 = (xy[2 * b] as number) - (xy[2 * a] as number);
  const y1 = (xy[2 * b + 1] as number) - (xy[2 * a + 1] as number);
  const x2 = (xy[2 * c] as number) - (xy[2 * b] as number);
  const y2 = (xy[2 * c + 1] as number) - (xy[2 * b + 1] as number);
  return Math.abs(x1 * y2 - y1 * x2) <= STRAIGHT * (x1 * x1 + y1 * y1 + x2 * x2 + y2 * y2);
}

function reverseCorners(points: Float64Array): void {
  for (let low = 0, high = points.length - 2; low < high; low += 2, high -= 2) {
    const [x, y] = [points[low] as number, points[low + 1] as number];
    points[low] = points[high] as number;
    points[low + 1] = points[high + 1] as number;
    points[high] = x;
    points[high + 1] = y;
  }
}
