/** Type names as numbers, in the order of their first occurrence; see {@link createTypeNames}. */
export interface TypeNames {
  /** Number of the name in `bytes` from `start` to `end`, whatever its case; −1 where 65,536 are taken. */
  indexOf(bytes: Uint8Array, start: number, end: number): number;
  /** Upper case. */
  readonly names: readonly string[];
}

const MAX_NAMES = 0x10000;
/** Power of two; files have some hundred names. */
const CACHE_SLOTS = 4096;

/**
 * Numbers type names straight from bytes: a text is made once for each name, not for each record (files have
 * millions of records of a few hundred types). A slot chosen by length and four letters holds the last name that fell
 * into it, as written; its bytes are compared in full, and only a miss goes through a text and a map.
 */
export function createTypeNames(): TypeNames {
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const slots = new Int32Array(CACHE_SLOTS).fill(-1);
  const starts = new Uint32Array(CACHE_SLOTS);
  const lengths = new Uint16Array(CACHE_SLOTS);

  function find(bytes: Uint8Array, start: number, end: number): number {
    let name = "";
    for (let i = start; i < end; i++) name += String.fromCharCode(bytes[i] as number);
    name = name.toUpperCase();
    const known = numbers.get(name);
    if (known !== undefined) return known;
    if (names.length === MAX_NAMES) return -1;
    numbers.set(name, names.length);
    return names.push(name) - 1;
  }

  return {
    names,
    indexOf(bytes, start, end) {
      const length = end - start;
      const letters =
        (bytes[start + 3] as number) * 7 +
        (bytes[start + (length >> 1)] as number) * 61 +
        (bytes[end - 4] as number) * 421 +
        (bytes[end - 2] as number) * 1733;
      const slot = (letters + length * 3571) & (CACHE_SLOTS - 1);
      const held = slots[slot] as number;
      if (held >= 0 && lengths[slot] === length) {
        let i = 0;
        for (let from = starts[slot] as number; i < length && bytes[from + i] === bytes[start + i]; ) i++;
        if (i === length) return held;
      }
      const number = find(bytes, start, end);
      if (length < 0x10000) {
        slots[slot] = number;
        starts[slot] = start;
        lengths[slot] = length;
      }
      return number;
    },
  };
}
