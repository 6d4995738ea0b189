/** A list of numbers for each row: those of row `r` stand in `items` from `starts[r]` to `starts[r + 1]`. */
export interface ListColumn {
  /** One longer than there are rows. */
  readonly starts: Uint32Array;
  readonly items: Uint32Array;
}

/** Pairs (row, item) while they are gathered, in any order of rows. */
export interface ListBuilder {
  add(row: number, item: number): void;
  /** The lists of `rows` rows, each in the order of adding, without repeats. */
  finish(rows: number): ListColumn;
}

/** Gathers pairs and sorts them into lists by counting; O(rows + pairs). */
export function createListBuilder(): ListBuilder {
  const pairs: number[] = [];
  return {
    add(row, item) {
      pairs.push(row, item);
    },
    finish(rows) {
      const starts = new Uint32Array(rows + 1);
      for (let i = 0; i < pairs.length; i += 2) {
        const row = pairs[i] as number;
        starts[row + 1] = (starts[row + 1] as number) + 1;
      }
      for (let row = 0; row < rows; row++)
        starts[row + 1] = (starts[row + 1] as number) + (starts[row] as number);
      const next = starts.slice(0, rows);
      const items = new Uint32Array(pairs.length / 2);
      for (let i = 0; i < pairs.length; i += 2) {
        const row = pairs[i] as number;
        items[next[row] as number] = pairs[i + 1] as number;
        next[row] = (next[row] as number) + 1;
      }
      return withoutRepeats({ starts, items });
    },
  };
}

function withoutRepeats({ starts, items }: ListColumn): ListColumn {
  let largest = 0;
  for (const item of items) if (item > largest) largest = item;
  /** Row that had the item last, plus one. */
  const seenIn = new Uint32Array(largest + 1);
  const kept = new Uint32Array(items.length);
  const keptStarts = new Uint32Array(starts.length);
  let length = 0;
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let i = starts[row] as number; i < (starts[row + 1] as number); i++) {
      const item = items[i] as number;
      if (seenIn[item] === row + 1) continue;
      seenIn[item] = row + 1;
      kept[length++] = item;
    }
    keptStarts[row + 1] = length;
  }
  return length === items.length ? { starts, items } : { starts: keptStarts, items: kept.slice(0, length) };
}

/** The list of `row`; empty where there is no such row. */
export function listOf({ starts, items }: ListColumn, row: number): Uint32Array {
  return items.subarray(starts[row] ?? 0, starts[row + 1] ?? 0);
}
