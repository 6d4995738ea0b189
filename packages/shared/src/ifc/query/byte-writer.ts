import { COLUMN_MODES, GLOBAL_ID_DIGITS, MAX_DECIMALS, RAW_NUMBER } from "./table-format.ts";

/** Writes the primitives of the element table's bytes; see `table-format.ts` for what they look like. */
export interface ByteWriter {
  byte(value: number): void;
  /** 0 to 2^53 − 1. */
  unsigned(value: number): void;
  double(value: number): void;
  /** A number that is often a short decimal. */
  decimal(value: number): void;
  text(value: string): void;
  globalId(value: string): void;
  /** Whole numbers from 0 to 2^32 − 1, without their count. */
  column(values: ArrayLike<number>): void;
  take(): Uint8Array;
}

/** Makes an empty writer that grows as needed. */
export function createByteWriter(): ByteWriter {
  let bytes = new Uint8Array(4096);
  let length = 0;
  const encoder = new TextEncoder();

  function reserve(count: number): void {
    if (length + count <= bytes.length) return;
    const grown = new Uint8Array(Math.max(bytes.length * 2, length + count));
    grown.set(bytes.subarray(0, length));
    bytes = grown;
  }

  function byte(value: number): void {
    reserve(1);
    bytes[length++] = value;
  }

  function unsigned(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      byte((rest % 128) | 0x80);
      rest = Math.floor(rest / 128);
    }
    byte(rest);
  }

  function double(value: number): void {
    reserve(8);
    new DataView(bytes.buffer).setFloat64(length, value, true);
    length += 8;
  }

  function decimal(value: number): void {
    for (let decimals = 0; decimals <= MAX_DECIMALS; decimals++) {
      const scaled = Math.round(value * 10 ** decimals);
      if (!(Math.abs(scaled) < 2 ** 42)) break;
      if (scaled / 10 ** decimals !== value || Object.is(value, -0)) continue;
      byte(decimals);
      unsigned(scaled < 0 ? -scaled * 2 - 1 : scaled * 2);
      return;
    }
    byte(RAW_NUMBER);
    double(value);
  }

  function text(value: string): void {
    const encoded = encoder.encode(value);
    unsigned(encoded.length);
    reserve(encoded.length);
    bytes.set(encoded, length);
    length += encoded.length;
  }

  function globalId(value: string): void {
    const digits = Array.from(value, (character) => GLOBAL_ID_DIGITS.indexOf(character));
    if (digits.length !== 22 || (digits[0] as number) > 3 || digits.includes(-1)) {
      byte(0);
      text(value);
      return;
    }
    byte(1);
    // 2 bits of the first digit and 6 of each other are 128.
    let held = digits[0] as number;
    let bits = 2;
    for (const digit of digits.slice(1)) {
      held = (held << 6) | digit;
      bits += 6;
      while (bits >= 8) {
        bits -= 8;
        byte((held >> bits) & 0xff);
      }
      held &= (1 << bits) - 1;
    }
  }

  function column(values: ArrayLike<number>): void {
    const sizes = sizesOf(values);
    const mode = sizes.indexOf(Math.min(...sizes));
    byte(mode);
    if (mode === COLUMN_MODES.runs) writeRuns(values);
    else {
      let previous = 0;
      for (let i = 0; i < values.length; i++) {
        const value = values[i] as number;
        unsigned(mode === COLUMN_MODES.plain ? value : zigzag(value - previous));
        previous = value;
      }
    }
  }

  function writeRuns(values: ArrayLike<number>): void {
    for (let i = 0; i < values.length; ) {
      const end = endOfRun(values, i);
      unsigned(end - i);
      unsigned(values[i] as number);
      i = end;
    }
  }

  return { byte, unsigned, double, decimal, text, globalId, column, take: () => bytes.slice(0, length) };
}

/** Bytes that each of {@link COLUMN_MODES} would take. */
function sizesOf(values: ArrayLike<number>): number[] {
  const sizes = [0, 0, 0];
  let previous = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    sizes[COLUMN_MODES.plain] = (sizes[COLUMN_MODES.plain] as number) + sizeOf(value);
    sizes[COLUMN_MODES.deltas] = (sizes[COLUMN_MODES.deltas] as number) + sizeOf(zigzag(value - previous));
    previous = value;
  }
  for (let i = 0; i < values.length; ) {
    const end = endOfRun(values, i);
    sizes[COLUMN_MODES.runs] =
      (sizes[COLUMN_MODES.runs] as number) + sizeOf(end - i) + sizeOf(values[i] as number);
    i = end;
  }
  return sizes;
}

function endOfRun(values: ArrayLike<number>, from: number): number {
  let end = from + 1;
  while (end < values.length && values[end] === values[from]) end++;
  return end;
}

function zigzag(difference: number): number {
  return difference < 0 ? -difference * 2 - 1 : difference * 2;
}

function sizeOf(value: number): number {
  let size = 1;
  for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 128)) size++;
  return size;
}
