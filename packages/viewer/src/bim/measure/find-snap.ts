import type { StageProjection, StageRay, Triple } from "../stage/stage-contract.ts";
import { addTriples, dotTriples, middleOf, scaleTriple, subtractTriples } from "../triangles/triple.ts";
import type { SharpEdge } from "./sharp-edges.ts";

/** What a pointer can hold on to. */
export type SnapKind = "vertex" | "middle" | "edge" | "face";

/** A point held on to. */
export interface Snap {
  readonly kind: SnapKind;
  readonly pointM: Triple;
  /** The edge it is of; none for a point of a face. */
  readonly edge?: SharpEdge;
}

/** What there is to hold on to. */
export interface SnapCandidates {
  readonly edges: readonly SharpEdge[];
  /** Where the ray through the pointer meets a face. */
  readonly faceM?: Triple;
  /** Whether nothing stands before a point; asked of those alone that would be taken. */
  readonly isSeen?: (pointM: Triple) => boolean;
}

/** How near the pointer must come to a corner, CSS pixels; to an edge two thirds of it. */
const SNAP_PX = 12;

/**
 * What the pointer means: the nearest corner within reach, else the nearest middle of an edge, else the nearest point of
 * an edge, else the point of the face. What lies behind the face is not taken: a corner counts as seen when it is no
 * further along the eye's ray than the face is, but for what the reach is there.
 */
export function findSnap(
  candidates: SnapCandidates,
  pointer: { readonly xPx: number; readonly yPx: number },
  project: StageProjection,
  ray: StageRay,
  reachPx = SNAP_PX,
): Snap | undefined {
  const { edges, faceM, isSeen = () => true } = candidates;
  const alongM = (pointM: Triple) => dotTriples(subtractTriples(pointM, ray.originM), ray.direction);
  const seenToM = faceM ? alongM(faceM) * 1.001 + 0.001 + reachOnFaceM(faceM, project, reachPx) : Infinity;
  const distancePx = (pointM: Triple): number => {
    const at = project(pointM);
    if (!at || alongM(pointM) > seenToM) return Infinity;
    return Math.hypot(at.xPx - pointer.xPx, at.yPx - pointer.yPx);
  };
  const best: Partial<Record<SnapKind, { readonly snap: Snap; readonly px: number }>> = {};
  const offer = (kind: SnapKind, pointM: Triple, edge: SharpEdge, withinPx: number): void => {
    const px = distancePx(pointM);
    if (px <= withinPx && px < (best[kind]?.px ?? Infinity) && isSeen(pointM))
      best[kind] = { snap: { kind, pointM, edge }, px };
  };
  for (const edge of edges) {
    const nearest = nearestToRay(edge, ray);
    if (!nearest || distancePx(nearest) > reachPx) continue;
    offer("vertex", edge.fromM, edge, reachPx);
    offer("vertex", edge.toM, edge, reachPx);
    offer("middle", middleOf(edge.fromM, edge.toM), edge, (reachPx * 2) / 3);
    offer("edge", nearest, edge, (reachPx * 2) / 3);
  }
  const held = (best.vertex ?? best.middle ?? best.edge)?.snap;
  return held ?? (faceM && { kind: "face", pointM: faceM });
}

/** What the reach is in space at the face: an edge that bounds it may lie that much further away. */
function reachOnFaceM(faceM: Triple, project: StageProjection, reachPx: number): number {
  const at = project(faceM);
  const beside = ([0, 1, 2] as const).map((axis) =>
    project([0, 1, 2].map((k) => faceM[k as 0] + (k === axis ? 0.01 : 0)) as unknown as Triple),
  );
  const pxPerM = Math.max(
    ...beside.map((other) => (at && other ? Math.hypot(other.xPx - at.xPx, other.yPx - at.yPx) / 0.01 : 0)),
  );
  return pxPerM > 0 ? (2 * reachPx) / pxPerM : 0;
}

/** The point of an edge that comes nearest to a ray; undefined where the edge has no length. */
function nearestToRay({ fromM, toM }: SharpEdge, ray: StageRay): Triple | undefined {
  const direction = subtractTriples(toM, fromM);
  const squared = dotTriples(direction, direction);
  if (squared === 0) return undefined;
  const out = subtractTriples(fromM, ray.originM);
  const across = dotTriples(direction, ray.direction);
  // Both lines' least distance (Ericson, Real-Time Collision Detection, 5.1.8); parallel to the ray any point is as near.
  const denominator = squared - across * across;
  const share =
    denominator < 1e-9 * squared
      ? 0
      : (across * dotTriples(out, ray.direction) - dotTriples(out, direction)) / denominator;
  return addTriples(fromM, scaleTriple(direction, Math.min(1, Math.max(0, share))));
}
