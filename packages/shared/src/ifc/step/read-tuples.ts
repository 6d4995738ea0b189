import { ASCII, skipBlank } from "./ascii.ts";
import type { StepFile } from "./step-file.ts";
import { parseStepNumber } from "./step-number.ts";
import { endOfNumber } from "./step-value.ts";

/**
 * Numbers of the list at `at`, one after the other: of `(1, 2)` where `width` is 1, of `((1, 2, 3), (4, 5, 6))` where it is
 * 3. For the long lists of tessellations: no list is made for a tuple, so that a million triangles cost their numbers only.
 *
 * @returns Undefined where there is no list, or a tuple of another length in it. What is no number is NaN.
 */
export function tuplesAt(file: StepFile, at: number, end: number, width: number): Float64Array | undefined {
  const { bytes } = file;
  if (at < 0 || bytes[at] !== ASCII.open) return undefined;
  const deepest = width > 1 ? 2 : 1;
  const numbers: number[] = [];
  let depth = 0;
  let tupleFrom = 0;
  for (let i = at; i < end; i = skipBlank(bytes, i, end)) {
    const code = bytes[i] as number;
    if (code === ASCII.open) {
      if (++depth > deepest) return undefined;
      tupleFrom = numbers.length;
      i++;
    } else if (code === ASCII.close) {
      if (depth === 2 && numbers.length - tupleFrom !== width) return undefined;
      if (--depth === 0) return Float64Array.from(numbers);
      i++;
    } else if (code === ASCII.comma) i++;
    else {
      if (depth !== deepest) return undefined;
      const next = endOfNumber(bytes, i, end);
      numbers.push(parseStepNumber(bytes, i, next));
      i = next;
    }
  }
  return undefined;
}
