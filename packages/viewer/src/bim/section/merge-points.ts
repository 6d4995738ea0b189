/** Points that lie together made one. */
export interface MergedPoints {
  readonly count: number;
  /** x, y of each, metres. */
  readonly xy: Float64Array;
  /** By given point, the merged one. */
  readonly nodes: Uint32Array;
}

/**
 * Makes points one that lie within a tolerance of the first of them. O(points): a hash over cells twice as wide as the
 * tolerance, of which each point looks into the four nearest.
 *
 * @param ends x, y of each point, metres.
 * @param count Points to read.
 */
export function mergePoints(ends: Float64Array, count: number, toleranceM: number): MergedPoints {
  const xy = new Float64Array(2 * count);
  const nodes = new Uint32Array(count);
  const size = 2 ** Math.ceil(Math.log2(2 * count + 1));
  const heads = new Int32Array(size).fill(-1);
  const nexts = new Int32Array(count);
  const cells = 1 / (2 * toleranceM);
  let merged = 0;
  for (let point = 0; point < count; point++) {
    const x = ends[2 * point] as number;
    const y = ends[2 * point + 1] as number;
    // The cell whose corner is nearest: it and its three neighbours down and left hold all within the tolerance.
    const cellX = Math.round(x * cells);
    const cellY = Math.round(y * cells);
    let found = -1;
    for (let near = 0; near < 4 && found < 0; near++) {
      found = heads[slotOf(cellX - (near & 1), cellY - (near >> 1), size)] as number;
      while (found >= 0 && !isNear(xy, found, x, y, toleranceM)) found = nexts[found] as number;
    }
    if (found < 0) {
      found = merged++;
      xy[2 * found] = x;
      xy[2 * found + 1] = y;
      const slot = slotOf(Math.floor(x * cells), Math.floor(y * cells), size);
      nexts[found] = heads[slot] as number;
      heads[slot] = found;
    }
    nodes[point] = found;
  }
  return { count: merged, xy: xy.subarray(0, 2 * merged), nodes };
}

const slotOf = (cellX: number, cellY: number, size: number) => {
  const hash = Math.imul(cellX, 0x9e3779b1) ^ Math.imul(cellY, 0x85ebca77);
  return (hash ^ (hash >>> 15)) & (size - 1);
};

const isNear = (xy: Float64Array, node: number, x: number, y: number, toleranceM: number) =>
  Math.abs((xy[2 * node] as number) - x) <= toleranceM &&
  Math.abs((xy[2 * node + 1] as number) - y) <= toleranceM;
