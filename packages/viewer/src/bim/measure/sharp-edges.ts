import type { Triple } from "../stage/stage-contract.ts";
import { type ElementEdge, edgesOf } from "../triangles/element-edges.ts";
import { dotTriples, subtractTriples, tripleAt, unitOf } from "../triangles/triple.ts";
import { doubledNormal, type WeldedElement } from "../triangles/weld-element.ts";

/** An edge that somebody sees, whole from corner to corner. */
export interface SharpEdge {
  readonly fromM: Triple;
  readonly toM: Triple;
}

/** Faces that turn by less are drawn as one round surface, or are one plane; cosine of 15°. */
const SMOOTH = Math.cos((15 * Math.PI) / 180);
/** Pieces of one straight edge turn by less; cosine of 0.5°. */
const STRAIGHT = Math.cos((0.5 * Math.PI) / 180);

/**
 * Edges at which faces turn or end; pieces of one straight line are joined, so that an edge has its own length and its own
 * middle however it was triangulated.
 */
export function sharpEdgesOf(element: WeldedElement): SharpEdge[] {
  const normals = normalsOf(element);
  const sharp = edgesOf(element).filter((edge) => isSharp(edge, normals));
  return joinStraight(sharp, element.pointsM);
}

function normalsOf(element: WeldedElement): (Triple | undefined)[] {
  return Array.from({ length: element.triangles.length / 3 }, (_, triangle) =>
    unitOf(doubledNormal(element, triangle)),
  );
}

function isSharp({ along, against }: ElementEdge, normals: readonly (Triple | undefined)[]): boolean {
  const faces = [...along, ...against]
    .map((triangle) => normals[triangle])
    .filter((normal) => normal !== undefined);
  const [first, ...others] = faces;
  if (!first) return false;
  // A sheet ends here.
  if (others.length === 0) return true;
  return others.some((normal) => Math.abs(dotTriples(first, normal)) < SMOOTH);
}

/** Joins edges that go straight on at a corner where no other sharp edge ends. */
function joinStraight(edges: readonly ElementEdge[], pointsM: Float64Array): SharpEdge[] {
  const at = new Map<number, ElementEdge[]>();
  for (const edge of edges) {
    for (const corner of [edge.a, edge.b]) at.set(corner, [...(at.get(corner) ?? []), edge]);
  }
  const isDone = new Set<ElementEdge>();
  const joined: SharpEdge[] = [];
  for (const edge of edges) {
    if (isDone.has(edge)) continue;
    isDone.add(edge);
    const follow = (from: number, to: number): number => {
      const next = (at.get(to) ?? []).find((other) => {
        if (isDone.has(other)) return false;
        return isStraightOn(pointsM, from, to, other.a === to ? other.b : other.a);
      });
      if (!next) return to;
      isDone.add(next);
      return follow(to, next.a === to ? next.b : next.a);
    };
    const to = follow(edge.a, edge.b);
    const from = follow(edge.b, edge.a);
    joined.push({ fromM: tripleAt(pointsM, 3 * from), toM: tripleAt(pointsM, 3 * to) });
  }
  return joined;
}

function isStraightOn(pointsM: Float64Array, a: number, b: number, c: number): boolean {
  const before = unitOf(subtractTriples(tripleAt(pointsM, 3 * b), tripleAt(pointsM, 3 * a)));
  const after = unitOf(subtractTriples(tripleAt(pointsM, 3 * c), tripleAt(pointsM, 3 * b)));
  return before !== undefined && after !== undefined && dotTriples(before, after) > STRAIGHT;
}
