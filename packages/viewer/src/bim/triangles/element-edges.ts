import type { Triple } from "../stage/stage-contract.ts";
import { crossTriples, distanceBetween, dotTriples, subtractTriples, tripleAt } from "./triple.ts";
import type { WeldedElement } from "./weld-element.ts";

/** Two corners that triangles meet between. */
export interface ElementEdge {
  readonly a: number;
  readonly b: number;
  /** Triangles that go from `a` to `b`, by their number. */
  readonly along: readonly number[];
  /** Triangles that go from `b` to `a`. */
  readonly against: readonly number[];
}

/** A corner counts as lying on an edge up to this far from its line, metres. */
const ON_EDGE_M = 0.0005;

/**
 * Every edge of an element with the triangles on it. Where one face ends at a corner in the middle of another's edge, as
 * after openings are cut, that edge is taken in pieces, so that both faces are known to meet there.
 *
 * O(edges), and for those that do not match the corners of such edges near them.
 */
export function edgesOf({ pointsM, triangles }: WeldedElement): ElementEdge[] {
  const count = pointsM.length / 3;
  const edges = new Map<number, MutableEdge>();
  for (let at = 0; at < triangles.length; at += 3) {
    const corners = [triangles[at], triangles[at + 1], triangles[at + 2]] as [number, number, number];
    if (isFlat(corners)) continue;
    for (let k = 0; k < 3; k++) {
      addUse(edges, count, corners[k] as number, corners[(k + 1) % 3] as number, at / 3);
    }
  }
  const loose = [...edges.values()].filter(({ along, against }) => along.length !== against.length);
  splitAtCorners(edges, count, loose, pointsM);
  return [...edges.values()];
}

interface MutableEdge {
  readonly a: number;
  readonly b: number;
  readonly along: number[];
  readonly against: number[];
}

/** Two corners are one: it has no area and no direction. */
const isFlat = ([a, b, c]: readonly [number, number, number]): boolean => a === b || b === c || c === a;

function addUse(
  edges: Map<number, MutableEdge>,
  count: number,
  from: number,
  to: number,
  triangle: number,
): void {
  const [a, b] = from < to ? [from, to] : [to, from];
  const key = a * count + b;
  let edge = edges.get(key);
  if (!edge) {
    edge = { a, b, along: [], against: [] };
    edges.set(key, edge);
  }
  (from === a ? edge.along : edge.against).push(triangle);
}

function splitAtCorners(
  edges: Map<number, MutableEdge>,
  count: number,
  loose: readonly MutableEdge[],
  pointsM: Float64Array,
): void {
  const corners = [...new Set(loose.flatMap(({ a, b }) => [a, b]))];
  corners.sort((a, b) => (pointsM[3 * a] as number) - (pointsM[3 * b] as number));
  const xs = corners.map((corner) => pointsM[3 * corner] as number);
  for (const edge of loose) {
    const between = cornersOn(edge, corners, xs, pointsM);
    if (between.length === 0) continue;
    edges.delete(edge.a * count + edge.b);
    const stops = [edge.a, ...between, edge.b];
    for (let k = 0; k + 1 < stops.length; k++) {
      const [from, to] = [stops[k] as number, stops[k + 1] as number];
      for (const triangle of edge.along) addUse(edges, count, from, to, triangle);
      for (const triangle of edge.against) addUse(edges, count, to, from, triangle);
    }
  }
}

/** Corners that lie on an edge between its ends, from `a` to `b`. */
function cornersOn(
  edge: MutableEdge,
  corners: readonly number[],
  xs: readonly number[],
  pointsM: Float64Array,
): number[] {
  const a = tripleAt(pointsM, 3 * edge.a);
  const b = tripleAt(pointsM, 3 * edge.b);
  const lengthM = distanceBetween(a, b);
  const direction = subtractTriples(b, a);
  const found: { readonly corner: number; readonly alongM: number }[] = [];
  const endX = Math.max(a[0], b[0]) + ON_EDGE_M;
  for (
    let k = firstFrom(xs, Math.min(a[0], b[0]) - ON_EDGE_M);
    k < xs.length && (xs[k] as number) <= endX;
    k++
  ) {
    const corner = corners[k] as number;
    const out = subtractTriples(tripleAt(pointsM, 3 * corner), a);
    const alongM = dotTriples(out, direction) / lengthM;
    if (alongM <= ON_EDGE_M || alongM >= lengthM - ON_EDGE_M) continue;
    const across: Triple = crossTriples(direction, out);
    if (Math.hypot(...across) <= ON_EDGE_M * lengthM) found.push({ corner, alongM });
  }
  return found.sort((one, other) => one.alongM - other.alongM).map(({ corner }) => corner);
}

/** Index of the first value that is at least `least`, in rising values. */
function firstFrom(values: readonly number[], least: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
