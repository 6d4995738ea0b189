/** Items that are sorted in one go, and comparisons between two looks at the clock: a few milliseconds with slow comparisons. */
const BLOCK = 2048;

/**
 * Sorts as `Array.sort` does, alike ones in the order in which they came, but step by step: blocks first, which are then merged.
 * Whoever drives it goes on as long as it has time.
 *
 * @param items Are left as they are.
 */
export function* sortInSlices<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
): Generator<undefined, T[]> {
  let runs: T[][] = [];
  for (let from = 0; from < items.length; from += BLOCK) {
    runs.push(items.slice(from, from + BLOCK).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      const [left, right] = [runs[at] as T[], runs[at + 1]];
      merged.push(right ? yield* mergeRuns(left, right, compare) : left);
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function* mergeRuns<T>(left: T[], right: T[], compare: (a: T, b: T) => number): Generator<undefined, T[]> {
  // Lists often come in order already, and then there is nothing to merge.
  if (compare(left.at(-1) as T, right[0] as T) <= 0) return left.concat(right);
  const merged: T[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    merged.push(compare(left[i] as T, right[j] as T) <= 0 ? (left[i++] as T) : (right[j++] as T));
    if (merged.length % BLOCK === 0) yield;
  }
  return merged.concat(left.slice(i), right.slice(j));
}
