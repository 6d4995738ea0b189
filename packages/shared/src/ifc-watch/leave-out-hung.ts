import { Fault } from "../faults.ts";
import type { HangLimits } from "./hang-watch.ts";

/** A try that ended because one product took too long. */
export interface HungAt {
  /** The product's number in the file (`#42`). */
  readonly hungAt: number;
}

/** A file that hangs at more products than this hangs at all of them. */
const MAX_HANGS = 8;

/**
 * Tries a conversion until it comes to an end, each time without the products at which the tries before hung: their thread
 * cannot be interrupted, only ended.
 *
 * @param tryOnce Converts without the products of `skip`.
 * @throws {Fault} `model/too-demanding` where it hangs at more than {@link MAX_HANGS} products; whatever `tryOnce` throws.
 */
export async function leaveOutHung<T extends object>(
  tryOnce: (skip: readonly number[]) => Promise<T | HungAt>,
  { productMs }: HangLimits,
): Promise<T> {
  const skip: number[] = [];
  for (;;) {
    const outcome = await tryOnce(skip);
    if (!("hungAt" in outcome)) return outcome;
    skip.push(outcome.hungAt);
    if (skip.length > MAX_HANGS) throw tooManyHangs(skip, productMs);
  }
}

function tooManyHangs(products: readonly number[], productMs: number): Fault {
  const ids = products.map((id) => `#${id}`).join(", ");
  return new Fault(
    "model/too-demanding",
    `meshing: ${products.length} products each took longer than ${productMs / 1000} s (${ids}); the file is given up`,
    { products: ids },
  );
}
