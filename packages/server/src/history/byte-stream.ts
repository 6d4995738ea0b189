import { Fault } from "@shuicheng/shared/faults";

/** Writes bytes one after the other, growing as needed. */
export class ByteWriter {
  #bytes: Uint8Array;
  #at = 0;

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  byte(value: number): void {
    if (this.#at === this.#bytes.length) {
      const larger = new Uint8Array(Math.max(16, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#at++] = value;
  }

  /** LEB128; whole, 0 to 2^53 − 1. */
  unsigned(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  /** Zigzag: 0, −1, 1, −2 … become 0, 1, 2, 3 …; exact to ±2^52. */
  signed(value: number): void {
    this.unsigned(zigzag(value));
  }

  /** IEEE 754, little-endian. */
  double(value: number): void {
    DOUBLE[0] = value;
    for (const byte of DOUBLE_BYTES) this.byte(byte);
  }

  take(): Uint8Array {
    return this.#bytes.slice(0, this.#at);
  }
}

/** Reads what a {@link ByteWriter} wrote. @throws {Fault} `codec/corrupt` beyond the end. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw corrupt("ends too early");
    return byte;
  }

  unsigned(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (value > Number.MAX_SAFE_INTEGER) throw corrupt("number above 53 bits");
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
  }

  signed(): number {
    return unzigzag(this.unsigned());
  }

  double(): number {
    for (let i = 0; i < 8; i++) DOUBLE_BYTES[i] = this.byte();
    return DOUBLE[0] as number;
  }

  /** All that is left. */
  rest(): Uint8Array {
    const rest = this.#bytes.subarray(this.#at);
    this.#at = this.#bytes.length;
    return rest;
  }
}

/** 0, −1, 1, −2 … become 0, 1, 2, 3 …; exact to ±2^52. */
export const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
/** The inverse of {@link zigzag}. */
export const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);

/** A body that nobody wrote so. */
export function corrupt(reason: string): Fault {
  return new Fault("codec/corrupt", `chunk: ${reason}`);
}

const DOUBLE = new Float64Array(1);
const DOUBLE_BYTES = new Uint8Array(DOUBLE.buffer);
