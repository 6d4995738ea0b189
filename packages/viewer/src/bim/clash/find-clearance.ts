import type { ClashBody } from "./clash-body.ts";
import { flatTriangle } from "./triangle-crossing.ts";
import { type NearestPoints, nearestOfTriangles } from "./triangle-distance.ts";
import { visitPairs } from "./triangle-tree.ts";

/** The nearest points of two bodies' surfaces, where they are nearer than `clearanceM`. */
export function findClearance(a: ClashBody, b: ClashBody, clearanceM: number): NearestPoints | undefined {
  let best: NearestPoints | undefined;
  // Nothing is nearer than touching.
  const reachM = () => (best === undefined ? clearanceM : best.distanceM === 0 ? -1 : best.distanceM);
  visitPairs(a.tree, b.tree, reachM, (triangleA, triangleB) => {
    const one = flatTriangle(a.tree.corners, triangleA);
    const other = flatTriangle(b.tree.corners, triangleB);
    if (!one || !other) return;
    const found = nearestOfTriangles(one, other);
    if (found.distanceM < (best?.distanceM ?? clearanceM)) best = found;
  });
  return best;
}
