/** Even ranges that leave more than this share in one of them tell nothing apart: one hall among a hundred rooms. */
const CROWDED = 0.7;

/** Limits of at most `most` even ranges; where nearly all would be in one, such that each has about as many. @param sorted Ascending. */
export function chooseLimits(sorted: Float64Array, most: number): number[] {
  const [least, greatest] = [sorted[0], sorted.at(-1)];
  if (least === undefined || greatest === undefined) return [];
  const even = roundLimits(least, greatest, most);
  const counts = new Map<number, number>();
  for (const value of sorted) counts.set(rangeOf(even, value), (counts.get(rangeOf(even, value)) ?? 0) + 1);
  if (even.length < 3 || Math.max(...counts.values()) <= CROWDED * sorted.length) return even;
  const inner = Array.from({ length: most - 1 }, (_, i) => {
    const value = sorted[Math.floor(((i + 1) * sorted.length) / most)] as number;
    return Number(value.toPrecision(2));
  }).filter((limit) => limit > least && limit < greatest);
  return [...new Set([even[0] as number, ...inner, even.at(-1) as number])];
}

/** Values below are noise of whoever wrote the file, not something to make ranges of. */
const SMALLEST = 1e-100;

/**
 * Limits of ranges: multiples of 1, 2, 2.5 or 5 times a power of ten that hold both ends, with at most `most` ranges between
 * them. One value alone is one range.
 */
export function roundLimits(least: number, greatest: number, most: number): number[] {
  const size = Math.max(Math.abs(least), Math.abs(greatest), SMALLEST);
  if (greatest - least <= 1e-9 * size) return [least, greatest];
  for (let power = Math.floor(Math.log10((greatest - least) / most)); ; power++) {
    for (const factor of [1, 2, 2.5, 5]) {
      const step = factor * 10 ** power;
      const [first, last] = [Math.floor(least / step + 1e-9), Math.ceil(greatest / step - 1e-9)];
      if (last - first > most) continue;
      // Sums of steps drift (0.1 + 0.2); what is printed is read back.
      return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
    }
  }
}

/** Number of the range that a value is in; the upper limit belongs to the next one, but for the last. */
export function rangeOf(limits: readonly number[], value: number): number {
  let at = 0;
  while (at < limits.length - 2 && value >= (limits[at + 1] as number)) at++;
  return at;
}

/** More limits of one's own would be more colours than an eye tells apart. */
export const MAX_OWN_LIMITS = 9;

/**
 * Reads limits that somebody typed: numbers apart by spaces, commas or semicolons, also Chinese ones; `−` for minus.
 *
 * @returns The limits; `none` where nothing is typed, else what is wrong with it.
 */
export function parseLimits(
  text: string,
): readonly number[] | "none" | "no-number" | "no-order" | "too-many" {
  const words = text.split(/[\s,;，；、]+/).filter(Boolean);
  if (words.length === 0) return "none";
  const limits = words.map((word) => Number(word.replace("−", "-")));
  if (!limits.every(Number.isFinite)) return "no-number";
  if (limits.some((limit, i) => i > 0 && limit <= (limits[i - 1] as number))) return "no-order";
  return limits.length > MAX_OWN_LIMITS ? "too-many" : limits;
}

/** Limits of somebody's own, open at an end beyond which there are values. @param own Ascending. @param sorted Values, ascending. */
export function openLimits(own: readonly number[], sorted: Float64Array): number[] {
  const [first = 0, last = 0] = [own[0], own.at(-1)];
  const isBelow = own.length === 1 || (sorted[0] ?? first) < first;
  const isAbove = own.length === 1 || (sorted.at(-1) ?? last) > last;
  return [
    ...(isBelow ? [Number.NEGATIVE_INFINITY] : []),
    ...own,
    ...(isAbove ? [Number.POSITIVE_INFINITY] : []),
  ];
}
