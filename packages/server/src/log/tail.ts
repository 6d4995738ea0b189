import type { ObservationColumns } from "../record/packed-record.ts";

/** Observations of one datastream in ascending time, in columns. */
export interface Series {
  readonly timeMs: Float64Array;
  readonly result: Float64Array;
  readonly quality: Uint8Array;
}

const FIRST_CAPACITY = 16_384;

/**
 * The log's uncompacted part in memory: every observation that is not in a chunk yet, by identity
 * (datastream, time) and by datastream. It answers "is it there already?" in O(1) and lends its rows to
 * history queries.
 *
 * It is made of segments: `seal()` closes the one being written when a compaction starts, and `drop()` lets go
 * of it when its chunks are durable. 41 bytes an observation, in columns that double.
 */
export class Tail {
  #segments: Segment[] = [new Segment()];

  /** Observations held. */
  get size(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.size, 0);
  }

  /** Takes one observation of log record `seq`. The caller has checked that its identity is new. */
  insert(seq: number, handle: number, timeMs: number, result: number, quality: number): void {
    (this.#segments[this.#segments.length - 1] as Segment).insert(seq, handle, timeMs, result, quality);
  }

  /** Takes all rows of a record, in order. */
  insertColumns(seq: number, columns: ObservationColumns): void {
    const { n, handle, timeMs, result, quality } = columns;
    for (let i = 0; i < n; i++) {
      this.insert(seq, handle[i] as number, timeMs[i] as number, result[i] as number, quality[i] as number);
    }
  }

  /** The result stored under an identity, or undefined where the tail does not hold it. */
  find(handle: number, timeMs: number): number | undefined {
    for (let s = this.#segments.length - 1; s >= 0; s--) {
      const found = (this.#segments[s] as Segment).find(handle, timeMs);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Rows of one datastream with `fromMs` ≤ time < `toMs`, oldest first, up to log record `throughSeq`. */
  read(handle: number, fromMs: number, toMs: number, throughSeq: number): Series {
    const rows: { t: number; r: number; q: number }[] = [];
    for (const segment of this.#segments) segment.collect(handle, fromMs, toMs, throughSeq, rows);
    rows.sort((a, b) => a.t - b.t);
    return {
      timeMs: Float64Array.from(rows, (row) => row.t),
      result: Float64Array.from(rows, (row) => row.r),
      quality: Uint8Array.from(rows, (row) => row.q),
    };
  }

  /** Closes the segment being written; later rows go to a new one. */
  seal(): void {
    if ((this.#segments[this.#segments.length - 1] as Segment).size > 0) this.#segments.push(new Segment());
  }

  /** Lets go of closed segments whose rows are all of records up to `throughSeq`. */
  drop(throughSeq: number): void {
    const open = this.#segments[this.#segments.length - 1] as Segment;
    this.#segments = this.#segments.filter((segment) => segment === open || segment.lastSeq > throughSeq);
  }

  /** Forgets rows of records after `seq`: their commit failed. Rare, so it rebuilds. */
  truncateAfter(seq: number): void {
    this.#segments = this.#segments.map((segment) => segment.upTo(seq));
  }
}

/** Growable columns with an open-addressing hash over (handle, time) and a chain per handle, newest insert first. */
class Segment {
  size = 0;
  lastSeq = 0;
  #capacity = FIRST_CAPACITY;
  #seq = new Float64Array(FIRST_CAPACITY);
  #handle = new Int32Array(FIRST_CAPACITY);
  #time = new Float64Array(FIRST_CAPACITY);
  #result = new Float64Array(FIRST_CAPACITY);
  #quality = new Uint8Array(FIRST_CAPACITY);
  #older = new Int32Array(FIRST_CAPACITY);
  #newest = new Int32Array(1024).fill(-1);
  /** Row + 1, 0 where free; twice the capacity keeps probes short. */
  #slots = new Int32Array(FIRST_CAPACITY * 2);

  insert(seq: number, handle: number, timeMs: number, result: number, quality: number): void {
    if (this.size === this.#capacity) this.#grow();
    if (handle >= this.#newest.length) this.#growHandles(handle);
    const row = this.size++;
    this.#seq[row] = seq;
    this.#handle[row] = handle;
    this.#time[row] = timeMs;
    this.#result[row] = result;
    this.#quality[row] = quality;
    this.#older[row] = this.#newest[handle] as number;
    this.#newest[handle] = row;
    this.#slots[this.#slotOf(handle, timeMs)] = row + 1;
    if (seq > this.lastSeq) this.lastSeq = seq;
  }

  find(handle: number, timeMs: number): number | undefined {
    const row = (this.#slots[this.#slotOf(handle, timeMs)] as number) - 1;
    return row < 0 ? undefined : (this.#result[row] as number);
  }

  collect(
    handle: number,
    fromMs: number,
    toMs: number,
    throughSeq: number,
    into: { t: number; r: number; q: number }[],
  ): void {
    let row = handle < this.#newest.length ? (this.#newest[handle] as number) : -1;
    while (row >= 0) {
      const t = this.#time[row] as number;
      if (t >= fromMs && t < toMs && (this.#seq[row] as number) <= throughSeq) {
        into.push({ t, r: this.#result[row] as number, q: this.#quality[row] as number });
      }
      row = this.#older[row] as number;
    }
  }

  upTo(seq: number): Segment {
    const kept = new Segment();
    for (let row = 0; row < this.size; row++) {
      if ((this.#seq[row] as number) > seq) continue;
      kept.insert(
        this.#seq[row] as number,
        this.#handle[row] as number,
        this.#time[row] as number,
        this.#result[row] as number,
        this.#quality[row] as number,
      );
    }
    return kept;
  }

  /** The slot that holds this identity, or the free one where it would go. */
  #slotOf(handle: number, timeMs: number): number {
    const mask = this.#slots.length - 1;
    // 32-bit finaliser of MurmurHash3 over the low and high words of the time and the handle.
    let hash =
      Math.imul(handle + 1, 0x9e3779b1) ^ (timeMs | 0) ^ Math.imul((timeMs / 4_294_967_296) | 0, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    let slot = (hash ^ (hash >>> 16)) & mask;
    for (;;) {
      const row = (this.#slots[slot] as number) - 1;
      if (row < 0 || (this.#time[row] === timeMs && this.#handle[row] === handle)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#seq = grown(this.#seq, new Float64Array(this.#capacity));
    this.#handle = grown(this.#handle, new Int32Array(this.#capacity));
    this.#time = grown(this.#time, new Float64Array(this.#capacity));
    this.#result = grown(this.#result, new Float64Array(this.#capacity));
    this.#quality = grown(this.#quality, new Uint8Array(this.#capacity));
    this.#older = grown(this.#older, new Int32Array(this.#capacity));
    this.#slots = new Int32Array(this.#capacity * 2);
    for (let row = 0; row < this.size; row++) {
      this.#slots[this.#slotOf(this.#handle[row] as number, this.#time[row] as number)] = row + 1;
    }
  }

  #growHandles(handle: number): void {
    const larger = new Int32Array(Math.max(this.#newest.length * 2, handle + 1)).fill(-1);
    larger.set(this.#newest);
    this.#newest = larger;
  }
}

function grown<T extends Float64Array | Int32Array | Uint8Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
