import { findHorizontalClearance, findVerticalClearance, listClearances } from "@shuicheng/shared/catalogue";
import type { SpacePoint } from "../model/index.ts";
import { type BuriedEdge, halfHeightM, halfWidthM } from "./buried-edge.ts";
import { buildFinding, type NetworkFinding } from "./finding.ts";
import { buildPiece, type Piece, relatePieces } from "./piece-geometry.ts";
import { createPieceIndex } from "./piece-index.ts";

/** Pipes that are beside each other over no more than this need no horizontal clearance, metres. */
const LEAST_OVERLAP_M = 2;

/** Coordinates are rounded: as much may be missing, metres. */
const TOLERANCE_M = 0.001;

/** Largest clearance of any pair of pipes, metres. */
const REACH_M = Math.max(...listClearances().map(({ horizontal }) => horizontal?.value ?? 0));

/** Finds what lies too near to an edge, given or planned. */
export interface ClearanceCheck {
  /** Findings of one edge against all others but itself (by id). */
  findNear(edge: BuriedEdge): NetworkFinding[];
  /** Findings of all edges, each pair once. */
  findAll(): NetworkFinding[];
}

interface EdgePiece extends Piece {
  /** Index of its edge. */
  readonly owner: number;
}

/** The worst of one pair of edges. */
interface PairState {
  vertical?: { readonly gapM: number; readonly requiredM: number; readonly at: SpacePoint };
  horizontal?: { readonly gapM: number; readonly requiredM: number; readonly at: SpacePoint };
  /** Length over which they are too near side by side, metres. */
  besideM: number;
}

/**
 * Prepares the check of GB 50289-2016 tables 4.1.9 and 4.1.14 between edges of different utilities:
 *
 * - Where axes cut in plan, or outer walls overlap in plan, the vertical table holds between outer walls.
 * - Pieces less than 30° apart that run beside each other over more than 2 m keep the horizontal table's distance in
 *   plan, however deep either lies. The length is summed over the pieces of a pair that are too near.
 * - Pipes that meet in a node are joined, not neighbours. Risers (plan length under 0.2 m) are left out: they are
 *   fittings of what they join.
 *
 * Not judged: a pipe that ends short of another at an angle, and chains of edges each beside the other for less than 2 m.
 */
export function createClearanceCheck(edges: readonly BuriedEdge[]): ClearanceCheck {
  const pieces: EdgePiece[] = edges.flatMap((edge, owner) =>
    piecesOf(edge).map((piece) => ({ ...piece, owner })),
  );
  const index = createPieceIndex(pieces, REACH_M);

  const findWhere = (subject: BuriedEdge, isWanted: (owner: number) => boolean): NetworkFinding[] => {
    const pairs = new Map<number, PairState>();
    for (const piece of piecesOf(subject)) {
      for (const nearIndex of index.near(piece)) {
        const near = pieces[nearIndex] as EdgePiece;
        const other = edges[near.owner] as BuriedEdge;
        if (!isWanted(near.owner) || !areNeighbours(subject, other)) continue;
        judgePieces({ subject, other, piece, near }, pairs);
      }
    }
    return [...pairs].flatMap(([owner, state]) => findingsOf(subject, edges[owner] as BuriedEdge, state));
  };

  return {
    findNear: (edge) => findWhere(edge, () => true),
    findAll: () => edges.flatMap((edge, ownIndex) => findWhere(edge, (owner) => owner > ownIndex)),
  };
}

/** The straight pieces of an edge, risers left out. */
export function piecesOf({ edge }: BuriedEdge): Piece[] {
  const size = { halfWidthM: halfWidthM(edge), halfHeightM: halfHeightM(edge) };
  const pieces: Piece[] = [];
  for (let i = 1; i < edge.path.length; i++) {
    const piece = buildPiece(edge.path[i - 1] as SpacePoint, edge.path[i] as SpacePoint, size);
    if (piece) pieces.push(piece);
  }
  return pieces;
}

function areNeighbours(a: BuriedEdge, b: BuriedEdge): boolean {
  if (a.kind === b.kind || a.edge.id === b.edge.id) return false;
  const { from, to } = a.edge;
  return from !== b.edge.from && from !== b.edge.to && to !== b.edge.from && to !== b.edge.to;
}

function judgePieces(
  at: {
    readonly subject: BuriedEdge;
    readonly other: BuriedEdge;
    readonly piece: Piece;
    readonly near: EdgePiece;
  },
  pairs: Map<number, PairState>,
): void {
  if (isBeyondReach(at.piece, at.near)) return;
  const related = relatePieces(at.piece, at.near);
  if (!related) return;
  const requiredM = related.relation === "over" ? verticalM(at) : horizontalM(at);
  if (requiredM === undefined || related.gapM >= requiredM - TOLERANCE_M) return;
  const state = pairs.get(at.near.owner) ?? { besideM: 0 };
  pairs.set(at.near.owner, state);
  const side = related.relation === "over" ? "vertical" : "horizontal";
  if (related.relation === "beside") state.besideM += related.overlapM;
  if (related.gapM < (state[side]?.gapM ?? Number.POSITIVE_INFINITY))
    state[side] = { gapM: related.gapM, requiredM, at: related.at };
}

/** The tables are symmetric: which of the two is the lower changes nothing. */
function verticalM({ subject, other }: { readonly subject: BuriedEdge; readonly other: BuriedEdge }) {
  return findVerticalClearance(subject.party, other.party)?.value;
}

function horizontalM({ subject, other }: { readonly subject: BuriedEdge; readonly other: BuriedEdge }) {
  const voltageKv = Math.max(subject.voltageKv, other.voltageKv);
  return findHorizontalClearance(subject.party, other.party, { voltageKv })?.value;
}

/** True where even the boxes round the axes are farther apart than any rule asks. */
function isBeyondReach(p: Piece, q: Piece): boolean {
  const reachM = REACH_M + p.halfWidthM + q.halfWidthM;
  for (const axis of [0, 1] as const) {
    if (Math.min(p.from[axis], p.to[axis]) > Math.max(q.from[axis], q.to[axis]) + reachM) return true;
    if (Math.min(q.from[axis], q.to[axis]) > Math.max(p.from[axis], p.to[axis]) + reachM) return true;
  }
  return false;
}

function findingsOf(subject: BuriedEdge, other: BuriedEdge, state: PairState): NetworkFinding[] {
  const assets = [subject.edge.id, other.edge.id];
  const findings: NetworkFinding[] = [];
  const { vertical, horizontal, besideM } = state;
  const build = (code: "clearance-vertical" | "clearance-horizontal", worst: NonNullable<typeof vertical>) =>
    buildFinding({ code, assets, actual: worst.gapM, required: worst.requiredM, unit: "m", at: worst.at });
  if (vertical) findings.push(build("clearance-vertical", vertical));
  if (horizontal && besideM > LEAST_OVERLAP_M) findings.push(build("clearance-horizontal", horizontal));
  return findings;
}
