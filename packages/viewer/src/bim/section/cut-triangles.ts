import type { MergedMesh } from "../model/inspected-model.ts";
import type { CutPlane } from "./cut-plane.ts";

/** Pieces of line where triangles meet a plane, in its drawing coordinates; kept from one cut to the next. */
export interface Segments {
  count: number;
  /** x, y of where each begins and ends, metres. What is solid lies on its left, seen against the plane's normal. */
  ends: Float64Array<ArrayBuffer>;
  /** Colour of each one's triangle, four bytes as they stand in the mesh. */
  colours: Uint32Array<ArrayBuffer>;
}

/** None yet. */
export const emptySegments = (): Segments => ({
  count: 0,
  ends: new Float64Array(4 * 64),
  colours: new Uint32Array(64),
});

/**
 * Adds the lines where the triangles of `indices[from..to)` meet the plane.
 *
 * A corner exactly on the plane counts as lying beyond it, on the kept side. So no triangle is ever "touched": each has
 * corners on both sides or none, every edge is crossed at one point for both triangles that share it, and a closed body
 * gives closed lines also where corners, edges or whole faces lie in the plane. A face in the plane is drawn when the body
 * lies on the side that is cut away, and not when it lies on the side that stays: once, where two bodies meet.
 */
export function cutTriangles(
  { positions, indices, colours }: MergedMesh,
  from: number,
  to: number,
  plane: CutPlane,
  segments: Segments,
): void {
  for (let at = from; at < to; at += 3) {
    const a = indices[at] as number;
    const b = indices[at + 1] as number;
    const c = indices[at + 2] as number;
    const da = formAt(plane.distance, positions, a);
    const db = formAt(plane.distance, positions, b);
    const dc = formAt(plane.distance, positions, c);
    const isKeptA = da >= 0;
    const isKeptB = db >= 0;
    const isKeptC = dc >= 0;
    if (isKeptA === isKeptB && isKeptB === isKeptC) continue;
    const slot = addSegment(segments, colourOf(colours, a));
    const { ends } = segments;
    // The corner that is alone on its side comes first; kept alone, the line goes from its outgoing edge to its incoming.
    if (isKeptB === isKeptC) {
      crossEdge(plane, positions, a, b, da, db, ends, isKeptA ? slot : slot + 2);
      crossEdge(plane, positions, c, a, dc, da, ends, isKeptA ? slot + 2 : slot);
    } else if (isKeptC === isKeptA) {
      crossEdge(plane, positions, b, c, db, dc, ends, isKeptB ? slot : slot + 2);
      crossEdge(plane, positions, a, b, da, db, ends, isKeptB ? slot + 2 : slot);
    } else {
      crossEdge(plane, positions, c, a, dc, da, ends, isKeptC ? slot : slot + 2);
      crossEdge(plane, positions, b, c, db, dc, ends, isKeptC ? slot + 2 : slot);
    }
  }
}

function formAt(form: Float64Array, positions: Float32Array, vertex: number): number {
  return (
    (form[0] as number) * (positions[3 * vertex] as number) +
    (form[1] as number) * (positions[3 * vertex + 1] as number) +
    (form[2] as number) * (positions[3 * vertex + 2] as number) +
    (form[3] as number)
  );
}

/** Writes where edge `a`–`b` meets the plane. Always from the kept end, so that both triangles of the edge agree. */
function crossEdge(
  plane: CutPlane,
  positions: Float32Array,
  a: number,
  b: number,
  da: number,
  db: number,
  ends: Float64Array,
  slot: number,
): void {
  const [kept, cut, dKept, dCut] = da >= 0 ? [a, b, da, db] : [b, a, db, da];
  const share = dKept / (dKept - dCut);
  const ku = formAt(plane.alongU, positions, kept);
  const kv = formAt(plane.alongV, positions, kept);
  ends[slot] = ku + share * (formAt(plane.alongU, positions, cut) - ku);
  ends[slot + 1] = kv + share * (formAt(plane.alongV, positions, cut) - kv);
}

function colourOf(colours: Uint8Array, vertex: number): number {
  const at = 4 * vertex;
  return (
    (((colours[at] as number) << 24) |
      ((colours[at + 1] as number) << 16) |
      ((colours[at + 2] as number) << 8) |
      (colours[at + 3] as number)) >>>
    0
  );
}

/** Room for one more; answers where its four numbers go. */
function addSegment(segments: Segments, colour: number): number {
  const slot = segments.count++;
  if (slot === segments.colours.length) {
    segments.ends = new Float64Array(segments.ends.buffer.transfer(2 * segments.ends.byteLength));
    segments.colours = new Uint32Array(segments.colours.buffer.transfer(2 * segments.colours.byteLength));
  }
  segments.colours[slot] = colour;
  return 4 * slot;
}
