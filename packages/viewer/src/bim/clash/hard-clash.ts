import type { Triple } from "../stage/stage-contract.ts";
import { dotTriples, tripleAt } from "../triangles/triple.ts";
import { behindFace, type ClashBody, isInside, isOnSurface } from "./clash-body.ts";
import { crossingOf, flatTriangle } from "./triangle-crossing.ts";
import { visitNear, visitPairs } from "./triangle-tree.ts";

/** Two bodies in the same place. */
export interface HardClash {
  /** Amid what both share. */
  readonly pointM: Triple;
  /**
   * How thick what both share is at its thinnest, metres: how far one would have to move at least. Measured across the
   * faces that take part over the hull of the shared body; where the bodies meet in several places, over all of them.
   */
  readonly depthM: number;
  /** A shell is open, so that only faces going through each other could be found. */
  readonly isOpen: boolean;
}

/** Faces across which the depth is measured: of a round body every so many do. */
const MAX_NORMALS = 64;

/**
 * Whether two bodies overlap by more than a tolerance. Bodies that only touch do not: a wall on its slab, a window in its
 * opening.
 *
 * They overlap where faces go through each other; or, where faces lie on one another (the same body twice, beams in line),
 * where a point just behind a face of one lies inside the other.
 */
export function findHardClash(a: ClashBody, b: ClashBody, toleranceM: number): HardClash | undefined {
  const points: Triple[] = [];
  const normals = new Map<string, Triple>();
  const addNormal = ([x, y, z]: Triple): void => {
    if (normals.size >= MAX_NORMALS) return;
    const sign = x + 2 * y + 4 * z < 0 ? -1 : 1;
    normals.set([x, y, z].map((value) => Math.round(100 * sign * value)).join(" "), [x, y, z]);
  };
  visitPairs(
    a.tree,
    b.tree,
    () => 0,
    (triangleA, triangleB) => {
      const one = flatTriangle(a.tree.corners, triangleA);
      const other = flatTriangle(b.tree.corners, triangleB);
      const crossing = one && other && crossingOf(one, other, toleranceM);
      if (!crossing) return;
      points.push(...crossing);
      addNormal(one.normal);
      addNormal(other.normal);
    },
  );
  const isOpen = !(a.isClosed && b.isClosed);
  const isThrough = points.length > 0;
  const sides: readonly (readonly [ClashBody, ClashBody])[] = [
    [a, b],
    [b, a],
  ];
  if (!isThrough && !sides.some(([one, other]) => isBehindIn(one, other, toleranceM))) return undefined;
  // Corners on the other's surface belong to what both share, but so do those of a niche that a body only touches:
  // they are taken where there is nothing else to measure.
  for (const onM of isThrough ? [0, toleranceM] : [toleranceM]) {
    for (const [one, other] of sides) {
      if (!other.isClosed) continue;
      visitNear(one.tree, other.tree.boxes, onM, (triangle) => {
        const isNear = addCornersIn(one, triangle, other, onM, points);
        const face = flatTriangle(one.tree.corners, triangle);
        if (isNear && face) addNormal(face.normal);
      });
    }
    const widthsM = [...normals.values()].map((normal) => widthM(points, normal));
    // Across a sheet itself nothing is thick: what counts is how far its edge is inside.
    const depthM = Math.min(...(isOpen ? widthsM.filter((width) => width > toleranceM) : widthsM));
    if (Number.isFinite(depthM) && depthM > toleranceM)
      return { pointM: middleOfAll(points), depthM, isOpen };
  }
  return undefined;
}

/** Whether a point just behind some face of `one` lies in `other`, and not only just. */
function isBehindIn(one: ClashBody, other: ClashBody, toleranceM: number): boolean {
  if (!one.isClosed || !other.isClosed) return false;
  let isFound = false;
  visitNear(one.tree, other.tree.boxes, 0, (triangle) => {
    if (isFound) return;
    const point = behindFace(one, triangle, 2 * toleranceM);
    isFound = point !== undefined && isInside(other, point) && !isOnSurface(other, point, toleranceM);
  });
  return isFound;
}

/** Adds the triangle's corners that lie in the other body, or within `onM` of its surface; answers whether any does. */
function addCornersIn(
  one: ClashBody,
  triangle: number,
  other: ClashBody,
  onM: number,
  points: Triple[],
): boolean {
  let isAny = false;
  for (let k = 0; k < 9; k += 3) {
    const corner = tripleAt(one.tree.corners, 9 * triangle + k);
    if (isInside(other, corner) || (onM > 0 && isOnSurface(other, corner, onM))) {
      points.push(corner);
      isAny = true;
    }
  }
  return isAny;
}

/** How far points reach along a direction, metres. */
function widthM(points: readonly Triple[], normal: Triple): number {
  let [low, high] = [Infinity, -Infinity];
  for (const point of points) {
    const height = dotTriples(point, normal);
    if (height < low) low = height;
    if (height > high) high = height;
  }
  return high - low;
}

/** Middle of the box round points: where many lie close together does not count for more. */
function middleOfAll(points: readonly Triple[]): Triple {
  const middle = (axis: 0 | 1 | 2): number => {
    let [low, high] = [Infinity, -Infinity];
    for (const point of points) {
      low = Math.min(low, point[axis]);
      high = Math.max(high, point[axis]);
    }
    return (low + high) / 2;
  };
  return [middle(0), middle(1), middle(2)];
}
