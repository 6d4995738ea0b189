import type { StepFile } from "../../step/index.ts";
import type { FileUnits } from "./file-units.ts";
import { invertRigid, type Matrix4, multiply } from "./matrix4.ts";
import { objectPlacement } from "./object-placement.ts";
import { createRecordReader, type RecordReader, refOf } from "./record-reader.ts";

/** Position of ObjectPlacement in every IfcProduct. */
const PLACEMENT = 5;

/**
 * Moves for products that stand on a grid: web-ifc 0.0.78 does not read IfcGridPlacement and puts all of them at the
 * origin, with an error in its log.
 *
 * @returns By `#id`, metres, z up: what to multiply before web-ifc's own matrix. Nothing where no grid is used.
 */
export function gridCorrections(
  file: StepFile,
  products: Iterable<number>,
  units: FileUnits,
): ReadonlyMap<number, Matrix4> {
  const moves = new Map<number, Matrix4>();
  if (file.rowsOfType("IFCGRIDPLACEMENT").length === 0) return moves;
  const reader = createRecordReader(file);
  for (const product of products) {
    const placement = refOf(reader.argumentsOf(product)[PLACEMENT]);
    if (!standsOnGrid(reader, placement)) continue;
    const seen = objectPlacement(reader, placement, units);
    const unseen = objectPlacement(reader, placement, units, false);
    const move = multiply(seen, invertRigid(unseen));
    for (const k of [12, 13, 14]) move[k] = (move[k] as number) * units.lengthM;
    moves.set(product, move);
  }
  return moves;
}

function standsOnGrid(reader: RecordReader, placement: number): boolean {
  let at = placement;
  for (let depth = 0; depth < 64 && reader.typeOf(at) === "IFCLOCALPLACEMENT"; depth++) {
    at = refOf(reader.argumentsOf(at)[0]);
  }
  return reader.typeOf(at) === "IFCGRIDPLACEMENT";
}
