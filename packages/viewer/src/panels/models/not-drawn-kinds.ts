import type { ModelHealthReport, NotDrawnReason } from "@shuicheng/shared/contracts";

/** Products of one class that are not drawn for one reason. */
export type NotDrawnRow = ModelHealthReport["notDrawn"][number];

/** Reasons that are nobody's fault: shown on request, drawn as a part of something else, or without a shape in the file. */
const MEANT: ReadonlySet<NotDrawnReason> = new Set(["hidden", "part-of-alignment", "no-representation"]);

/** Classes that a picture in space has no place for, whatever their representation: notes, grids, openings, ports. */
const PLAN_CLASSES: ReadonlySet<string> = new Set([
  ...["IfcAnnotation", "IfcGrid", "IfcVirtualElement", "IfcPort", "IfcDistributionPort"],
  ...["IfcOpeningElement", "IfcOpeningStandardCase", "IfcVoidingFeature", "IfcSpace", "IfcSpatialZone"],
]);

/** A report's rows: what was to be drawn and could not be, and what was never meant to be. */
export interface NotDrawnKinds {
  readonly failed: readonly NotDrawnRow[];
  readonly meant: readonly NotDrawnRow[];
  /** Products, not rows. */
  readonly failedCount: number;
  readonly meantCount: number;
}

/** Tells products that could not be drawn from those that were not meant to be; the most first in both. */
export function partNotDrawn(rows: readonly NotDrawnRow[]): NotDrawnKinds {
  const isMeant = ({ type, reason }: NotDrawnRow) => MEANT.has(reason) || PLAN_CLASSES.has(type);
  const sorted = rows.toSorted((a, b) => b.count - a.count);
  const [meant, failed] = [sorted.filter(isMeant), sorted.filter((row) => !isMeant(row))];
  const countOf = (own: readonly NotDrawnRow[]) => own.reduce((sum, { count }) => sum + count, 0);
  return { failed, meant, failedCount: countOf(failed), meantCount: countOf(meant) };
}
