import type { StepFile } from "../../step/index.ts";
import type { FileUnits } from "./file-units.ts";
import { invertRigid, type Matrix4, multiply } from "./matrix4.ts";
import { objectPlacement, placementChain, relativePlacement } from "./object-placement.ts";
import { createRecordReader, type RecordReader, refOf } from "./record-reader.ts";

/** Position of ObjectPlacement in every IfcProduct. */
const PLACEMENT = 5;

/** Placements that web-ifc 0.0.78 reads wrongly or not at all. */
const GRID_OR_LINEAR: readonly string[] = ["IFCGRIDPLACEMENT", "IFCLINEARPLACEMENT"];

/**
 * What to multiply before web-ifc's own matrix of a product, metres, z up; undefined where its matrix is right or where
 * we do not know better.
 *
 * @param frameInWebIfc Answers where web-ifc has an IfcObjectPlacement, in the file's unit.
 */
export type PlacementCorrection = (
  product: number,
  frameInWebIfc: (placement: number) => Matrix4,
) => Matrix4 | undefined;

/**
 * Corrections for products that stand on a grid or along a curve. web-ifc 0.0.78 does not read IfcGridPlacement and puts
 * all of them at the origin, with an error in its log. Of IfcLinearPlacement it turns Axis and RefDirection once more by
 * the curve's tangent, leaves out its slope, and loses straight segments whose trims it does not know.
 *
 * The correction is the frame of ours times the inverse of that of web-ifc, whatever that may be.
 */
export function placementCorrections(file: StepFile, units: FileUnits): PlacementCorrection {
  if (!hasGridOrLinear(file)) return () => undefined;
  const reader = createRecordReader(file);
  return (product, frameInWebIfc) => {
    const wrong = gridAndLinearPlacements(reader, product);
    if (wrong.length === 0 || wrong.some((id) => !relativePlacement(reader, id, units))) return undefined;
    const placement = placementOf(reader, product);
    const ours = objectPlacement(reader, placement, units);
    const move = multiply(ours, invertRigid(frameInWebIfc(placement)));
    for (const k of [12, 13, 14]) move[k] = (move[k] as number) * units.lengthM;
    return move;
  };
}

/** False where no product of a file can stand on a grid or along a curve. */
export const hasGridOrLinear = (file: StepFile): boolean =>
  GRID_OR_LINEAR.some((type) => file.rowsOfType(type).length > 0);

/** `#id`s of the grid and linear placements on the way to where a product stands. */
export const gridAndLinearPlacements = (reader: RecordReader, product: number): number[] =>
  (placementChain(reader, placementOf(reader, product)) ?? []).filter((id) =>
    GRID_OR_LINEAR.includes(reader.typeOf(id)),
  );

const placementOf = (reader: RecordReader, product: number) => refOf(reader.argumentsOf(product)[PLACEMENT]);
