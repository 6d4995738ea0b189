import type { Triple } from "../stage/stage-contract.ts";
import { distanceBetween, dotTriples, middleOf, tripleAt } from "../triangles/triple.ts";
import { type ClashBody, isInside, isOnSurface } from "./clash-body.ts";
import { crossingOf, flatTriangle } from "./triangle-crossing.ts";
import { visitNear, visitPairs } from "./triangle-tree.ts";

/** One place in which two bodies share space: a pipe that goes through two legs of a wall shares two with it. */
export interface SharedPlace {
  /** Corners and lines of the surface of what is shared, metres. */
  readonly points: readonly Triple[];
  /** Of faces that bound it, unit length. */
  readonly normals: readonly Triple[];
  /** Faces go through each other there; else corners alone lie in the other body, which rounding may do. */
  readonly isThrough: boolean;
}

/** Faces across which a place is measured: of a round body every so many do. */
const MAX_NORMALS = 64;
/** Groups in one triangle that are tried against one another: more are left apart. */
const MAX_GROUPS = 24;
/** Ends of crossing lines that lie this near are one, metres. */
const SAME_END_M = 0.0001;

/** A piece of the surface of what is shared. */
interface Mark {
  readonly points: readonly Triple[];
  readonly middleM: Triple;
}

/**
 * Finds the places that two bodies share. What belongs together is told by walking: two pieces of surface on one triangle
 * bound the same place where the way between them lies in the other body.
 *
 * @param onM Corners that lie so near to the other's surface count as in it, metres.
 */
export function findSharedPlaces(a: ClashBody, b: ClashBody, toleranceM: number, onM: number): SharedPlace[] {
  const marks: Mark[] = [];
  const faces: Triple[][] = [];
  const groups = createGroups();
  const onTriangle = [new Map<number, number[]>(), new Map<number, number[]>()] as const;
  const put = (side: 0 | 1, triangle: number, mark: number): void => {
    const known = onTriangle[side].get(triangle);
    if (known) known.push(mark);
    else onTriangle[side].set(triangle, [mark]);
  };
  const add = (points: readonly Triple[], middleM: Triple, normals: Triple[]): number => {
    faces.push(normals);
    groups.add();
    return marks.push({ points, middleM }) - 1;
  };

  const ends = new Map<string, number>();
  visitPairs(
    a.tree,
    b.tree,
    () => 0,
    (triangleA, triangleB) => {
      const one = flatTriangle(a.tree.corners, triangleA);
      const other = flatTriangle(b.tree.corners, triangleB);
      const crossing = one && other && crossingOf(one, other, toleranceM);
      if (!crossing) return;
      const mark = add(crossing, middleOf(...crossing), [one.normal, other.normal]);
      put(0, triangleA, mark);
      put(1, triangleB, mark);
      for (const end of crossing) {
        const key = end.map((value) => Math.round(value / SAME_END_M)).join(" ");
        groups.join(mark, ends.get(key) ?? mark);
        ends.set(key, mark);
      }
    },
  );
  const sides = [
    [a, b],
    [b, a],
  ] as const;
  for (const side of [0, 1] as const) {
    const [one, other] = sides[side];
    if (!other.isClosed) continue;
    const corners = new Map<string, number>();
    visitNear(one.tree, other.tree.boxes, onM, (triangle) => {
      const normal = flatTriangle(one.tree.corners, triangle)?.normal;
      for (let k = 0; k < 9; k += 3) {
        const corner = tripleAt(one.tree.corners, 9 * triangle + k);
        const key = corner.join(" ");
        const known = corners.get(key) ?? (isIn(corner, other, onM) ? add([corner], corner, []) : -1);
        corners.set(key, known);
        if (known < 0) continue;
        if (normal) faces[known]?.push(normal);
        put(side, triangle, known);
      }
    });
    for (const own of onTriangle[side].values()) joinOnTriangle(own, marks, groups, other);
  }
  return gather(marks, faces, groups);
}

const isIn = (corner: Triple, body: ClashBody, onM: number): boolean =>
  isInside(body, corner) || (onM > 0 && isOnSurface(body, corner, onM));

/** Joins what lies on one triangle and has nothing but the other body between. */
function joinOnTriangle(
  own: readonly number[],
  marks: readonly Mark[],
  groups: Groups,
  other: ClashBody,
): void {
  const firsts: number[] = [];
  for (const mark of own) {
    if (firsts.some((first) => groups.find(first) === groups.find(mark))) continue;
    const here = (marks[mark] as Mark).middleM;
    for (const first of firsts) {
      const there = (marks[first] as Mark).middleM;
      const isNear = distanceBetween(here, there) <= SAME_END_M;
      if (isNear || isInside(other, middleOf(here, there))) groups.join(mark, first);
    }
    if (firsts.length < MAX_GROUPS) firsts.push(mark);
  }
}

function gather(marks: readonly Mark[], faces: readonly Triple[][], groups: Groups): SharedPlace[] {
  interface OpenPlace {
    readonly points: Triple[];
    readonly normals: Map<string, Triple>;
    isThrough: boolean;
  }
  const places = new Map<number, OpenPlace>();
  marks.forEach(({ points }, mark) => {
    const root = groups.find(mark);
    const place: OpenPlace = places.get(root) ?? { points: [], normals: new Map(), isThrough: false };
    places.set(root, place);
    place.points.push(...points);
    place.isThrough ||= points.length > 1;
    for (const normal of faces[mark] as Triple[]) addNormal(place.normals, normal);
  });
  return [...places.values()].map((place) => ({ ...place, normals: [...place.normals.values()] }));
}

function addNormal(normals: Map<string, Triple>, [x, y, z]: Triple): void {
  if (normals.size >= MAX_NORMALS) return;
  const sign = x + 2 * y + 4 * z < 0 ? -1 : 1;
  normals.set([x, y, z].map((value) => Math.round(100 * sign * value)).join(" "), [x, y, z]);
}

/** How far a place reaches along a direction, metres. */
export function widthM({ points }: SharedPlace, normal: Triple): number {
  let [low, high] = [Infinity, -Infinity];
  for (const point of points) {
    const height = dotTriples(point, normal);
    if (height < low) low = height;
    if (height > high) high = height;
  }
  return high - low;
}

/** Numbers in groups that are joined (Galler and Fischer, 1964). */
interface Groups {
  add(): void;
  find(number: number): number;
  join(a: number, b: number): void;
}

function createGroups(): Groups {
  const above: number[] = [];
  const find = (number: number): number => {
    let root = number;
    while (above[root] !== root) root = above[root] as number;
    for (let at = number; at !== root; ) {
      const next = above[at] as number;
      above[at] = root;
      at = next;
    }
    return root;
  };
  return {
    add: () => void above.push(above.length),
    find,
    join(a, b) {
      above[find(a)] = find(b);
    },
  };
}
