import type { ElementStates } from "./element-states.ts";
import { NO_ROW, type TreeModel } from "./tree-model.ts";

/** How many objects at each node and below it have a bit of their state. */
export interface CountedStates {
  readonly withBit: Uint32Array;
  readonly objects: Uint32Array;
}

/** Counts a state's bit in the whole tree at once; O(nodes), a millisecond for 100,000. */
export function countStates(
  { count, row, parent }: TreeModel,
  states: ElementStates,
  bit: number,
): CountedStates {
  const withBit = new Uint32Array(count);
  const objects = new Uint32Array(count);
  for (let node = count - 1; node >= 0; node--) {
    const own = row[node] as number;
    if (own !== NO_ROW) {
      objects[node] = (objects[node] as number) + 1;
      if (((states[own] as number) & bit) !== 0) withBit[node] = (withBit[node] as number) + 1;
    }
    const up = parent[node] as number;
    if (up < 0) continue;
    objects[up] = (objects[up] as number) + (objects[node] as number);
    withBit[up] = (withBit[up] as number) + (withBit[node] as number);
  }
  return { withBit, objects };
}
