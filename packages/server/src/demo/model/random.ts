/** A stream of numbers that is the same for the same seed on every machine. */
export interface Random {
  /** Uniform, 0 ≤ x < 1. */
  next(): number;
  /** Uniform, min ≤ x < max. */
  between(min: number, max: number): number;
  /** A whole number, min ≤ n ≤ max. */
  integer(min: number, max: number): number;
  /** One of a list, each as likely. @throws {RangeError} for an empty list. */
  pick<T>(items: readonly T[]): T;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** Normal distribution (Box–Muller). */
  normal(mean: number, deviation: number): number;
}

/**
 * Mulberry32 over a seed mixed from words (FNV-1a): each part of the generator takes a stream of its own by name, so
 * that a change in one part does not shift the numbers of another.
 */
export function createRandom(...words: readonly (string | number)[]): Random {
  let state = hashText(words.join("\u001f"));
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (min, max) => min + (max - min) * next(),
    integer: (min, max) => min + Math.floor((max - min + 1) * next()),
    pick(items) {
      if (items.length === 0) throw new RangeError("nothing to pick from");
      return items[Math.floor(next() * items.length)] as (typeof items)[number];
    },
    chance: (probability) => next() < probability,
    normal: (mean, deviation) =>
      mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

/** FNV-1a of a text, 32 bits. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}
