import type { DrainPiece } from "./gravity-layout.ts";
import type { FlowOrder } from "./gravity-order.ts";
import type { DrainSize } from "./gravity-sizes.ts";

/**
 * Chooses a size for each piece in the order of flow, never smaller than what flows into it (GB 50014: no drain empties
 * into a narrower one): where a street has less room than the drain that comes, the drain keeps its size.
 */
export function sizeDrains(
  pieces: readonly DrainPiece[],
  { order, outgoing }: FlowOrder,
  choose: (piece: number) => DrainSize,
): DrainSize[] {
  const sizes: DrainSize[] = new Array(pieces.length);
  const arriving: (DrainSize | undefined)[] = new Array(pieces.length);
  for (const index of order) {
    const size = widerOf(choose(index), arriving[index]);
    sizes[index] = size;
    const next = outgoing[(pieces[index] as DrainPiece).to] ?? -1;
    if (next !== -1) arriving[next] = widerOf(size, arriving[next]);
  }
  return sizes;
}

function widerOf(one: DrainSize, other: DrainSize | undefined): DrainSize {
  if (other === undefined || one.innerM > other.innerM) return one;
  if (other.innerM > one.innerM) return other;
  return other.shape === "box" ? other : one;
}
