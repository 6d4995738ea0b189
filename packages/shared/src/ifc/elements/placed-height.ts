import { createRecordReader, objectPlacement, placementChain, refOf } from "../geometry/index.ts";
import type { StepFile } from "../step/index.ts";

/** Position of ObjectPlacement in every IfcProduct. */
const PLACEMENT = 5;

/**
 * How high the origin of a product stands in the file's coordinates, in the file's unit: its chain of IfcLocalPlacement
 * (IFC 4.3, 8.18.3.10) with that of building and site. Undefined where it has no placement, or one of another kind.
 */
export function placedHeight(step: StepFile, productId: number): number | undefined {
  const reader = createRecordReader(step);
  const placement = refOf(reader.argumentsOf(productId)[PLACEMENT]);
  const chain = placementChain(reader, placement) ?? [];
  const isLocal = (id: number) =>
    reader.typeOf(id) === "IFCLOCALPLACEMENT" && refOf(reader.argumentsOf(id)[1]) !== 0;
  if (chain.length === 0 || !chain.every(isLocal)) return undefined;
  // Units matter to curves and grids alone.
  return objectPlacement(reader, placement, { lengthM: 1, angleRad: 1 })[14];
}
