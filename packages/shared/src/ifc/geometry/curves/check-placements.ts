import type { Issue } from "../../../issues.ts";
import { lengthOf, subtract, type Vector3 } from "../../../tiles/index.ts";
import type { StepFile } from "../../step/index.ts";
import type { FileUnits } from "./file-units.ts";
import type { Matrix4 } from "./matrix4.ts";
import { cartesianPosition, linearPlacement, relativePlacement } from "./object-placement.ts";
import { gridAndLinearPlacements, hasGridOrLinear } from "./placement-corrections.ts";
import { createRecordReader, type RecordReader, refOf } from "./record-reader.ts";

/** From here on two places of one placement are two: metres, and the length between two unit axes (0.6°). */
const APART = { originM: 0.01, axis: 0.01 } as const;

/**
 * Findings about products on grids and along curves, one of a kind, at the first of its products: placements that are not
 * understood, so that a product stands where web-ifc has it or at its parent's origin; and those whose CartesianPosition
 * is another place than the one along the curve. The curve is followed: ISO 16739-1:2024 has the other for applications
 * that do not support linear placement.
 */
export function checkPlacements(file: StepFile, products: Iterable<number>, units: FileUnits): Issue[] {
  if (!hasGridOrLinear(file)) return [];
  const reader = createRecordReader(file);
  const unread: number[] = [];
  const apart: number[] = [];
  let farthestM = 0;
  for (const product of products) {
    const placements = gridAndLinearPlacements(reader, product);
    if (placements.some((id) => !relativePlacement(reader, id, units))) unread.push(product);
    const gaps = placements.map((id) => gapBeside(reader, id, units));
    if (gaps.some(({ originM, axis }) => originM > APART.originM || axis > APART.axis)) apart.push(product);
    farthestM = Math.max(farthestM, ...gaps.map(({ originM }) => originM));
  }
  const issues: Issue[] = [];
  if (unread.length > 0) {
    issues.push({
      ...{ code: "ifc/placement-unread", severity: "warning", ref: `#${unread[0]}` },
      message: `placement of ${unread.length} product(s) on a grid or along a curve could not be understood; where they are drawn is not certain`,
    });
  }
  if (apart.length > 0) {
    issues.push({
      ...{ code: "ifc/placements-disagree", severity: "warning", ref: `#${apart[0]}` },
      message: `${apart.length} product(s) have a CartesianPosition that is not their place along the curve (origins up to ${farthestM.toFixed(3)} m apart); the place along the curve was taken`,
    });
  }
  return issues;
}

/** How far the place along the curve and CartesianPosition lie apart; 0 where a placement has not both. */
function gapBeside(reader: RecordReader, id: number, units: FileUnits): { originM: number; axis: number } {
  const beside = reader.typeOf(id) === "IFCLINEARPLACEMENT" ? cartesianPosition(reader, id) : undefined;
  const along = beside && linearPlacement(reader, refOf(reader.argumentsOf(id)[1]), units);
  if (!along) return { originM: 0, axis: 0 };
  return {
    originM: lengthBetween(along, beside, 12) * units.lengthM,
    axis: Math.max(...[0, 4, 8].map((at) => lengthBetween(along, beside, at))),
  };
}

/** Between the three numbers of two matrices from `at` on. */
function lengthBetween(a: Matrix4, b: Matrix4, at: number): number {
  const triple = (m: Matrix4) => [m[at], m[at + 1], m[at + 2]] as unknown as Vector3;
  return lengthOf(subtract(triple(a), triple(b)));
}
