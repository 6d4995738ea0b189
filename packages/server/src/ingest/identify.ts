import type { Rejection } from "@shuicheng/shared/contracts";
import type { ObservationColumns } from "../record/packed-record.ts";

/** What telling new observations from known ones needs of the log's memory and of history. */
export interface IdentityNeeds {
  /** Time of the newest observation that may be in chunks already; −∞ where none is. */
  compactedLatestMs(handle: number): number;
  /** True where nothing as new was ever taken of a datastream; counts as taken from now on. */
  claimNewest(handle: number, timeMs: number): boolean;
  /** The result of an observation taken and not in chunks yet, durable or not. */
  findInTail(handle: number, timeMs: number): number | undefined;
  /** Results in chunks under these identities, NaN where none. */
  findInHistory(handles: Int32Array, timesMs: Float64Array): Promise<Float64Array>;
  /** Changes whenever observations move from the tail into chunks. */
  compactionCount(): number;
  /** Puts rows `from` to `to` (exclusive) into the tail, for the record that the next `append` writes. */
  hold(columns: ObservationColumns, from: number, to: number): void;
}

/** Results that chunks hold under the identities of the first `n` rows, NaN where none; undefined where there is nothing to ask. */
export function findStored(
  needs: IdentityNeeds,
  columns: ObservationColumns,
  n: number,
): Promise<Float64Array> | undefined {
  const old = findOld(needs, columns, n);
  return old.length > 0 ? lookUp(needs, columns, n, old) : undefined;
}

/** Rows that only the chunks can tell of. */
function findOld(needs: IdentityNeeds, { handle, timeMs }: ObservationColumns, n: number): number[] {
  const old: number[] = [];
  for (let row = 0; row < n; row++) {
    const at = handle[row] as number;
    const time = timeMs[row] as number;
    if (time <= needs.compactedLatestMs(at) && needs.findInTail(at, time) === undefined) old.push(row);
  }
  return old;
}

/**
 * Asks the chunks for what may be there (NaN elsewhere). When a compaction moved rows while it asked, it asks
 * again, and also for what was in the tail until then.
 */
async function lookUp(
  needs: IdentityNeeds,
  columns: ObservationColumns,
  n: number,
  firstOld: readonly number[],
): Promise<Float64Array> {
  for (let old = firstOld; ; old = findOld(needs, columns, n)) {
    const count = needs.compactionCount();
    const results = await needs.findInHistory(
      Int32Array.from(old, (row) => columns.handle[row] as number),
      Float64Array.from(old, (row) => columns.timeMs[row] as number),
    );
    if (needs.compactionCount() !== count) continue;
    const stored = new Float64Array(n).fill(Number.NaN);
    old.forEach((row, i) => {
      stored[row] = results[i] as number;
    });
    return stored;
  }
}

/**
 * Tells which of the first `n` rows are new; they then stand first in the columns, in order, and are held in the tail. The
 * append that follows has to be synchronous with this: no other batch, and no later item of this one, can take the same
 * identity in between.
 *
 * An observation newer than all of its datastream is new without a look; others are looked for in the tail.
 *
 * @param rows Which item of the batch each row was; undefined: its own number.
 * @param stored See {@link findStored}; nothing may have been awaited since.
 * @param rejected Takes `ingest/conflict` for rows whose identity has another result.
 * @returns How many are new, and the datastreams of those that are known already.
 */
export function identify(
  needs: IdentityNeeds,
  columns: ObservationColumns,
  n: number,
  rows: Int32Array | undefined,
  stored: Float64Array | undefined,
  rejected: Rejection[],
): { readonly fresh: number; readonly duplicates: readonly number[] } {
  const { timeMs, result, handle, quality } = columns;
  let fresh = 0;
  let held = 0;
  const duplicates: number[] = [];
  for (let row = 0; row < n; row++) {
    const at = handle[row] as number;
    const time = timeMs[row] as number;
    let known = stored ? (stored[row] as number) : Number.NaN;
    if (Number.isNaN(known) && !needs.claimNewest(at, time)) {
      // It may be a row of this batch.
      needs.hold(columns, held, fresh);
      held = fresh;
      known = needs.findInTail(at, time) ?? Number.NaN;
    }
    if (Number.isNaN(known)) {
      if (fresh < row) {
        timeMs[fresh] = time;
        result[fresh] = result[row] as number;
        handle[fresh] = at;
        quality[fresh] = quality[row] as number;
      }
      fresh++;
    } else if (known === result[row]) duplicates.push(at);
    else {
      const message = `a different result (${known}) is stored for this datastream and time; a correction needs its own time`;
      rejected.push({ index: rows ? (rows[row] as number) : row, code: "ingest/conflict", message });
    }
  }
  needs.hold(columns, held, fresh);
  return { fresh, duplicates };
}
