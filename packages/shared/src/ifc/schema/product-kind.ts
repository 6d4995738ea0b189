import { type IfcClass, isA } from "./ifc-classes.ts";

/**
 * What a product is to somebody who looks at the model: `opening` and `space` are there but not shown by default,
 * `spatial` has parts rather than a shape, `alignment`, `grid`, `referent`, `annotation`, `structural` and `port` are
 * seldom meshes.
 */
export const PRODUCT_KINDS = [
  "element",
  "spatial",
  "space",
  "opening",
  "port",
  "annotation",
  "grid",
  "alignment",
  "referent",
  "structural",
  "virtual",
] as const;

/** One of {@link PRODUCT_KINDS}. */
export type ProductKind = (typeof PRODUCT_KINDS)[number];

/** Superclass → kind; the first that fits. IfcEarthworksCut also subtracts, but is a work of its own: an element. */
const KIND_OF: readonly (readonly [string, ProductKind])[] = [
  ["IfcOpeningElement", "opening"],
  ["IfcVoidingFeature", "opening"],
  ["IfcVirtualElement", "virtual"],
  ["IfcElement", "element"],
  ["IfcSpace", "space"],
  ["IfcSpatialZone", "space"],
  ["IfcExternalSpatialStructureElement", "space"],
  ["IfcSpatialElement", "spatial"],
  ["IfcSpatialStructureElement", "spatial"],
  ["IfcPort", "port"],
  ["IfcAnnotation", "annotation"],
  ["IfcGrid", "grid"],
  ["IfcReferent", "referent"],
  ["IfcLinearElement", "alignment"],
  ["IfcPositioningElement", "alignment"],
  ["IfcStructuralItem", "structural"],
  ["IfcStructuralActivity", "structural"],
];

/** Kind of a product's class; what fits nothing (IfcProxy, a class of a newer schema) is an element. */
export function productKindOf(productClass: IfcClass | undefined): ProductKind {
  return KIND_OF.find(([ancestor]) => isA(productClass, ancestor))?.[1] ?? "element";
}
