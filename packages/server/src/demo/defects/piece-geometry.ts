import type { SpacePoint } from "../model/index.ts";

/** A straight piece of an edge's axis with its outer size. Never a riser: its plan length is at least 0.2 m. */
export interface Piece {
  readonly from: SpacePoint;
  readonly to: SpacePoint;
  /** Plan length, metres. */
  readonly lengthM: number;
  /** Unit vector in plan. */
  readonly east: number;
  readonly north: number;
  /** Half the outer width in plan, metres. */
  readonly halfWidthM: number;
  /** Half the outer height on a vertical line, metres: more than the section's own where the piece is inclined. */
  readonly halfHeightM: number;
}

/** Shorter than this in plan a piece is a riser and has no side or crossing, metres. */
export const RISER_PLAN_M = 0.2;

/** Pieces within this angle of each other run side by side: cos 30°. */
const PARALLEL_COSINE = Math.cos(Math.PI / 6);

/** How two pieces lie to each other. */
export type PieceRelation =
  /** One crosses over the other, or lies above it: axes cut, or outer walls overlap in plan. */
  | { readonly relation: "over"; readonly gapM: number; readonly at: SpacePoint }
  /** Side by side, less than 30° apart: least distance of the outer walls in plan, and over what length. */
  | {
      readonly relation: "beside";
      readonly gapM: number;
      readonly overlapM: number;
      readonly at: SpacePoint;
    };

/** A piece between two points; `undefined` for a riser. */
export function buildPiece(
  from: SpacePoint,
  to: SpacePoint,
  size: { readonly halfWidthM: number; readonly halfHeightM: number },
): Piece | undefined {
  const lengthM = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (lengthM < RISER_PLAN_M) return undefined;
  const steepness = Math.hypot(lengthM, to[2] - from[2]) / lengthM;
  return {
    ...{ from, to, lengthM, east: (to[0] - from[0]) / lengthM, north: (to[1] - from[1]) / lengthM },
    halfWidthM: size.halfWidthM,
    halfHeightM: size.halfHeightM * steepness,
  };
}

/**
 * How two pieces lie to each other: `over` with the vertical gap between outer walls (negative: they cut into each
 * other), `beside` with the horizontal one, or neither: apart at an angle, or one behind the other.
 */
export function relatePieces(p: Piece, q: Piece): PieceRelation | undefined {
  const cut = cutOf(p, q);
  if (cut) return over(p, q, cut.p, cut.q);
  const isParallel = Math.abs(p.east * q.east + p.north * q.north) > PARALLEL_COSINE;
  const nearest = nearestStations(p, q);
  const gapM = nearest.distanceM - p.halfWidthM - q.halfWidthM;
  const [startM, endM] = overlapOn(p, q);
  if (gapM < 0) {
    if (!isParallel || endM <= startM) return over(p, q, nearest.p, nearest.q);
    // One above the other: the heights are linear along the overlap, so the least gap is at one of its ends.
    const ends = [startM, endM].map((stationM) => over(p, q, stationM, stationOf(q, planeAt(p, stationM))));
    return ends.reduce((least, end) => (end.gapM < least.gapM ? end : least));
  }
  if (!isParallel || endM <= startM) return undefined;
  return { relation: "beside", gapM, overlapM: endM - startM, at: pointAt(p, nearest.p) };
}

function over(p: Piece, q: Piece, onP: number, onQ: number) {
  const at = pointAt(p, onP);
  const heightM = at[2] - pointAt(q, onQ)[2];
  return { relation: "over" as const, gapM: Math.abs(heightM) - p.halfHeightM - q.halfHeightM, at };
}

/** Stations at which the axes cut in plan. */
function cutOf(p: Piece, q: Piece): { readonly p: number; readonly q: number } | undefined {
  const sine = p.east * q.north - p.north * q.east;
  if (Math.abs(sine) < 1e-9) return undefined;
  const [east, north] = [q.from[0] - p.from[0], q.from[1] - p.from[1]];
  const onP = (east * q.north - north * q.east) / sine;
  const onQ = (east * p.north - north * p.east) / sine;
  const isWithin = onP >= 0 && onP <= p.lengthM && onQ >= 0 && onQ <= q.lengthM;
  return isWithin ? { p: onP, q: onQ } : undefined;
}

/** Nearest points in plan of two pieces that do not cut: one of them is an end. */
function nearestStations(p: Piece, q: Piece) {
  const candidates = [
    { p: 0, q: stationOf(q, p.from) },
    { p: p.lengthM, q: stationOf(q, p.to) },
    { p: stationOf(p, q.from), q: 0 },
    { p: stationOf(p, q.to), q: q.lengthM },
  ];
  let nearest = { p: 0, q: 0, distanceM: Number.POSITIVE_INFINITY };
  for (const stations of candidates) {
    const [a, b] = [planeAt(p, stations.p), planeAt(q, stations.q)];
    const distanceM = Math.hypot(a[0] - b[0], a[1] - b[1]);
    if (distanceM < nearest.distanceM) nearest = { ...stations, distanceM };
  }
  return nearest;
}

/** Stations of p between which q lies beside it; the second is not larger where it does not. */
function overlapOn(p: Piece, q: Piece): [startM: number, endM: number] {
  const a = alongOf(p, q.from);
  const b = alongOf(p, q.to);
  return [Math.max(0, Math.min(a, b)), Math.min(p.lengthM, Math.max(a, b))];
}

/** Where a place falls on a piece's axis, metres from its start, not limited to its length. */
function alongOf(piece: Piece, place: readonly [number, number, ...number[]]): number {
  return (place[0] - piece.from[0]) * piece.east + (place[1] - piece.from[1]) * piece.north;
}

const stationOf = (piece: Piece, place: readonly [number, number, ...number[]]) =>
  Math.min(piece.lengthM, Math.max(0, alongOf(piece, place)));

const planeAt = (piece: Piece, stationM: number): [number, number] => [
  piece.from[0] + piece.east * stationM,
  piece.from[1] + piece.north * stationM,
];

function pointAt(piece: Piece, stationM: number): SpacePoint {
  const share = stationM / piece.lengthM;
  const [east, north] = planeAt(piece, stationM);
  return [east, north, piece.from[2] + (piece.to[2] - piece.from[2]) * share];
}
