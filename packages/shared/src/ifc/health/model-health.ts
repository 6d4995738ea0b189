import type { Issue } from "../../issues.ts";
import type { ModelPlacement } from "../placement/index.ts";

/** Why a product is not drawn. */
export const NOT_DRAWN_REASONS = [
  /** It has no representation: a storey, a port, an assembly whose parts are drawn. */
  "no-representation",
  /** An opening or a space: its body is in a tileset of its own, shown only when asked for. */
  "hidden",
  /** A segment, or the horizontal or vertical part, of an alignment that is drawn as a whole. */
  "part-of-alignment",
  /** Its representation has neither body nor curve, e.g. only a text or a bounding box, or a body of no size. */
  "no-geometry",
  /** web-ifc ended with an error at it, and it has no curve. */
  "failed",
  /** Meshing it took longer than the limit, and it has no curve. */
  "timed-out",
  /** Its coordinates are not finite numbers. */
  "not-finite",
] as const;

/** One of {@link NOT_DRAWN_REASONS}. */
export type NotDrawnReason = (typeof NOT_DRAWN_REASONS)[number];

/** Products of one class that are not drawn for one reason. */
export interface NotDrawn {
  /** As the standard writes it, e.g. `IfcOpeningElement`. */
  readonly type: string;
  readonly count: number;
  readonly reason: NotDrawnReason;
  /** More of it, in English, without `#id`s; absent where the reason says all. */
  readonly detail?: string;
}

/**
 * What became of a model, to the last product: `products` = `drawn` + `drawnFromAxis` + the sum of `notDrawn`. Plain JSON.
 */
export interface ModelHealth {
  /** Instances of IfcProduct: elements, spaces, openings, spatial structure, ports, annotations. */
  readonly products: number;
  readonly withRepresentation: number;
  /** With triangles of web-ifc, and shown. */
  readonly drawn: number;
  /** As a tube or line along their axis or curve, because web-ifc has no triangles for them. */
  readonly drawnFromAxis: number;
  readonly notDrawn: readonly NotDrawn[];
  /** Errors that web-ifc logged. */
  readonly parserErrors: number;
  readonly missingGlobalIds: number;
  readonly duplicateGlobalIds: number;
  readonly undecodableStrings: number;
  /** As FILE_SCHEMA names it. */
  readonly schema: string;
  /** Symbols of the project's units, e.g. `mm`. */
  readonly units: { readonly length: string; readonly angle: string };
  readonly placement: ModelPlacement;
  readonly findings: readonly Issue[];
}
