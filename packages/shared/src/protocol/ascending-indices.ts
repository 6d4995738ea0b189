import { Fault } from "../faults.ts";

const SPARSE = 0;
const DENSE = 1;

/** Most bytes that `n` indices take with what leads them. */
export const mostBytesOf = (n: number): number => 1 + 5 + 5 + n * 5;

/**
 * Writes indices as patches carry them: `u8 mode`, how many there are, then gaps, or of a run of neighbours the first alone.
 *
 * @param indices Ascending, each once, below 2³².
 * @returns Where the next byte goes.
 */
export function writeIndices(bytes: Uint8Array, start: number, indices: Uint32Array): number {
  const n = indices.length;
  const first = n > 0 ? (indices[0] as number) : 0;
  const isRun = n > 0 && (indices[n - 1] as number) - first === n - 1;
  bytes[start] = isRun ? DENSE : SPARSE;
  let at = writeVarint(bytes, start + 1, n);
  if (isRun) return writeVarint(bytes, at, first);
  let previous = -1;
  for (let i = 0; i < n; i++) {
    const index = indices[i] as number;
    at = writeVarint(bytes, at, index - previous - 1);
    previous = index;
  }
  return at;
}

/**
 * Reads what {@link writeIndices} wrote, and moves the cursor behind it.
 *
 * @throws {Fault} `codec/corrupt`
 */
export function readIndices(bytes: Uint8Array, cursor: { at: number }): Uint32Array {
  const mode = bytes[cursor.at++];
  if (mode !== SPARSE && mode !== DENSE) throw corrupt(`mode ${mode} is neither sparse (0) nor dense (1)`);
  const n = readVarint(bytes, cursor);
  if (n > bytes.length) throw corrupt(`claims ${n} indices in ${bytes.length} bytes`);
  const indices = new Uint32Array(n);
  if (mode === DENSE) {
    const first = readVarint(bytes, cursor);
    if (first + n - 1 > 0xffff_ffff) throw corrupt("index above 32 bits");
    for (let i = 0; i < n; i++) indices[i] = first + i;
    return indices;
  }
  let previous = -1;
  for (let i = 0; i < n; i++) {
    const index = previous + 1 + readVarint(bytes, cursor);
    if (index > 0xffff_ffff) throw corrupt("index above 32 bits");
    indices[i] = index;
    previous = index;
  }
  return indices;
}

/** Fault of a body that cannot be read. */
export function corrupt(reason: string): Fault {
  return new Fault("codec/corrupt", `body of a patch: ${reason}`);
}

function writeVarint(bytes: Uint8Array, at: number, value: number): number {
  let rest = value;
  while (rest > 0x7f) {
    bytes[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  bytes[at++] = rest;
  return at;
}

function readVarint(bytes: Uint8Array, cursor: { at: number }): number {
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = bytes[cursor.at++];
    if (byte === undefined) throw corrupt("ends inside a number");
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) {
      if (value > 0xffff_ffff) throw corrupt("number above 32 bits");
      return value;
    }
  }
  throw corrupt("number longer than five bytes");
}
