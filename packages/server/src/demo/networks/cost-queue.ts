/** A node and what it costs to reach it. */
interface Waiting {
  readonly cost: number;
  readonly node: number;
}

/** Nodes that wait for their turn. */
export interface CostQueue {
  push(cost: number, node: number): void;
  /** The cheapest, the lower number among equals; `undefined` when none is left. */
  pop(): Waiting | undefined;
}

/** Creates an empty queue: a binary heap. Pushing and popping cost O(log length). */
export function createCostQueue(): CostQueue {
  const heap: Waiting[] = [];
  const before = (i: number, j: number) => {
    const [x, y] = [heap[i] as Waiting, heap[j] as Waiting];
    return x.cost < y.cost || (x.cost === y.cost && x.node < y.node);
  };
  const swap = (i: number, j: number) => {
    [heap[i], heap[j]] = [heap[j] as Waiting, heap[i] as Waiting];
  };
  const rise = (from: number) => {
    for (let i = from; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!before(i, parent)) return;
      swap(i, parent);
      i = parent;
    }
  };
  const sink = () => {
    for (let i = 0; ; ) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < heap.length && before(child, least)) least = child;
      }
      if (least === i) return;
      swap(i, least);
      i = least;
    }
  };
  return {
    push(cost, node) {
      heap.push({ cost, node });
      rise(heap.length - 1);
    },
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) {
        heap[0] = last;
        sink();
      }
      return first;
    },
  };
}
