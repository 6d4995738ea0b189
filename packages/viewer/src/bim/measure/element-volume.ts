import { edgesOf } from "../triangles/element-edges.ts";
import {
  crossTriples,
  distanceBetween,
  dotTriples,
  lengthOfTriple,
  subtractTriples,
  tripleAt,
} from "../triangles/triple.ts";
import { cornersOf, doubledNormal, type WeldedElement } from "../triangles/weld-element.ts";

/** What the triangles of an element enclose. */
export interface ElementVolume {
  /** m³. Bodies that overlap within an element count each for itself. Of an open shell: undefined. */
  readonly volumeM3: number | undefined;
  /** Of all faces, both sides of a sheet, m². */
  readonly surfaceM2: number;
  /** Edges along which the shell is open or turned against itself, together, metres; 0: it is closed. */
  readonly openM: number;
}

/**
 * Volume by signed tetrahedra over every face, from a corner of the element so that nothing is lost far from the origin.
 * Only a closed shell has one: where edges stay loose, how long they are is said instead.
 */
export function volumeOf(element: WeldedElement): ElementVolume {
  const { pointsM, triangles } = element;
  const openM = edgesOf(element).reduce(
    (total, { a, b, along, against }) =>
      along.length === against.length
        ? total
        : total + distanceBetween(tripleAt(pointsM, 3 * a), tripleAt(pointsM, 3 * b)),
    0,
  );
  const origin = tripleAt(pointsM, 0);
  let sixfold = 0;
  let doubled = 0;
  for (let triangle = 0; triangle < triangles.length / 3; triangle++) {
    const [a, b, c] = cornersOf(element, triangle);
    const out = subtractTriples(a, origin);
    sixfold += dotTriples(out, crossTriples(subtractTriples(b, origin), subtractTriples(c, origin)));
    doubled += lengthOfTriple(doubledNormal(element, triangle));
  }
  return { volumeM3: openM > 0 ? undefined : Math.abs(sixfold) / 6, surfaceM2: doubled / 2, openM };
}
