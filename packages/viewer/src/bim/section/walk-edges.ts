import type { MergedPoints } from "./merge-points.ts";

/** Nodes in the order of a walk, and how much of it went the way its segments point. */
export interface Walk {
  readonly nodes: readonly number[];
  /** Segments along less segments against. */
  readonly along: number;
}

/** Walks every edge once: first from the loose ends, then round what is left. */
export function walkEdges(
  { xy, count }: MergedPoints,
  tails: readonly number[],
  heads: readonly number[],
): { readonly loops: Walk[]; readonly chains: Walk[] } {
  const incident = incidentEdges(count, tails, heads);
  const isUsed = new Uint8Array(tails.length);
  /** Where a node stands on the present path; −1: nowhere. */
  const placeOf = new Int32Array(count).fill(-1);
  const loops: Walk[] = [];
  const chains: Walk[] = [];
  const walkFrom = (start: number): void => {
    const path = [start];
    const directions: number[] = [];
    placeOf[start] = 0;
    for (;;) {
      const node = path[path.length - 1] as number;
      const edge = chooseEdge(path, xy, incident, isUsed, tails, heads);
      if (edge < 0) break;
      isUsed[edge] = 1;
      const isAlong = tails[edge] === node;
      const next = (isAlong ? heads[edge] : tails[edge]) as number;
      directions.push(isAlong ? 1 : -1);
      const back = placeOf[next] as number;
      if (back >= 0) {
        const nodes = path.splice(back + 1);
        for (const left of nodes) placeOf[left] = -1;
        loops.push({ nodes: [next, ...nodes], along: sum(directions.splice(back)) });
      } else {
        placeOf[next] = path.length;
        path.push(next);
      }
    }
    for (const node of path) placeOf[node] = -1;
    if (path.length > 1) chains.push({ nodes: path, along: sum(directions) });
  };
  const freeAt = (node: number) => {
    let free = 0;
    for (const edge of incident.of(node)) if (isUsed[edge] === 0) free++;
    return free;
  };
  for (let node = 0; node < count; node++) if (freeAt(node) % 2 === 1) walkFrom(node);
  for (let edge = 0; edge < tails.length; edge++) {
    while (isUsed[edge] === 0) walkFrom(tails[edge] as number);
  }
  return { loops, chains };
}

/**
 * The next edge at the path's end: one that points away before one that points here, then the one furthest to the left.
 * −1: there is none.
 */
function chooseEdge(
  path: readonly number[],
  xy: Float64Array,
  incident: Incident,
  isUsed: Uint8Array,
  tails: readonly number[],
  heads: readonly number[],
): number {
  const node = path[path.length - 1] as number;
  const before = path[path.length - 2];
  let best = -1;
  let bestTurn = -Infinity;
  for (const edge of incident.of(node)) {
    if (isUsed[edge] === 1) continue;
    const isAway = tails[edge] === node;
    const next = (isAway ? heads[edge] : tails[edge]) as number;
    const turn = (before === undefined ? 0 : turnAt(xy, before, node, next)) + (isAway ? 10 : 0);
    if (turn > bestTurn) {
      bestTurn = turn;
      best = edge;
    }
  }
  return best;
}

/** Angle by which the way from `a` over `b` to `c` turns left, −π to π. */
function turnAt(xy: Float64Array, a: number, b: number, c: number): number {
  const x1 = (xy[2 * b] as number) - (xy[2 * a] as number);
  const y1 = (xy[2 * b + 1] as number) - (xy[2 * a + 1] as number);
  const x2 = (xy[2 * c] as number) - (xy[2 * b] as number);
  const y2 = (xy[2 * c + 1] as number) - (xy[2 * b + 1] as number);
  return Math.atan2(x1 * y2 - y1 * x2, x1 * x2 + y1 * y2);
}

interface Incident {
  of(node: number): Uint32Array;
}

/** Edges at each node, in rows. */
function incidentEdges(count: number, tails: readonly number[], heads: readonly number[]): Incident {
  const starts = new Uint32Array(count + 2);
  for (const node of tails) starts[node + 2] = (starts[node + 2] as number) + 1;
  for (const node of heads) starts[node + 2] = (starts[node + 2] as number) + 1;
  for (let node = 2; node < starts.length; node++) {
    starts[node] = (starts[node] as number) + (starts[node - 1] as number);
  }
  const edges = new Uint32Array(2 * tails.length);
  const put = (node: number, edge: number) => {
    const at = starts[node + 1] as number;
    edges[at] = edge;
    starts[node + 1] = at + 1;
  };
  for (let edge = 0; edge < tails.length; edge++) {
    put(tails[edge] as number, edge);
    put(heads[edge] as number, edge);
  }
  return { of: (node) => edges.subarray(starts[node], starts[node + 1]) };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
