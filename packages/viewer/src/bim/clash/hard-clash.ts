import type { Triple } from "../stage/stage-contract.ts";
import { behindFace, type ClashBody, isInside, isOnSurface } from "./clash-body.ts";
import { findSharedPlaces, type SharedPlace, widthM } from "./shared-places.ts";
import { sharedVolumeM3 } from "./shared-volume.ts";
import { visitNear } from "./triangle-tree.ts";

/** Two bodies in the same place. */
export interface HardClash {
  /** Amid the deepest place that both share. */
  readonly pointM: Triple;
  /**
   * How thick what both share is at its thinnest, metres: the least extent of the shared place across any face that bounds
   * it, or along x, y, z. Of convex bodies it is how far one has to move at least to leave that place. Where they meet in
   * several places it is that of the thickest, never across all of them.
   */
  readonly depthM: number;
  /** Room that both take, m³, of all places together, to some per cent; undefined where a shell is open. */
  readonly volumeM3: number | undefined;
  /** A shell is open, so that only faces going through each other could be found. */
  readonly isOpen: boolean;
}

const AXES: readonly Triple[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
/** Places whose room is added up: a grating through a wall has hundreds. */
const MAX_PLACES = 16;

/**
 * Whether two bodies overlap by more than a tolerance. Bodies that only touch do not: a wall on its slab, a window in its
 * opening.
 *
 * They overlap where faces go through each other; or, where faces lie on one another (the same body twice, beams in line),
 * where a point just behind a face of one lies inside the other.
 */
export function findHardClash(a: ClashBody, b: ClashBody, toleranceM: number): HardClash | undefined {
  const isOpen = !(a.isClosed && b.isClosed);
  let places = findSharedPlaces(a, b, toleranceM, 0);
  const isThrough = places.some((place) => place.isThrough);
  if (!isThrough && !isBehindIn(a, b, toleranceM) && !isBehindIn(b, a, toleranceM)) return undefined;
  // Corners on the other's surface belong to what both share, but so do those of a niche that a body only touches:
  // they are taken where there is nothing else to measure.
  for (const isOnCounted of isThrough ? [false, true] : [true]) {
    if (isOnCounted) places = findSharedPlaces(a, b, toleranceM, toleranceM);
    if (!isThrough) places = [allOf(places)];
    const deep = places
      .filter((place) => place.isThrough === isThrough)
      .map((place) => ({ place, depthM: depthOf(place, isOpen, toleranceM) }))
      .filter(({ depthM }) => Number.isFinite(depthM) && depthM > toleranceM)
      .sort((one, other) => other.depthM - one.depthM);
    const [deepest] = deep;
    if (!deepest) continue;
    const boxes = deep.slice(0, MAX_PLACES).map(({ place }) => boxOf(place));
    const volumeM3 = isOpen ? undefined : boxes.reduce((sum, box) => sum + sharedVolumeM3(a, b, box), 0);
    return { pointM: middleOfBox(boxes[0] as number[]), depthM: deepest.depthM, volumeM3, isOpen };
  }
  return undefined;
}

/** Least width of a place. Across a sheet itself nothing is thick: what counts there is how far its edge is inside. */
function depthOf(place: SharedPlace, isOpen: boolean, toleranceM: number): number {
  const widths = [...place.normals, ...AXES].map((normal) => widthM(place, normal));
  return Math.min(...(isOpen ? widths.filter((width) => width > toleranceM) : widths));
}

const allOf = (places: readonly SharedPlace[]): SharedPlace => ({
  points: places.flatMap(({ points }) => points),
  normals: places.flatMap(({ normals }) => normals),
  isThrough: false,
});

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

/** Least x, y, z, greatest x, y, z: where many points lie close together does not count for more. */
function boxOf({ points }: SharedPlace): number[] {
  const box = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];
  for (const point of points) {
    for (let axis = 0; axis < 3; axis++) {
      box[axis] = Math.min(box[axis] as number, point[axis] as number);
      box[3 + axis] = Math.max(box[3 + axis] as number, point[axis] as number);
    }
  }
  return box;
}

function middleOfBox(box: readonly number[]): Triple {
  const middle = (axis: number) => ((box[axis] as number) + (box[axis + 3] as number)) / 2;
  return [middle(0), middle(1), middle(2)];
}
