import type { MergedMesh } from "../model/inspected-model.ts";
import type { TriangleRuns } from "../triangles/triangle-runs.ts";
import type { Contour } from "./contour.ts";
import type { CutPlane } from "./cut-plane.ts";
import { cutTriangles, emptySegments, type Segments } from "./cut-triangles.ts";
import { type FilledPolygon, fillContours } from "./fill-contours.ts";
import { linkContours, type OpenChain } from "./link-contours.ts";

/** What a plane cuts of one element in one colour. */
export interface CutFace {
  readonly row: number;
  /** Red, green, blue, opacity as 0xRRGGBBAA, sRGB. */
  readonly colour: number;
  readonly polygons: readonly FilledPolygon[];
}

/** A line of an element that could not be closed, so that nothing is filled. */
export interface OpenCut extends OpenChain {
  readonly row: number;
}

/** What a plane cuts of a mesh, in the plane's drawing coordinates. */
export interface MeshCut {
  /** Sorted by row. */
  readonly faces: readonly CutFace[];
  readonly open: readonly OpenCut[];
  /** Triangles that were looked at. */
  readonly tested: number;
}

/** An element is met where it reaches this far to both sides, metres: one that stands against the plane is not cut. */
const REACH_M = 0.00002;

/**
 * Cuts a mesh. Only elements whose box reaches to both sides are looked at, and of those only the runs of triangles whose
 * box meets the plane. Parts of one element in different colours (layers of a wall) are faces of their own, unless their
 * shells are closed only together.
 *
 * Pure; keeps nothing but room for segments from one call to the next (`segments`).
 *
 * @param isShown Whether an element takes part: what is hidden is not cut.
 */
export function cutMesh(
  mesh: MergedMesh,
  runs: TriangleRuns,
  plane: CutPlane,
  isShown: (row: number) => boolean,
  segments: Segments = emptySegments(),
): MeshCut {
  const faces: CutFace[] = [];
  const open: OpenCut[] = [];
  let tested = 0;
  let run = 0;
  while (run < runs.count) {
    const row = runs.rows[run] as number;
    let end = run + 1;
    while (end < runs.count && runs.rows[end] === row) end++;
    if (isCut(runs, run, end, plane.distance) && isShown(row)) {
      segments.count = 0;
      for (let part = run; part < end; part++) {
        if (!isMet(runs, part, plane.distance)) continue;
        const from = runs.starts[part] as number;
        const to = runs.starts[part + 1] as number;
        tested += (to - from) / 3;
        cutTriangles(mesh, from, to, plane, segments);
      }
      if (segments.count > 0) closeElement(row, segments, faces, open);
    }
    run = end;
  }
  return { faces, open, tested };
}

function closeElement(row: number, segments: Segments, faces: CutFace[], open: OpenCut[]): void {
  const byColour = groupByColour(segments);
  const linked = byColour.map(({ colour, ends }) => ({ colour, ...linkContours(ends, ends.length / 4) }));
  const isWhole = linked.every((part) => part.open.length === 0);
  if (byColour.length > 1 && !isWhole) {
    const together = linkContours(segments.ends, segments.count);
    if (together.open.length < linked.reduce((total, part) => total + part.open.length, 0)) {
      const commonest = byColour.reduce((a, b) => (b.ends.length > a.ends.length ? b : a));
      addFace(row, commonest.colour, together.closed, together.open, faces, open);
      return;
    }
  }
  for (const part of linked) addFace(row, part.colour, part.closed, part.open, faces, open);
}

function addFace(
  row: number,
  colour: number,
  closed: readonly Contour[],
  chains: readonly OpenChain[],
  faces: CutFace[],
  open: OpenCut[],
): void {
  if (closed.length > 0) faces.push({ row, colour, polygons: fillContours(closed) });
  for (const chain of chains) open.push({ row, ...chain });
}

interface ColourGroup {
  readonly colour: number;
  readonly ends: Float64Array;
}

function groupByColour({ count, ends, colours }: Segments): ColourGroup[] {
  const first = colours[0] as number;
  let isOne = true;
  for (let segment = 1; segment < count && isOne; segment++) isOne = colours[segment] === first;
  if (isOne) return [{ colour: first, ends: ends.subarray(0, 4 * count) }];
  const groups = new Map<number, number[]>();
  for (let segment = 0; segment < count; segment++) {
    const colour = colours[segment] as number;
    const group = groups.get(colour) ?? [];
    if (group.length === 0) groups.set(colour, group);
    for (let k = 0; k < 4; k++) group.push(ends[4 * segment + k] as number);
  }
  return [...groups].map(([colour, numbers]) => ({ colour, ends: Float64Array.from(numbers) }));
}

/** Whether the boxes from run `from` to run `to` together reach to both sides. */
function isCut(runs: TriangleRuns, from: number, to: number, form: Float64Array): boolean {
  let [leastM, greatestM] = [Infinity, -Infinity];
  for (let run = from; run < to; run++) {
    const middleM = middleDistance(runs.boxesM, run, form);
    const reachM = reachOf(runs.boxesM, run, form);
    if (middleM - reachM < leastM) leastM = middleM - reachM;
    if (middleM + reachM > greatestM) greatestM = middleM + reachM;
  }
  return leastM < -REACH_M && greatestM > REACH_M;
}

const isMet = (runs: TriangleRuns, run: number, form: Float64Array): boolean =>
  Math.abs(middleDistance(runs.boxesM, run, form)) <= reachOf(runs.boxesM, run, form) + REACH_M;

function middleDistance(boxesM: Float32Array, run: number, form: Float64Array): number {
  let distanceM = form[3] as number;
  for (let axis = 0; axis < 3; axis++) {
    const at = 6 * run + axis;
    distanceM += ((form[axis] as number) * ((boxesM[at] as number) + (boxesM[at + 3] as number))) / 2;
  }
  return distanceM;
}

/** How far a box reaches from its middle along the plane's normal. */
function reachOf(boxesM: Float32Array, run: number, form: Float64Array): number {
  let reachM = 0;
  for (let axis = 0; axis < 3; axis++) {
    const at = 6 * run + axis;
    reachM += (Math.abs(form[axis] as number) * ((boxesM[at + 3] as number) - (boxesM[at] as number))) / 2;
  }
  return reachM;
}
