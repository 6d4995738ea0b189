/** Read at once: a millisecond's worth. */
export const ROWS_AT_ONCE = 500;

/** All of what comes in pages by number, without a statement staying open between two of them. */
export function* inPages<T extends { readonly number: number }>(
  after: number,
  read: (after: number, limit: number) => readonly T[],
): Generator<T> {
  for (let last = after; ; ) {
    const page = read(last, ROWS_AT_ONCE);
    yield* page;
    const next = page[page.length - 1];
    if (!next || page.length < ROWS_AT_ONCE) return;
    last = next.number;
  }
}

/** What clients made comes first, what the registry has after it: a cursor says in which part it stands. */
export interface TwoPartCursor {
  readonly isKept: boolean;
  readonly number: number;
}

/** Reads a cursor; the beginning where there is none, or one that is not ours. */
export function readCursor(after: string | undefined): TwoPartCursor {
  const found = /^([kr])(\d+)$/.exec(after ?? "");
  return found ? { isKept: found[1] === "k", number: Number(found[2]) } : { isKept: true, number: -1 };
}

/** The order of a set, from the cursors of its rows: by part, then by number. */
export const compareCursors = new Intl.Collator("en", { numeric: true }).compare;
