import type { ObservationColumns } from "../record/packed-record.ts";

/** Observations of one datastream, in columns. */
export interface Series {
  readonly timeMs: Float64Array;
  readonly result: Float64Array;
  readonly quality: Uint8Array;
}

const FIRST_CAPACITY = 16_384;
/** Rows of a datastream that are looked at one by one before an index is made. */
const MAX_STEPS = 64;

/**
 * Growable columns with a chain of rows per handle, newest insert first. What is looked for is usually among the last
 * rows of its datastream; an index over identities is made when that is not so, and then only of the rows since.
 */
export class TailSegment {
  size = 0;
  lastSeq = 0;
  #capacity = FIRST_CAPACITY;
  #handle = new Int32Array(FIRST_CAPACITY);
  #time = new Float64Array(FIRST_CAPACITY);
  #result = new Float64Array(FIRST_CAPACITY);
  #quality = new Uint8Array(FIRST_CAPACITY);
  #older = new Int32Array(FIRST_CAPACITY);
  /** By handle: its last row, −1 where it has none. */
  #newest = new Int32Array(1024).fill(-1);
  /** By handle: 1 where a row is older than one before it, so that times do not fall along the chain. */
  #isMixed = new Uint8Array(1024);
  /** Records in order, and the first row of each: rows of a record follow each other. */
  readonly #seqs: number[] = [];
  readonly #firstRows: number[] = [];
  /** Row + 1 by identity, 0 where free; empty until it is needed. Rows before `#indexed` are in it. */
  #slots = new Int32Array(0);
  #indexed = 0;

  /** Takes rows `from` to `to` (exclusive) of record `seq`, which is not before the last one's. */
  insertRows(seq: number, columns: ObservationColumns, from: number, to: number): void {
    const first = this.size;
    const n = to - from;
    while (first + n > this.#capacity) this.#grow();
    this.#handle.set(columns.handle.subarray(from, to), first);
    this.#time.set(columns.timeMs.subarray(from, to), first);
    this.#result.set(columns.result.subarray(from, to), first);
    this.#quality.set(columns.quality.subarray(from, to), first);
    for (let row = first; row < first + n; row++) {
      const handle = this.#handle[row] as number;
      if (handle >= this.#newest.length) this.#growHandles(handle);
      const before = this.#newest[handle] as number;
      if (before >= 0 && (this.#time[row] as number) < (this.#time[before] as number))
        this.#isMixed[handle] = 1;
      this.#older[row] = before;
      this.#newest[handle] = row;
    }
    this.size = first + n;
    if (this.#seqs[this.#seqs.length - 1] !== seq) {
      this.#seqs.push(seq);
      this.#firstRows.push(first);
    }
    this.lastSeq = seq;
  }

  /** The result of an identity, or undefined. */
  find(handle: number, timeMs: number): number | undefined {
    if (handle >= this.#newest.length) return undefined;
    const isMixed = this.#isMixed[handle] === 1;
    let row = this.#newest[handle] as number;
    for (let step = 0; row >= 0; step++) {
      if (step === MAX_STEPS) return this.#findByIndex(handle, timeMs);
      const time = this.#time[row] as number;
      if (time === timeMs) return this.#result[row] as number;
      if (time < timeMs && !isMixed) return undefined;
      row = this.#older[row] as number;
    }
    return undefined;
  }

  /** Rows of a datastream with `fromMs` ≤ time < `toMs` of records up to `throughSeq`, in the order that they were taken. */
  read(handle: number, fromMs: number, toMs: number, throughSeq: number): Series {
    const limit = this.#rowsThrough(throughSeq);
    const isMixed = this.#isMixed[handle] === 1;
    const rows: number[] = [];
    let row = handle < this.#newest.length ? (this.#newest[handle] as number) : -1;
    for (; row >= 0; row = this.#older[row] as number) {
      const time = this.#time[row] as number;
      if (time < fromMs && !isMixed) break;
      if (time >= fromMs && time < toMs && row < limit) rows.push(row);
    }
    rows.reverse();
    return {
      timeMs: Float64Array.from(rows, (at) => this.#time[at] as number),
      result: Float64Array.from(rows, (at) => this.#result[at] as number),
      quality: Uint8Array.from(rows, (at) => this.#quality[at] as number),
    };
  }

  /** A segment of the records up to `seq`. */
  upTo(seq: number): TailSegment {
    const kept = new TailSegment();
    const rows = this.#rowsThrough(seq);
    const columns = {
      n: this.size,
      timeMs: this.#time,
      result: this.#result,
      handle: this.#handle,
      quality: this.#quality,
    };
    this.#seqs.forEach((own, at) => {
      const from = this.#firstRows[at] as number;
      if (from < rows) kept.insertRows(own, columns, from, this.#firstRows[at + 1] ?? this.size);
    });
    return kept;
  }

  /** How many rows are of records up to `seq`. */
  #rowsThrough(seq: number): number {
    let low = 0;
    let high = this.#seqs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#seqs[middle] as number) <= seq) low = middle + 1;
      else high = middle;
    }
    return this.#firstRows[low] ?? this.size;
  }

  #findByIndex(handle: number, timeMs: number): number | undefined {
    if (this.#slots.length < this.#capacity * 2) {
      this.#slots = new Int32Array(this.#capacity * 2);
      this.#indexed = 0;
    }
    for (; this.#indexed < this.size; this.#indexed++) {
      const row = this.#indexed;
      this.#slots[this.#slotOf(this.#handle[row] as number, this.#time[row] as number)] = row + 1;
    }
    const row = (this.#slots[this.#slotOf(handle, timeMs)] as number) - 1;
    return row < 0 ? undefined : (this.#result[row] as number);
  }

  /** The slot that holds this identity, or the free one where it would go. Twice the capacity keeps probes short. */
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
    this.#handle = grown(this.#handle, new Int32Array(this.#capacity));
    this.#time = grown(this.#time, new Float64Array(this.#capacity));
    this.#result = grown(this.#result, new Float64Array(this.#capacity));
    this.#quality = grown(this.#quality, new Uint8Array(this.#capacity));
    this.#older = grown(this.#older, new Int32Array(this.#capacity));
  }

  #growHandles(handle: number): void {
    const length = Math.max(this.#newest.length * 2, handle + 1);
    this.#newest = grown(this.#newest, new Int32Array(length).fill(-1));
    this.#isMixed = grown(this.#isMixed, new Uint8Array(length));
  }
}

function grown<T extends Float64Array | Int32Array | Uint8Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
