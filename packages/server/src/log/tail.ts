import type { ObservationColumns } from "../record/packed-record.ts";
import { type Series, TailSegment } from "./tail-segment.ts";

/**
 * The log's uncompacted part in memory: every observation that is not in a chunk yet, by identity
 * (datastream, time) and by datastream. It answers "is it there already?" and lends its rows to history queries.
 *
 * It is made of segments: `seal()` closes the one being written when a compaction starts, and `drop()` lets go
 * of it when its chunks are durable. 25 bytes an observation, in columns that double.
 */
export class Tail {
  #segments: TailSegment[] = [new TailSegment()];
  /** By handle: no observation ever taken is newer. Not lowered again when rows leave, which only costs a look. */
  #newestMs = new Float64Array(0);

  /** Observations held. */
  get size(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.size, 0);
  }

  /** Nothing newer was ever taken of a datastream, epoch ms; −∞ where nothing was. */
  newestMs(handle: number): number {
    return handle < this.#newestMs.length ? (this.#newestMs[handle] as number) : Number.NEGATIVE_INFINITY;
  }

  /** True where nothing as new was ever taken of a datastream; this time counts as taken from now on. */
  claimNewest(handle: number, timeMs: number): boolean {
    if (handle >= this.#newestMs.length) this.#growHandles(handle);
    if (timeMs <= (this.#newestMs[handle] as number)) return false;
    this.#newestMs[handle] = timeMs;
    return true;
  }

  /** Takes all rows of a record, in order. */
  insertColumns(seq: number, columns: ObservationColumns): void {
    this.insertRows(seq, columns, 0, columns.n);
  }

  /** Takes rows `from` to `to` (exclusive) of log record `seq`, whose identities are new. `seq` never goes back. */
  insertRows(seq: number, columns: ObservationColumns, from: number, to: number): void {
    if (from === to) return;
    const { handle, timeMs } = columns;
    for (let row = from; row < to; row++) {
      const at = handle[row] as number;
      if (at >= this.#newestMs.length) this.#growHandles(at);
      if ((timeMs[row] as number) > (this.#newestMs[at] as number))
        this.#newestMs[at] = timeMs[row] as number;
    }
    (this.#segments[this.#segments.length - 1] as TailSegment).insertRows(seq, columns, from, to);
  }

  /** The result stored under an identity, or undefined where the tail does not hold it. */
  find(handle: number, timeMs: number): number | undefined {
    if (timeMs > this.newestMs(handle)) return undefined;
    for (let s = this.#segments.length - 1; s >= 0; s--) {
      const found = (this.#segments[s] as TailSegment).find(handle, timeMs);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /**
   * Rows of one datastream with `fromMs` ≤ time < `toMs`, oldest first, up to log record `throughSeq`.
   *
   * @param limit The oldest so many of them; all unless given.
   */
  read(
    handle: number,
    fromMs: number,
    toMs: number,
    throughSeq: number,
    limit = Number.POSITIVE_INFINITY,
  ): Series {
    const parts = this.#segments
      .map((segment) => segment.read(handle, fromMs, toMs, throughSeq))
      .filter(({ timeMs }) => timeMs.length > 0);
    const n = parts.reduce((sum, { timeMs }) => sum + timeMs.length, 0);
    const joined = { timeMs: new Float64Array(n), result: new Float64Array(n), quality: new Uint8Array(n) };
    let at = 0;
    for (const { timeMs, result, quality } of parts) {
      joined.timeMs.set(timeMs, at);
      joined.result.set(result, at);
      joined.quality.set(quality, at);
      at += timeMs.length;
    }
    return firstOf(ascending(joined), limit);
  }

  /** Closes the segment being written; later rows go to a new one. */
  seal(): void {
    if ((this.#segments[this.#segments.length - 1] as TailSegment).size > 0)
      this.#segments.push(new TailSegment());
  }

  /** Lets go of closed segments whose rows are all of records up to `throughSeq`. */
  drop(throughSeq: number): void {
    const open = this.#segments[this.#segments.length - 1] as TailSegment;
    this.#segments = this.#segments.filter((segment) => segment === open || segment.lastSeq > throughSeq);
  }

  /** Forgets rows of records after `seq`: their commit failed. Rare, so it rebuilds. */
  truncateAfter(seq: number): void {
    this.#segments = this.#segments.map((segment) => segment.upTo(seq));
  }

  #growHandles(handle: number): void {
    const held = this.#newestMs.length;
    const larger = new Float64Array(Math.max(held * 2, handle + 1, 1_024)).fill(
      Number.NEGATIVE_INFINITY,
      held,
    );
    larger.set(this.#newestMs);
    this.#newestMs = larger;
  }
}

function firstOf(series: Series, limit: number): Series {
  if (series.timeMs.length <= limit) return series;
  return {
    timeMs: series.timeMs.slice(0, limit),
    result: series.result.slice(0, limit),
    quality: series.quality.slice(0, limit),
  };
}

/** Nearly always in order already. */
function ascending({ timeMs, result, quality }: Series): Series {
  let row = 1;
  while (row < timeMs.length && (timeMs[row] as number) > (timeMs[row - 1] as number)) row++;
  if (row >= timeMs.length) return { timeMs, result, quality };
  const order = Uint32Array.from(timeMs, (_, at) => at).sort(
    (a, b) => (timeMs[a] as number) - (timeMs[b] as number),
  );
  return {
    timeMs: Float64Array.from(order, (at) => timeMs[at] as number),
    result: Float64Array.from(order, (at) => result[at] as number),
    quality: Uint8Array.from(order, (at) => quality[at] as number),
  };
}
