import type { NotDrawnCause } from "../../contracts/index.ts";
import type { ProductFate } from "./build-health.ts";

/** What is known of one product after meshing and drawing curves. */
export interface ProductOutcome {
  readonly hasRepresentation: boolean;
  /** It is an opening or a space. */
  readonly isHidden: boolean;
  readonly hasTriangles: boolean;
  readonly hasAxis: boolean;
  readonly wasSkipped: boolean;
  /** Why meshing failed at it. */
  readonly failure: NotDrawnCause | undefined;
  /** Why it has no curve. */
  readonly noCurve: NotDrawnCause | undefined;
}

/** Decides what became of a product; triangles go before curves, curves before excuses. */
export function fateOf(product: ProductOutcome): ProductFate {
  const { hasTriangles, hasAxis, isHidden } = product;
  if (hasTriangles || hasAxis) {
    if (isHidden) return { fate: "not-drawn", reason: "hidden" };
    return hasTriangles ? { fate: "drawn" } : { fate: "drawn-from-axis" };
  }
  const { failure, noCurve } = product;
  if (product.wasSkipped) return { fate: "not-drawn", reason: "timed-out" };
  if (failure) return { fate: "not-drawn", ...failure };
  if (noCurve?.reason === "part-of-alignment") return { fate: "not-drawn", reason: "part-of-alignment" };
  if (!product.hasRepresentation) return { fate: "not-drawn", reason: "no-representation" };
  return { fate: "not-drawn", ...(noCurve ?? { reason: "empty-representation" }) };
}
