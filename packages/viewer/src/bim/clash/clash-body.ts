import type { MergedMesh } from "../model/inspected-model.ts";
import type { Triple } from "../stage/stage-contract.ts";
import { edgesOf } from "../triangles/element-edges.ts";
import {
  addTriples,
  crossTriples,
  dotTriples,
  movePoint,
  scaleTriple,
  subtractTriples,
  tripleAt,
} from "../triangles/triple.ts";
import { weldElement } from "../triangles/weld-element.ts";
import { flatTriangle } from "./triangle-crossing.ts";
import { nearestOnTriangle } from "./triangle-distance.ts";
import { buildTree, type TriangleTree, visitNear } from "./triangle-tree.ts";

/** An element made ready to be tested against others, stage's frame, metres. */
export interface ClashBody {
  readonly tree: TriangleTree;
  readonly triangles: number;
  /** Its shell is closed: it has an inside. */
  readonly isClosed: boolean;
  /** 1: faces are turned outward; −1: inward. */
  readonly outward: 1 | -1;
}

/** Of an element that has triangles; undefined of one that has none. */
export function clashBodyOf(
  mesh: Pick<MergedMesh, "positions" | "indices" | "starts">,
  row: number,
  toStage: readonly number[],
): ClashBody | undefined {
  const element = weldElement(mesh, row);
  const { pointsM, triangles } = element;
  if (triangles.length === 0) return undefined;
  const corners = new Float64Array(3 * triangles.length);
  for (let at = 0; at < triangles.length; at++) {
    corners.set(movePoint(toStage, tripleAt(pointsM, 3 * (triangles[at] as number))), 3 * at);
  }
  return {
    tree: buildTree(corners),
    triangles: triangles.length / 3,
    isClosed: edgesOf(element).every(({ along, against }) => along.length === against.length),
    outward: signedVolume(corners) < 0 ? -1 : 1,
  };
}

function signedVolume(corners: Float64Array): number {
  const middle = tripleAt(corners, 0);
  let sixfold = 0;
  for (let at = 0; at < corners.length; at += 9) {
    const [a, b, c] = [0, 3, 6].map((k) => subtractTriples(tripleAt(corners, at + k), middle)) as [
      Triple,
      Triple,
      Triple,
    ];
    sixfold += dotTriples(a, crossTriples(b, c));
  }
  return sixfold / 6;
}

/** Directions that no builder follows: rays along them meet few edges. */
const RAYS: readonly Triple[] = [
  [0.4823, 0.3967, 0.781],
  [-0.6131, 0.7213, 0.3221],
  [0.2711, -0.8337, -0.4811],
];

/** Whether a point lies inside a closed body: an odd number of faces ahead, on two of three rays. */
export function isInside({ tree }: ClashBody, pointM: Triple): boolean {
  let odd = 0;
  for (const direction of RAYS) if (facesAhead(tree, pointM, direction) % 2 === 1) odd++;
  return odd >= 2;
}

function facesAhead(tree: TriangleTree, origin: Triple, direction: Triple): number {
  let count = 0;
  const stack = [0];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!meetsBox(tree.boxes, 6 * node, origin, direction)) continue;
    const length = tree.count[node] as number;
    const first = tree.first[node] as number;
    if (length === 0) stack.push(first, first + 1);
    for (let k = first; k < first + length; k++) {
      if (meetsTriangle(tree.corners, 9 * (tree.order[k] as number), origin, direction)) count++;
    }
  }
  return count;
}

function meetsBox(boxes: Float64Array, at: number, origin: Triple, direction: Triple): boolean {
  let [near, far] = [0, Infinity];
  for (const axis of [0, 1, 2] as const) {
    const a = ((boxes[at + axis] as number) - origin[axis]) / direction[axis];
    const b = ((boxes[at + 3 + axis] as number) - origin[axis]) / direction[axis];
    near = Math.max(near, Math.min(a, b));
    far = Math.min(far, Math.max(a, b));
  }
  return near <= far;
}

/** Möller and Trumbore, Fast, minimum storage ray-triangle intersection, 1997. */
function meetsTriangle(corners: Float64Array, at: number, origin: Triple, direction: Triple): boolean {
  const a = tripleAt(corners, at);
  const u = subtractTriples(tripleAt(corners, at + 3), a);
  const v = subtractTriples(tripleAt(corners, at + 6), a);
  const p = crossTriples(direction, v);
  const determinant = dotTriples(u, p);
  if (determinant === 0) return false;
  const out = subtractTriples(origin, a);
  const first = dotTriples(out, p) / determinant;
  if (first < 0 || first > 1) return false;
  const q = crossTriples(out, u);
  const second = dotTriples(direction, q) / determinant;
  return second >= 0 && first + second <= 1 && dotTriples(v, q) / determinant > 0;
}

/** Whether a point lies no further than `withinM` from a body's surface. */
export function isOnSurface({ tree }: ClashBody, pointM: Triple, withinM: number): boolean {
  let isOn = false;
  visitNear(tree, [...pointM, ...pointM], withinM, (triangle) => {
    if (isOn) return;
    const face = flatTriangle(tree.corners, triangle);
    if (!face) return;
    const out = subtractTriples(pointM, nearestOnTriangle(pointM, face));
    isOn = dotTriples(out, out) <= withinM * withinM;
  });
  return isOn;
}

/** A point a little way into the body from the middle of a face. */
export function behindFace(
  { tree, outward }: ClashBody,
  triangle: number,
  depthM: number,
): Triple | undefined {
  const face = flatTriangle(tree.corners, triangle);
  if (!face) return undefined;
  const [a, b, c] = face.corners;
  const middle = scaleTriple(addTriples(addTriples(a, b), c), 1 / 3);
  return addTriples(middle, scaleTriple(face.normal, -outward * depthM));
}
