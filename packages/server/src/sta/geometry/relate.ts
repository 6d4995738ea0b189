import { type LonLat, type Shape, segmentsOf } from "./shape.ts";

/** Nearer than this is the same place: 1e-10 degrees, a hundredth of a millimetre. */
const SAME_DEG = 1e-10;
/** How far beside an edge its faces are looked at: 1e-8 degrees, a millimetre. Thinner faces are not seen. */
const BESIDE_DEG = 1e-8;

const INTERIOR = 0;
const BOUNDARY = 1;
const EXTERIOR = 2;
type Part = typeof INTERIOR | typeof BOUNDARY | typeof EXTERIOR;

/**
 * The dimensionally extended nine-intersection matrix of two shapes (ISO 19125-1, 6.1.15.2), row by row: interior,
 * boundary and exterior of `a` with those of `b`; `F` where nothing is common, else its dimension.
 *
 * All edges are cut where they meet. Every node, every piece of an edge and the faces on both its sides are then looked
 * up in both shapes: whatever the two have in common touches one of these. In the plane of longitude and latitude.
 * Cost: O(n · m) for n and m edges.
 */
export function relate(a: Shape, b: Shape): string {
  const dimension = new Int8Array(9).fill(-1);
  const meet = (place: LonLat, of: number) => {
    const at = locate(place, a) * 3 + locate(place, b);
    if ((dimension[at] as number) < of) dimension[at] = of;
  };
  for (const place of [...a.points, ...b.points]) meet(place, 0);
  const edges = [...segmentsOf(a), ...segmentsOf(b)];
  for (const edge of edges) {
    const cuts = cutsOf(edge, edges, [...a.points, ...b.points]);
    for (const cut of cuts) meet(along(edge, cut), 0);
    for (let i = 1; i < cuts.length; i++) {
      const middle = along(edge, ((cuts[i - 1] as number) + (cuts[i] as number)) / 2);
      meet(middle, 1);
      for (const side of besideOf(edge, middle)) meet(side, 2);
    }
  }
  dimension[8] = 2;
  return mendFaces(dimension, a, b);
}

/** A shape without polygons has no face: what lies beside its edges is outside of it. */
function mendFaces(dimension: Int8Array, a: Shape, b: Shape): string {
  const isPlane = (shape: Shape) => shape.polygons.length > 0;
  return Array.from(dimension, (of, at) => {
    const row = Math.floor(at / 3);
    const column = at % 3;
    const isFlat = (row !== EXTERIOR && !isPlane(a)) || (column !== EXTERIOR && !isPlane(b));
    const most = isFlat && of === 2 ? 1 : of;
    return most < 0 ? "F" : String(most);
  }).join("");
}

/** Answers whether a matrix is of a pattern: `T` any dimension, `F` none, `*` whatever, or the dimension itself. */
export function isOfPattern(matrix: string, pattern: string): boolean {
  return [...pattern.toUpperCase()].every((wanted, at) => {
    const found = matrix[at];
    if (wanted === "*") return true;
    return wanted === "T" ? found !== "F" : wanted === found;
  });
}

/** 0 for points, 1 for lines, 2 for polygons; the most of its parts. */
const dimensionOf = (shape: Shape): number =>
  shape.polygons.length > 0 ? 2 : shape.lines.length > 0 ? 1 : 0;

/** The named relations of ISO 19125-1, 6.1.15.3. */
export const RELATIONS: Readonly<Record<string, (a: Shape, b: Shape) => boolean>> = {
  equals: (a, b) => dimensionOf(a) === dimensionOf(b) && isOfPattern(relate(a, b), "T*F**FFF*"),
  disjoint: (a, b) => isOfPattern(relate(a, b), "FF*FF****"),
  intersects: (a, b) => !isOfPattern(relate(a, b), "FF*FF****"),
  touches(a, b) {
    const matrix = relate(a, b);
    return ["FT*******", "F**T*****", "F***T****"].some((pattern) => isOfPattern(matrix, pattern));
  },
  within: (a, b) => isOfPattern(relate(a, b), "T*F**F***"),
  contains: (a, b) => isOfPattern(relate(a, b), "T*****FF*"),
  crosses(a, b) {
    const [first, second] = [dimensionOf(a), dimensionOf(b)];
    if (first === second) return first === 1 && isOfPattern(relate(a, b), "0********");
    return isOfPattern(relate(a, b), first < second ? "T*T******" : "T*****T**");
  },
  overlaps(a, b) {
    const dimension = dimensionOf(a);
    if (dimension !== dimensionOf(b)) return false;
    return isOfPattern(relate(a, b), dimension === 1 ? "1*T***T**" : "T*T***T**");
  },
};

type Edge = readonly [LonLat, LonLat];

const along = ([from, to]: Edge, share: number): LonLat => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
];

function besideOf([from, to]: Edge, middle: LonLat): LonLat[] {
  const x = to[0] - from[0];
  const y = to[1] - from[1];
  const length = Math.hypot(x, y);
  if (length === 0) return [];
  const [dx, dy] = [(-y / length) * BESIDE_DEG, (x / length) * BESIDE_DEG];
  return [
    [middle[0] + dx, middle[1] + dy],
    [middle[0] - dx, middle[1] - dy],
  ];
}

/** Where an edge is cut, as shares of its length from 0 to 1, ascending. */
function cutsOf(edge: Edge, edges: readonly Edge[], points: readonly LonLat[]): number[] {
  const shares = [0, 1];
  const place = (point: LonLat) => {
    const share = shareOf(edge, point);
    if (share > 0 && share < 1 && distanceToEdge(point, edge) <= SAME_DEG) shares.push(share);
  };
  for (const point of points) place(point);
  for (const other of edges) {
    if (other === edge || !doBoxesMeet(edge, other)) continue;
    place(other[0]);
    place(other[1]);
    const share = crossing(edge, other);
    if (share !== undefined) shares.push(share);
  }
  shares.sort((one, two) => one - two);
  const least = SAME_DEG / Math.max(Math.hypot(edge[1][0] - edge[0][0], edge[1][1] - edge[0][1]), SAME_DEG);
  return shares.filter((share, i) => i === 0 || share - (shares[i - 1] as number) > least);
}

/** Where two edges that are not parallel cross, as a share of the first; undefined where they do not. */
function crossing([a, b]: Edge, [c, d]: Edge): number | undefined {
  const [ux, uy] = [b[0] - a[0], b[1] - a[1]];
  const [vx, vy] = [d[0] - c[0], d[1] - c[1]];
  const cross = ux * vy - uy * vx;
  if (cross === 0) return undefined;
  const share = ((c[0] - a[0]) * vy - (c[1] - a[1]) * vx) / cross;
  const other = ((c[0] - a[0]) * uy - (c[1] - a[1]) * ux) / cross;
  return share >= 0 && share <= 1 && other >= 0 && other <= 1 ? share : undefined;
}

function doBoxesMeet(a: Edge, b: Edge): boolean {
  return ([0, 1] as const).every(
    (axis) =>
      Math.max(a[0][axis], a[1][axis]) + SAME_DEG >= Math.min(b[0][axis], b[1][axis]) &&
      Math.max(b[0][axis], b[1][axis]) + SAME_DEG >= Math.min(a[0][axis], a[1][axis]),
  );
}

function shareOf([from, to]: Edge, point: LonLat): number {
  const [x, y] = [to[0] - from[0], to[1] - from[1]];
  const square = x * x + y * y;
  return square === 0 ? 0 : ((point[0] - from[0]) * x + (point[1] - from[1]) * y) / square;
}

/** Distance of a place to an edge, degrees. */
export function distanceToEdge(point: LonLat, edge: Edge): number {
  const nearest = along(edge, Math.min(1, Math.max(0, shareOf(edge, point))));
  return Math.hypot(point[0] - nearest[0], point[1] - nearest[1]);
}

const isSame = (a: LonLat, b: LonLat) => Math.hypot(a[0] - b[0], a[1] - b[1]) <= SAME_DEG;

/** Which part of a shape a place is in: the innermost of what its points, lines and polygons say. */
function locate(place: LonLat, shape: Shape): Part {
  let part: Part = EXTERIOR;
  for (const polygon of shape.polygons) {
    const here = locateInPolygon(place, polygon);
    if (here === INTERIOR) return INTERIOR;
    if (here === BOUNDARY) part = BOUNDARY;
  }
  let ends = 0;
  let isOnLine = false;
  for (const line of shape.lines) {
    for (const end of [line[0], line[line.length - 1]]) if (end && isSame(end, place)) ends++;
    isOnLine ||= line.slice(1).some((to, i) => distanceToEdge(place, [line[i] as LonLat, to]) <= SAME_DEG);
  }
  // An end that an even number of lines share is none (ISO 19125-1, 6.1.6.1: the mod-2 rule).
  if (isOnLine && ends % 2 === 0) return INTERIOR;
  if (isOnLine) part = BOUNDARY;
  return shape.points.some((point) => isSame(point, place)) ? INTERIOR : part;
}

function locateInPolygon(place: LonLat, rings: readonly (readonly LonLat[])[]): Part {
  let isInside = false;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const edge: Edge = [ring[i - 1] as LonLat, ring[i] as LonLat];
      if (distanceToEdge(place, edge) <= SAME_DEG) return BOUNDARY;
      const [from, to] = edge;
      const isBetween = from[1] > place[1] !== to[1] > place[1];
      if (!isBetween) continue;
      if (place[0] < from[0] + ((place[1] - from[1]) / (to[1] - from[1])) * (to[0] - from[0]))
        isInside = !isInside;
    }
  }
  return isInside ? INTERIOR : EXTERIOR;
}
