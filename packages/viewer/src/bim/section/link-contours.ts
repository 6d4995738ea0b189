import { type Contour, contourOf } from "./contour.ts";
import { joinChains } from "./join-chains.ts";
import { type MergedPoints, mergePoints } from "./merge-points.ts";
import { type Walk, walkEdges } from "./walk-edges.ts";

/** Ends this near are one point, metres: floats hold coordinates of 1 km to 0.06 mm, tiles round to a part of a millimetre. */
const MERGE_M = 0.0002;
/** Gaps of an open shell that are closed by a straight line, metres: nothing that somebody would see as a way in. */
const GAP_M = 0.01;

/** A line that could not be closed: the shell is open there. */
export interface OpenChain {
  /** x, y of each point in the plane's drawing coordinates, metres. */
  readonly points: Float64Array;
  /** From its last point to its first, metres. */
  readonly gapM: number;
}

/** What segments became. */
export interface LinkedContours {
  readonly closed: readonly Contour[];
  readonly open: readonly OpenChain[];
}

/**
 * Links segments to closed contours.
 *
 * Two faces of the same place turned against each other (parts of one body that touch) take each other away; a face or
 * a body that is there twice counts once. Where contours touch at a point they are taken apart by turning left, so each is simple there.
 * Faces turned the wrong way are joined all the same, and the contour says so ({@link Contour.inside} is `unknown`).
 *
 * @param ends x, y of both ends of each segment, metres; see `Segments`.
 */
export function linkContours(ends: Float64Array, count: number): LinkedContours {
  const points = mergePoints(ends, 2 * count, MERGE_M);
  const { from, to, leftOver } = directedEdges(points, count);
  // Faces that stand for both sides of a shell come twice, turned both ways: they are its only outline.
  const [tails, heads] =
    from.length === 0 && leftOver.from.length > 0 ? [leftOver.from, leftOver.to] : [from, to];
  const { loops, chains } = walkEdges(points, tails, heads);
  const once = withoutCopies(loops);
  const joined = joinChains(withoutRepeats(chains, once, points.count), points.xy, GAP_M);
  const closed: Contour[] = [];
  for (const walk of [...once, ...joined.loops]) {
    const contour = contourOf(walk, points.xy);
    if (contour) closed.push(contour);
  }
  return {
    closed,
    open: joined.chains.map(({ nodes }) => openChain(nodes, points.xy)),
  };
}

interface Edges {
  readonly from: number[];
  readonly to: number[];
}

/**
 * Each pair of nodes as often as one direction prevails, in that direction; `leftOver`: pairs in which neither does, once.
 */
function directedEdges(
  { nodes, count }: MergedPoints,
  segments: number,
): Edges & { readonly leftOver: Edges } {
  const net = new Map<number, number>();
  for (let segment = 0; segment < segments; segment++) {
    const a = nodes[2 * segment] as number;
    const b = nodes[2 * segment + 1] as number;
    if (a === b) continue;
    const key = a < b ? a * count + b : b * count + a;
    net.set(key, (net.get(key) ?? 0) + (a < b ? 1 : -1));
  }
  const kept: Edges = { from: [], to: [] };
  const leftOver: Edges = { from: [], to: [] };
  for (const [key, balance] of net) {
    const low = Math.floor(key / count);
    const high = key % count;
    const edges = balance === 0 ? leftOver : kept;
    for (let copy = 0; copy < Math.max(1, Math.abs(balance)); copy++) {
      edges.from.push(balance < 0 ? high : low);
      edges.to.push(balance < 0 ? low : high);
    }
  }
  return { ...kept, leftOver };
}

/** Loops over the same nodes are one: a body that stands in the model twice. */
function withoutCopies(loops: readonly Walk[]): readonly Walk[] {
  if (loops.length < 2) return loops;
  const seen = new Set<string>();
  return loops.filter(({ nodes, along }) => {
    const key = `${Math.sign(along)} ${nodes.toSorted((a, b) => a - b).join(" ")}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Chains that go only where closed loops go already are faces that stand in the model twice. */
function withoutRepeats(chains: readonly Walk[], loops: readonly Walk[], count: number): readonly Walk[] {
  if (chains.length === 0) return chains;
  const keyOf = (a: number, b: number) => (a < b ? a * count + b : b * count + a);
  const gone = new Set(
    loops.flatMap(({ nodes }) =>
      nodes.map((node, k) => keyOf(node, nodes[(k + 1) % nodes.length] as number)),
    ),
  );
  return chains.filter(({ nodes }) =>
    nodes.some((node, k) => k > 0 && !gone.has(keyOf(nodes[k - 1] as number, node))),
  );
}

function openChain(nodes: readonly number[], xy: Float64Array): OpenChain {
  const points = new Float64Array(2 * nodes.length);
  nodes.forEach((node, k) => {
    points[2 * k] = xy[2 * node] as number;
    points[2 * k + 1] = xy[2 * node + 1] as number;
  });
  const last = points.length - 2;
  const gapM = Math.hypot(
    (points[last] as number) - (points[0] as number),
    (points[last + 1] as number) - (points[1] as number),
  );
  return { points, gapM };
}
