import { corrupt } from "./byte-stream.ts";

/** Most bits that are written at once, so that they fit in 32 with those waiting. */
const MAX_AT_ONCE = 24;
/** Values that fit no class are whole numbers below 2^53. */
const WIDE_BITS = 53;

/** Lengths of the classes that a value of {@link BitWriter.classed} may be in, after a prefix of as many ones. */
const CLASS_BITS = [0, 7, 12, 20, 32] as const;
/** So many ones in a row say that a value of {@link BitWriter.rice} follows as it is. */
const RICE_ESCAPE = 20;

const SMALL = 2 ** 31;

/** Writes bits one after the other, the highest of each value first. */
export class BitWriter {
  #bytes: Uint8Array;
  #at = 0;
  #waiting = 0;
  #waitingBits = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(Math.max(16, capacity));
  }

  /** @param value Whole, below 2^bits; up to 53 bits. */
  bits(value: number, bits: number): void {
    if (bits <= MAX_AT_ONCE) {
      this.#put(value, bits);
      return;
    }
    const scale = 2 ** MAX_AT_ONCE;
    this.bits(Math.floor(value / scale), bits - MAX_AT_ONCE);
    this.#put(value % scale, MAX_AT_ONCE);
  }

  /** Zero in one bit, small values in few: a prefix says how many follow. Whole, below 2^53. */
  classed(value: number): void {
    if (value === 0) {
      this.#put(0, 1);
      return;
    }
    for (let at = 1; at < CLASS_BITS.length; at++) {
      const bits = CLASS_BITS[at] as number;
      if (value >= 2 ** bits) continue;
      this.#put(2 ** (at + 1) - 2, at + 1);
      this.bits(value, bits);
      return;
    }
    this.#put(2 ** CLASS_BITS.length - 1, CLASS_BITS.length);
    this.bits(value, WIDE_BITS);
  }

  /** Rice's code (R. F. Rice, 1979): value / 2^k as so many ones, then the rest in k bits. Whole, below 2^53. */
  rice(value: number, k: number): void {
    if (value < SMALL) {
      // The usual case, in whole 32-bit numbers and at one go.
      const ones = value >>> k;
      if (ones + 1 + k <= MAX_AT_ONCE && ones < RICE_ESCAPE) {
        this.#put((((2 << ones) - 2) << k) | (value & ((1 << k) - 1)), ones + 1 + k);
        return;
      }
    }
    const quotient = Math.floor(value / 2 ** k);
    if (quotient >= RICE_ESCAPE) {
      this.#put(2 ** RICE_ESCAPE - 1, RICE_ESCAPE);
      this.bits(value, WIDE_BITS);
      return;
    }
    this.#put(2 ** (quotient + 1) - 2, quotient + 1);
    if (k > 0) this.bits(value % 2 ** k, k);
  }

  /** All of it; the last byte is filled up with zeros. */
  take(): Uint8Array {
    if (this.#waitingBits > 0) this.#put(0, 8 - this.#waitingBits);
    return this.#bytes.slice(0, this.#at);
  }

  #put(value: number, bits: number): void {
    this.#waiting = (this.#waiting << bits) | value;
    this.#waitingBits += bits;
    while (this.#waitingBits >= 8) {
      if (this.#at === this.#bytes.length) {
        const larger = new Uint8Array(this.#bytes.length * 2);
        larger.set(this.#bytes);
        this.#bytes = larger;
      }
      this.#waitingBits -= 8;
      this.#bytes[this.#at++] = this.#waiting >>> this.#waitingBits;
    }
    this.#waiting &= 0xff;
  }
}

/** Reads what a {@link BitWriter} wrote. @throws {Fault} `codec/corrupt` beyond the end. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #waiting = 0;
  #waitingBits = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  bits(bits: number): number {
    if (bits <= MAX_AT_ONCE) return this.#get(bits);
    const high = this.bits(bits - MAX_AT_ONCE);
    return high * 2 ** MAX_AT_ONCE + this.#get(MAX_AT_ONCE);
  }

  classed(): number {
    const ones = this.#ones(CLASS_BITS.length);
    if (ones === 0) return 0;
    return this.bits(CLASS_BITS[ones] ?? WIDE_BITS);
  }

  rice(k: number): number {
    const quotient = this.#ones(RICE_ESCAPE);
    if (quotient === RICE_ESCAPE) return this.bits(WIDE_BITS);
    return k === 0 ? quotient : quotient * 2 ** k + this.bits(k);
  }

  /** @throws {Fault} where anything but the zeros of the last byte is left. */
  end(): void {
    const left = this.#waiting & (2 ** this.#waitingBits - 1);
    if (this.#at < this.#bytes.length || this.#waitingBits >= 8 || left !== 0)
      throw corrupt("bytes after the last observation");
  }

  /** How many ones come before a zero, which is read, too; after `most` of them there is none. */
  #ones(most: number): number {
    let ones = 0;
    for (;;) {
      if (this.#waitingBits === 0) this.#fill();
      // Ones at the head of what waits, all of it moved up to the highest bit.
      const run = Math.min(Math.clz32(~(this.#waiting << (32 - this.#waitingBits))), this.#waitingBits);
      if (ones + run >= most) {
        this.#waitingBits -= most - ones;
        return most;
      }
      ones += run;
      this.#waitingBits -= run;
      if (this.#waitingBits === 0) continue;
      this.#waitingBits--;
      return ones;
    }
  }

  #fill(): void {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw corrupt("ends too early");
    this.#waiting = ((this.#waiting & 0xffffff) << 8) | byte;
    this.#waitingBits += 8;
  }

  #get(bits: number): number {
    while (this.#waitingBits < bits) this.#fill();
    this.#waitingBits -= bits;
    return (this.#waiting >>> this.#waitingBits) & (2 ** bits - 1);
  }
}
