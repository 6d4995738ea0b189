/** Rows by `#id`, the last of equal ones. */
export interface RowIndex {
  /** −1 where absent. */
  rowOf(id: number): number;
  /** Rows that a later record of the same `#id` replaces, in file order. */
  readonly replaced: readonly number[];
}

/** An array over all ids is used while it is at most this many times as long as the file has records. */
const MAX_SPARSENESS = 8;

/**
 * Builds the index: a plain array where ids are dense (the usual case), else a hash table with open addressing.
 * O(1) a look-up, 4 to 32 bytes a record.
 */
export function createRowIndex(ids: Uint32Array): RowIndex {
  let maxId = 0;
  for (const id of ids) if (id > maxId) maxId = id;
  return maxId < ids.length * MAX_SPARSENESS + 1024 ? denseIndex(ids, maxId) : hashIndex(ids);
}

function denseIndex(ids: Uint32Array, maxId: number): RowIndex {
  const rows = new Int32Array(maxId + 1).fill(-1);
  const replaced: number[] = [];
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row] as number;
    const earlier = rows[id] as number;
    if (earlier >= 0) replaced.push(earlier);
    rows[id] = row;
  }
  return { rowOf: (id) => rows[id] ?? -1, replaced: replaced.sort((a, b) => a - b) };
}

function hashIndex(ids: Uint32Array): RowIndex {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(ids.length * 2 + 2))).fill(-1);
  const mask = slots.length - 1;
  const replaced: number[] = [];
  const slotOf = (id: number): number => {
    // Fibonacci hashing: ids that differ in their low digits only still spread.
    let slot = (Math.imul(id, 0x9e3779b1) >>> 7) & mask;
    for (let row = slots[slot] as number; row >= 0 && ids[row] !== id; row = slots[slot] as number) {
      slot = (slot + 1) & mask;
    }
    return slot;
  };
  for (let row = 0; row < ids.length; row++) {
    const slot = slotOf(ids[row] as number);
    const earlier = slots[slot] as number;
    if (earlier >= 0) replaced.push(earlier);
    slots[slot] = row;
  }
  return { rowOf: (id) => slots[slotOf(id)] as number, replaced: replaced.sort((a, b) => a - b) };
}
