import type { Bucket } from "@shuicheng/shared/contracts";

/** Numbers a slice. */
const STRIDE = 7;

/** Slices as one array of numbers, NaN for null: from thread to thread a thousand objects cost as much as summing up a year. */
export function packBuckets(buckets: readonly Bucket[]): Float64Array {
  const packed = new Float64Array(buckets.length * STRIDE);
  let at = 0;
  for (const { start, end, n, min, max, mean, last } of buckets) {
    packed[at] = start;
    packed[at + 1] = end;
    packed[at + 2] = n;
    packed[at + 3] = min ?? Number.NaN;
    packed[at + 4] = max ?? Number.NaN;
    packed[at + 5] = mean ?? Number.NaN;
    packed[at + 6] = last ?? Number.NaN;
    at += STRIDE;
  }
  return packed;
}

/** The inverse of {@link packBuckets}. */
export function unpackBuckets(packed: Float64Array): Bucket[] {
  const orNull = (at: number) => (Number.isNaN(packed[at]) ? null : (packed[at] as number));
  return Array.from({ length: packed.length / STRIDE }, (_, index) => {
    const at = index * STRIDE;
    return {
      start: packed[at] as number,
      end: packed[at + 1] as number,
      n: packed[at + 2] as number,
      min: orNull(at + 3),
      max: orNull(at + 4),
      mean: orNull(at + 5),
      last: orNull(at + 6),
    };
  });
}
