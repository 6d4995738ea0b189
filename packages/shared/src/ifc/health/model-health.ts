import type { NotDrawnReason } from "../../contracts/index.ts";
import type { Issue } from "../../issues.ts";
import type { ModelPlacement } from "../placement/index.ts";

/** Products of one class that are not drawn for one reason. */
export interface NotDrawn {
  /** As the standard writes it, e.g. `IfcOpeningElement`. */
  readonly type: string;
  readonly count: number;
  readonly reason: NotDrawnReason;
  /** With `no-geometry` classes of IFC, with `failed` what web-ifc said, in English; absent where the reason says all. */
  readonly detail?: string;
}

/**
 * What became of a model, to the last product: `products` = `drawn` + `drawnFromAxis` + the sum of `notDrawn`. Plain JSON.
 */
export interface ModelHealth {
  /** Instances of IfcProduct: elements, spaces, openings, spatial structure, ports, annotations. */
  readonly products: number;
  readonly withRepresentation: number;
  /** With triangles, of web-ifc or of a triangulated network that it does not know, and shown. */
  readonly drawn: number;
  /** As a tube or line along their axis or curve, because there are no triangles of them. */
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
