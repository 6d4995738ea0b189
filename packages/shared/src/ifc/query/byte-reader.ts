import { Fault } from "../../faults.ts";
import { COLUMN_MODES, GLOBAL_ID_DIGITS, MAX_DECIMALS, RAW_NUMBER } from "./table-format.ts";

/** Reads what `ByteWriter` wrote; each function throws `codec/corrupt` for what it cannot have written. */
export interface ByteReader {
  byte(): number;
  /** A byte below `limit`. */
  choice(limit: number): number;
  unsigned(): number;
  /** A count of things, refused where the bytes could never hold so many. */
  count(): number;
  double(): number;
  decimal(): number;
  text(): string;
  globalId(): string;
  /** `count` whole numbers, each below `limit`. */
  column(count: number, limit: number): Uint32Array;
  readonly isAtEnd: boolean;
}

/** Bytes that are cut short, too long or contradict themselves. */
export function corrupt(what: string): Fault {
  return new Fault("codec/corrupt", `element table: ${what}`);
}

/** Runs pack many equal rows into few bytes, but a claim beyond this is a lie and no reason to allocate. */
const MAX_ROWS_A_BYTE = 64;

/** A browser's decoder costs microseconds a call: short texts of ASCII, which most are, do without. */
const MAX_PLAIN_BYTES = 256;

/** Makes a reader from the first of `bytes` on. */
export function createByteReader(bytes: Uint8Array): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let at = 0;

  function need(count: number): void {
    if (at + count > bytes.length) throw corrupt("it is cut short");
  }

  function byte(): number {
    need(1);
    return bytes[at++] as number;
  }

  function choice(limit: number): number {
    const value = byte();
    if (value >= limit) throw corrupt(`${value} is none of ${limit} choices`);
    return value;
  }

  function unsigned(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 49; scale *= 128) {
      const next = byte();
      value += (next & 0x7f) * scale;
      if (next < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER) break;
        return value;
      }
    }
    throw corrupt("a number is too large");
  }

  function signed(): number {
    const value = unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  function count(): number {
    const value = unsigned();
    if (value > bytes.length * MAX_ROWS_A_BYTE)
      throw corrupt(`it claims ${value} rows in ${bytes.length} bytes`);
    return value;
  }

  function double(): number {
    need(8);
    at += 8;
    return view.getFloat64(at - 8, true);
  }

  function decimal(): number {
    const decimals = byte();
    if (decimals === RAW_NUMBER) return double();
    if (decimals > MAX_DECIMALS) throw corrupt(`a number with ${decimals} decimals`);
    return signed() / 10 ** decimals;
  }

  function isAscii(from: number, to: number): boolean {
    let any = 0;
    for (let each = from; each < to; each++) any |= bytes[each] as number;
    return any < 0x80;
  }

  function text(): string {
    const length = unsigned();
    need(length);
    at += length;
    if (length <= MAX_PLAIN_BYTES && isAscii(at - length, at))
      return String.fromCharCode.apply(undefined, bytes.subarray(at - length, at) as unknown as number[]);
    try {
      return decoder.decode(bytes.subarray(at - length, at));
    } catch (cause) {
      throw new Fault("codec/corrupt", "element table: a text is not UTF-8", {}, { cause });
    }
  }

  function globalId(): string {
    if (choice(2) === 0) return text();
    need(16);
    let held = 0;
    let bits = 4;
    let digits = "";
    for (let i = 0; i < 16; i++) {
      held = (held << 8) | (bytes[at++] as number);
      bits += 8;
      while (bits >= 6) {
        bits -= 6;
        digits += GLOBAL_ID_DIGITS[(held >> bits) & 0x3f];
      }
      held &= (1 << bits) - 1;
    }
    return digits;
  }

  function column(length: number, limit: number): Uint32Array {
    const mode = choice(3);
    const values = new Uint32Array(length);
    if (mode === COLUMN_MODES.runs) {
      for (let i = 0; i < length; ) {
        const run = unsigned();
        if (run === 0 || run > length - i) throw corrupt("a run is too long");
        values.fill(check(unsigned(), limit), i, i + run);
        i += run;
      }
      return values;
    }
    let previous = 0;
    for (let i = 0; i < length; i++) {
      previous = mode === COLUMN_MODES.plain ? unsigned() : previous + signed();
      values[i] = check(previous, limit);
    }
    return values;
  }

  return {
    byte,
    choice,
    unsigned,
    count,
    double,
    decimal,
    text,
    globalId,
    column,
    get isAtEnd() {
      return at === bytes.length;
    },
  };
}

function check(value: number, limit: number): number {
  if (!(value >= 0 && value < limit)) throw corrupt(`${value} is not below ${limit}`);
  return value;
}
