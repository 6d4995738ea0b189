import { Earcut } from "three/src/extras/Earcut.js";
import type { Contour } from "./contour.ts";

/** What is filled of a cut: a contour with the holes in it. */
export interface FilledPolygon {
  /** x, y of each corner: of the outline, then of each hole, metres. */
  readonly points: Float64Array;
  /** Corner at which each hole begins. */
  readonly holes: readonly number[];
  /** Three corners a triangle. */
  readonly triangles: readonly number[];
  /** Of the outline less its holes, m². */
  readonly areaM2: number;
  /** The triangles do not make up the area by more than a hundredth: the outline crosses itself. */
  readonly isDoubtful: boolean;
}

/** Difference between a polygon's area and its triangles' that rounding explains, as a share. */
const FILL_DEVIATION = 0.01;

/**
 * Fills contours. A hole is what faces say is hollow; where they are not of one mind it is every second contour from
 * outside. Solids that lie in one another are each filled, not taken from one another. Contours all hollow are a body
 * turned inside out, and filled.
 */
export function fillContours(contours: readonly Contour[]): FilledPolygon[] {
  const bySize = contours.toSorted((a, b) => b.areaM2 - a.areaM2);
  const isHole = holesOf(bySize);
  const outlines = bySize.filter((_, k) => !isHole[k]);
  const holesIn = new Map<Contour, Contour[]>();
  for (const [k, hole] of bySize.entries()) {
    if (!isHole[k]) continue;
    // The smallest outline round it: outlines stand from large to small.
    const home = outlines.findLast((outline) => outline.areaM2 > hole.areaM2 && isRound(outline, hole));
    if (home) holesIn.set(home, [...(holesIn.get(home) ?? []), hole]);
  }
  return outlines.map((outline) => fillPolygon(outline, holesIn.get(outline) ?? []));
}

/** By contour, from large to small, whether it is a hole. */
function holesOf(contours: readonly Contour[]): boolean[] {
  if (contours.some(({ inside }) => inside === "unknown")) {
    return contours.map(
      (contour, k) => contours.slice(0, k).filter((other) => isRound(other, contour)).length % 2 === 1,
    );
  }
  const isInsideOut = contours[0]?.inside === "hollow";
  return contours.map(({ inside }) => (inside === "hollow") !== isInsideOut);
}

/** Whether most of the middles of `inner`'s edges lie in `outer`: where both touch, some lie on it. */
function isRound(outer: Contour, inner: Contour): boolean {
  const corners = inner.points.length / 2;
  const step = Math.max(1, Math.floor(corners / 7));
  let [tried, within] = [0, 0];
  for (let corner = 0; corner < corners; corner += step) {
    const next = (corner + 1) % corners;
    const x = ((inner.points[2 * corner] as number) + (inner.points[2 * next] as number)) / 2;
    const y = ((inner.points[2 * corner + 1] as number) + (inner.points[2 * next + 1] as number)) / 2;
    tried++;
    if (containsPoint(outer.points, x, y)) within++;
  }
  return 2 * within > tried;
}

/** Even-odd rule. */
function containsPoint(points: Float64Array, x: number, y: number): boolean {
  let isInside = false;
  let [xBefore, yBefore] = [points.at(-2) as number, points.at(-1) as number];
  for (let at = 0; at < points.length; at += 2) {
    const [xHere, yHere] = [points[at] as number, points[at + 1] as number];
    if (yHere > y !== yBefore > y && x < xHere + ((xBefore - xHere) * (y - yHere)) / (yBefore - yHere)) {
      isInside = !isInside;
    }
    [xBefore, yBefore] = [xHere, yHere];
  }
  return isInside;
}

function fillPolygon(outline: Contour, holes: readonly Contour[]): FilledPolygon {
  const parts = [outline, ...holes];
  const points = new Float64Array(parts.reduce((length, part) => length + part.points.length, 0));
  const starts: number[] = [];
  let at = 0;
  for (const part of parts) {
    starts.push(at / 2);
    points.set(part.points, at);
    at += part.points.length;
  }
  const holeStarts = starts.slice(1);
  // A convex outline of four corners is most of what is cut.
  const triangles = isConvexQuad(points, holes.length)
    ? [0, 1, 2, 0, 2, 3]
    : Earcut.triangulate(Array.from(points), holeStarts, 2);
  const areaM2 = outline.areaM2 - holes.reduce((total, hole) => total + hole.areaM2, 0);
  const deviationM2 = Math.abs(trianglesAreaM2(points, triangles) - areaM2);
  return { points, holes: holeStarts, triangles, areaM2, isDoubtful: deviationM2 > FILL_DEVIATION * areaM2 };
}

function isConvexQuad(points: Float64Array, holes: number): boolean {
  if (holes > 0 || points.length !== 8) return false;
  for (let k = 0; k < 4; k++) {
    if (doubledArea(points, k, (k + 1) % 4, (k + 2) % 4) < 0) return false;
  }
  return true;
}

function trianglesAreaM2(points: Float64Array, triangles: readonly number[]): number {
  let doubled = 0;
  for (let at = 0; at < triangles.length; at += 3) {
    doubled += Math.abs(
      doubledArea(points, triangles[at] as number, triangles[at + 1] as number, triangles[at + 2] as number),
    );
  }
  return doubled / 2;
}

function doubledArea(points: Float64Array, a: number, b: number, c: number): number {
  const x0 = points[2 * a] as number;
  const y0 = points[2 * a + 1] as number;
  return (
    ((points[2 * b] as number) - x0) * ((points[2 * c + 1] as number) - y0) -
    ((points[2 * c] as number) - x0) * ((points[2 * b + 1] as number) - y0)
  );
}
