import type { ClipPlane, StageRay, Triple } from "../stage/stage-contract.ts";
import { addTriples, dotTriples, meanOf, scaleTriple, subtractTriples } from "../triangles/triple.ts";
import { axesOf } from "./cut-plane.ts";

/** What of a plane lies in a box: its corners, one after the other; empty where it passes the box by. */
export function outlineInBox(plane: ClipPlane, lowM: Triple, highM: Triple): readonly Triple[] {
  const corner = (k: number): Triple => [
    k & 1 ? highM[0] : lowM[0],
    k & 2 ? highM[1] : lowM[1],
    k & 4 ? highM[2] : lowM[2],
  ];
  const points: Triple[] = [];
  for (let k = 0; k < 8; k++) {
    for (const bit of [1, 2, 4]) {
      if (k & bit) continue;
      const [a, b] = [corner(k), corner(k | bit)];
      const [da, db] = [a, b].map((end) => dotTriples(plane.normal, end) + plane.offsetM) as [number, number];
      if (da < 0 === db < 0) continue;
      points.push(addTriples(a, scaleTriple(subtractTriples(b, a), da / (da - db))));
    }
  }
  if (points.length === 0) return points;
  const middle = meanOf(points);
  const { u, v } = axesOf(plane.normal);
  const turn = (point: Triple) => {
    const out = subtractTriples(point, middle);
    return Math.atan2(dotTriples(out, v), dotTriples(out, u));
  };
  return points.sort((one, other) => turn(one) - turn(other));
}

/** How far along a line through `throughM` the point lies that comes nearest to a ray; undefined where both are parallel. */
export function alongLine(throughM: Triple, direction: Triple, ray: StageRay): number | undefined {
  const out = subtractTriples(throughM, ray.originM);
  const across = dotTriples(direction, ray.direction);
  const denominator = 1 - across * across;
  if (denominator < 1e-6) return undefined;
  return (across * dotTriples(out, ray.direction) - dotTriples(out, direction)) / denominator;
}
