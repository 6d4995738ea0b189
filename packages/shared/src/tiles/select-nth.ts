/**
 * Reorders `values` so that the `n` with the smallest keys come first (Hoare's quickselect). The pivot is the middle
 * one: the same input ends in the same order. O(length) on the usual input.
 */
export function selectNth(values: Uint32Array, n: number, keyOf: (value: number) => number): void {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = keyOf(values[(low + high) >> 1] as number);
    let left = low;
    let right = high;
    while (left <= right) {
      while (keyOf(values[left] as number) < pivot) left++;
      while (keyOf(values[right] as number) > pivot) right--;
      if (left > right) break;
      const swapped = values[left] as number;
      values[left++] = values[right] as number;
      values[right--] = swapped;
    }
    if (n <= right) high = right;
    else if (n >= left) low = left;
    else return;
  }
}
