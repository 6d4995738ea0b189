/** A line along which something flows. */
export interface FlowLine {
  readonly from: number;
  readonly to: number;
}

/** Lines in the order of flow. */
export interface FlowOrder {
  /** Indices of lines, each after all that flow into it. */
  readonly order: readonly number[];
  /** By node: the line that leaves it, -1 where none does. */
  readonly outgoing: Int32Array;
}

/**
 * Orders lines of a forest downstream. Cost: O(nodes + lines).
 *
 * @throws {RangeError} for a cycle, or when two lines leave one node.
 */
export function orderDownstream(nodeCount: number, lines: readonly FlowLine[]): FlowOrder {
  const outgoing = new Int32Array(nodeCount).fill(-1);
  const waiting = new Int32Array(nodeCount);
  for (const [index, { from, to }] of lines.entries()) {
    if (outgoing[from] !== -1) throw new RangeError(`two drains leave node ${from}`);
    outgoing[from] = index;
    waiting[to] = (waiting[to] ?? 0) + 1;
  }
  const order: number[] = [];
  for (let node = 0; node < nodeCount; node++) {
    if (waiting[node] !== 0) continue;
    for (let index = outgoing[node] ?? -1; index !== -1; ) {
      order.push(index);
      const to = (lines[index] as FlowLine).to;
      waiting[to] = (waiting[to] ?? 0) - 1;
      // The last one to arrive carries on; -1 keeps the outer loop from starting here again.
      if (waiting[to] !== 0) break;
      waiting[to] = -1;
      index = outgoing[to] ?? -1;
    }
  }
  if (order.length !== lines.length) throw new RangeError("drains flow in a circle");
  return { order, outgoing };
}

/** What each line carries when `own` is added along each: its own and everything from upstream. */
export function accumulateDownstream(
  lines: readonly FlowLine[],
  order: FlowOrder,
  own: (line: number) => number,
): Float64Array {
  return carryDownstream(lines, order, own, (one, other) => one + other);
}

/** Longest way from any head to the end of each line, when each is as long as `own` says. */
export function longestDownstream(
  lines: readonly FlowLine[],
  order: FlowOrder,
  own: (line: number) => number,
): Float64Array {
  return carryDownstream(lines, order, own, Math.max);
}

/** By line: its own figure and what arrives at its head, where `join` makes one of what several lines bring. */
function carryDownstream(
  lines: readonly FlowLine[],
  { order, outgoing }: FlowOrder,
  own: (line: number) => number,
  join: (one: number, other: number) => number,
): Float64Array {
  const carried = new Float64Array(lines.length);
  for (const index of order) {
    const total = (carried[index] ?? 0) + own(index);
    carried[index] = total;
    const next = outgoing[(lines[index] as FlowLine).to] ?? -1;
    if (next !== -1) carried[next] = join(carried[next] ?? 0, total);
  }
  return carried;
}
