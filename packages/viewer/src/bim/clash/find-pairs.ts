/** Boxes of elements: least x, y, z, greatest x, y, z each, metres. NaN: it has none. */
export type Boxes = Float64Array;

/**
 * Pairs of boxes, one of each list, that come within `withinM` of one another along every axis, by sweeping along x.
 * O((n + m) log (n + m) + pairs that overlap in x).
 *
 * @returns Index in `a`, index in `b`, and so on.
 */
export function findBoxPairs(a: Boxes, b: Boxes, withinM: number): Uint32Array {
  const pairs: number[] = [];
  const [orderA, orderB] = [byLeastX(a), byLeastX(b)];
  let [openA, openB]: [number[], number[]] = [[], []];
  for (let i = 0, k = 0; i < orderA.length || k < orderB.length; ) {
    const [nextA, nextB] = [orderA[i], orderB[k]];
    const isA =
      nextB === undefined || (nextA !== undefined && (a[6 * nextA] as number) <= (b[6 * nextB] as number));
    const index = (isA ? nextA : nextB) as number;
    const x = ((isA ? a : b)[6 * index] as number) - withinM;
    if (isA) {
      openB = openB.filter((other) => (b[6 * other + 3] as number) >= x);
      for (const other of openB) if (isNear(a, index, b, other, withinM)) pairs.push(index, other);
      openA.push(index);
      i++;
    } else {
      openA = openA.filter((other) => (a[6 * other + 3] as number) >= x);
      for (const other of openA) if (isNear(a, other, b, index, withinM)) pairs.push(other, index);
      openB.push(index);
      k++;
    }
  }
  return Uint32Array.from(pairs);
}

const byLeastX = (boxes: Boxes): number[] =>
  Array.from({ length: boxes.length / 6 }, (_, k) => k)
    .filter((k) => !Number.isNaN(boxes[6 * k]))
    .sort((one, other) => (boxes[6 * one] as number) - (boxes[6 * other] as number));

function isNear(a: Boxes, i: number, b: Boxes, k: number, withinM: number): boolean {
  for (let axis = 0; axis < 3; axis++) {
    if ((a[6 * i + axis] as number) > (b[6 * k + 3 + axis] as number) + withinM) return false;
    if ((b[6 * k + axis] as number) > (a[6 * i + 3 + axis] as number) + withinM) return false;
  }
  return true;
}
