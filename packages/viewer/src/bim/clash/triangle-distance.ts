import type { Triple } from "../stage/stage-contract.ts";
import {
  addTriples,
  crossTriples,
  distanceBetween,
  dotTriples,
  scaleTriple,
  subtractTriples,
} from "../triangles/triple.ts";
import type { FlatTriangle } from "./triangle-crossing.ts";

/** Two points and how far apart they are, metres. */
export interface NearestPoints {
  readonly fromM: Triple;
  readonly toM: Triple;
  readonly distanceM: number;
}

/** The nearest points of two triangles. Where an edge of one goes through the other, that point twice. */
export function nearestOfTriangles(one: FlatTriangle, other: FlatTriangle): NearestPoints {
  let best: NearestPoints | undefined;
  const offer = (fromM: Triple, toM: Triple): void => {
    const distanceM = distanceBetween(fromM, toM);
    if (!best || distanceM < best.distanceM) best = { fromM, toM, distanceM };
  };
  for (let k = 0; k < 3; k++) {
    const [a, b] = [one.corners[k], one.corners[(k + 1) % 3]] as [Triple, Triple];
    offer(a, nearestOnTriangle(a, other));
    const through = throughTriangle(a, b, other);
    if (through) offer(through, through);
    for (let i = 0; i < 3; i++) {
      const [c, d] = [other.corners[i], other.corners[(i + 1) % 3]] as [Triple, Triple];
      offer(...nearestOfSegments(a, b, c, d));
    }
  }
  for (let i = 0; i < 3; i++) {
    const [c, d] = [other.corners[i], other.corners[(i + 1) % 3]] as [Triple, Triple];
    offer(nearestOnTriangle(c, one), c);
    const through = throughTriangle(c, d, one);
    if (through) offer(through, through);
  }
  return best as NearestPoints;
}

/** The point of a triangle that is nearest to `point`. Ericson, Real-Time Collision Detection, 5.1.5. */
export function nearestOnTriangle(point: Triple, { corners: [a, b, c] }: FlatTriangle): Triple {
  const ab = subtractTriples(b, a);
  const ac = subtractTriples(c, a);
  const ap = subtractTriples(point, a);
  const [d1, d2] = [dotTriples(ab, ap), dotTriples(ac, ap)];
  if (d1 <= 0 && d2 <= 0) return a;
  const bp = subtractTriples(point, b);
  const [d3, d4] = [dotTriples(ab, bp), dotTriples(ac, bp)];
  if (d3 >= 0 && d4 <= d3) return b;
  const vc = d1 * d4 - d3 * d2;
  if (vc <= 0 && d1 >= 0 && d3 <= 0) return addTriples(a, scaleTriple(ab, d1 / (d1 - d3)));
  const cp = subtractTriples(point, c);
  const [d5, d6] = [dotTriples(ab, cp), dotTriples(ac, cp)];
  if (d6 >= 0 && d5 <= d6) return c;
  const vb = d5 * d2 - d1 * d6;
  if (vb <= 0 && d2 >= 0 && d6 <= 0) return addTriples(a, scaleTriple(ac, d2 / (d2 - d6)));
  const va = d3 * d6 - d5 * d4;
  if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) {
    return addTriples(b, scaleTriple(subtractTriples(c, b), (d4 - d3) / (d4 - d3 + (d5 - d6))));
  }
  const sum = va + vb + vc;
  return addTriples(a, addTriples(scaleTriple(ab, vb / sum), scaleTriple(ac, vc / sum)));
}

/** The nearest points of two segments. Ericson, 5.1.9. */
function nearestOfSegments(a: Triple, b: Triple, c: Triple, d: Triple): [Triple, Triple] {
  const [u, v, w] = [subtractTriples(b, a), subtractTriples(d, c), subtractTriples(a, c)];
  const [uu, vv, vw] = [dotTriples(u, u), dotTriples(v, v), dotTriples(v, w)];
  if (uu === 0 && vv === 0) return [a, c];
  if (uu === 0) return [a, addTriples(c, scaleTriple(v, clamp(vw / vv)))];
  const uw = dotTriples(u, w);
  if (vv === 0) return [addTriples(a, scaleTriple(u, clamp(-uw / uu))), c];
  const uv = dotTriples(u, v);
  const denominator = uu * vv - uv * uv;
  let s = denominator > 1e-12 * uu * vv ? clamp((uv * vw - uw * vv) / denominator) : 0;
  let t = (uv * s + vw) / vv;
  if (t < 0 || t > 1) {
    t = clamp(t);
    s = clamp((uv * t - uw) / uu);
  }
  return [addTriples(a, scaleTriple(u, s)), addTriples(c, scaleTriple(v, t))];
}

/** Where a segment goes through a triangle. */
function throughTriangle(a: Triple, b: Triple, { corners, normal }: FlatTriangle): Triple | undefined {
  const [ha, hb] = [a, b].map((end) => dotTriples(subtractTriples(end, corners[0]), normal)) as [
    number,
    number,
  ];
  if (ha >= 0 === hb >= 0) return undefined;
  const point = addTriples(a, scaleTriple(subtractTriples(b, a), ha / (ha - hb)));
  for (let k = 0; k < 3; k++) {
    const [from, to] = [corners[k], corners[(k + 1) % 3]] as [Triple, Triple];
    if (dotTriples(crossTriples(subtractTriples(to, from), subtractTriples(point, from)), normal) < 0)
      return undefined;
  }
  return point;
}

const clamp = (share: number) => Math.min(1, Math.max(0, share));
