import { countWith, type ElementStates } from "../element-states.ts";
import { NO_ROW, type TreeModel } from "./tree-model.ts";

/** How many objects at each node and below it have a bit of their state. */
export interface CountedStates {
  readonly withBit: Uint32Array;
  readonly objects: Uint32Array;
}

const objectsOf = new WeakMap<TreeModel, Uint32Array>();

/** Counts a state's bit in the whole tree at once; O(nodes), a millisecond for 100,000, and less where no object has it. */
export function countStates(tree: TreeModel, states: ElementStates, bit: number): CountedStates {
  const objects = objectsOf.get(tree) ?? sumUp(tree, () => true);
  objectsOf.set(tree, objects);
  const withBit =
    countWith(states, bit) === 0
      ? new Uint32Array(tree.count)
      : sumUp(tree, (row) => ((states[row] as number) & bit) !== 0);
  return { withBit, objects };
}

/** Objects at each node and below it that are counted. */
function sumUp({ count, row, parent }: TreeModel, isCounted: (row: number) => boolean): Uint32Array {
  const sums = new Uint32Array(count);
  for (let node = count - 1; node >= 0; node--) {
    const own = row[node] as number;
    if (own !== NO_ROW && isCounted(own)) sums[node] = (sums[node] as number) + 1;
    const up = parent[node] as number;
    if (up >= 0) sums[up] = (sums[up] as number) + (sums[node] as number);
  }
  return sums;
}
