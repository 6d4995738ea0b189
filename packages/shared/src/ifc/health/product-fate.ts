import type { ProductFate } from "./build-health.ts";

/** What is known of one product after meshing and drawing curves. */
export interface ProductOutcome {
  readonly hasRepresentation: boolean;
  /** It is an opening or a space. */
  readonly isHidden: boolean;
  readonly hasTriangles: boolean;
  readonly hasAxis: boolean;
  readonly wasSkipped: boolean;
  /** What web-ifc said where it ended with an exception at it. */
  readonly failure: string | undefined;
  /** Why it has no curve. */
  readonly noCurve: string | undefined;
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
  if (failure !== undefined) {
    const isNotFinite = /not numbers/.test(failure);
    return isNotFinite
      ? { fate: "not-drawn", reason: "not-finite" }
      : { fate: "not-drawn", reason: "failed", detail: failure };
  }
  if (noCurve?.startsWith("part of the alignment")) return { fate: "not-drawn", reason: "part-of-alignment" };
  if (!product.hasRepresentation) return { fate: "not-drawn", reason: "no-representation" };
  const detail = noCurve?.replaceAll(/ ?#\d+/g, "");
  return { fate: "not-drawn", reason: "no-geometry", ...(detail === undefined ? {} : { detail }) };
}
