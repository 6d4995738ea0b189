/** Lists of numbers, each different one once; see {@link createListPool}. */
export interface ListPool {
  /** Number of the list, given out from 0. */
  add(list: readonly number[]): number;
  readonly lists: readonly (readonly number[])[];
}

/** Makes an empty pool; lists are compared in full, found by hash. */
export function createListPool(): ListPool {
  const lists: (readonly number[])[] = [];
  const byHash = new Map<number, number[]>();
  return {
    lists,
    add(list) {
      let hash = list.length;
      for (const one of list) hash = Math.imul(hash ^ one, 0x01000193);
      const chain = byHash.get(hash);
      const known = chain?.find((index) => isEqual(lists[index] as readonly number[], list));
      if (known !== undefined) return known;
      if (chain) chain.push(lists.length);
      else byHash.set(hash, [lists.length]);
      return lists.push(list) - 1;
    },
  };
}

function isEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}
