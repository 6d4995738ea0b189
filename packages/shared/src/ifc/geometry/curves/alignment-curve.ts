import { readLayout } from "./alignment-layout.ts";
import type { FileUnits } from "./file-units.ts";
import { type RecordReader, refOf, refsOf } from "./record-reader.ts";
import { curveOfLayout, findStationCurve, type StationCurve } from "./station-curve.ts";

/** The alignments of a file. */
export interface Alignments {
  /** The curve of an IfcAlignment; undefined where none is understood. */
  curveOf(alignment: number): StationCurve | undefined;
  /** The IfcAlignment that a layout or a segment of one is part of; undefined for others and for alignments. */
  alignmentOf(id: number): number | undefined;
}

/** Position of Representation in every IfcProduct. */
const REPRESENTATION = 6;
const IS_LAYOUT = /^IFCALIGNMENT(HORIZONTAL|VERTICAL|CANT|SEGMENT)$/;

/** Reads what is nested in what: `(GlobalId, OwnerHistory, Name, Description, RelatingObject, RelatedObjects)`. */
export function readAlignments(reader: RecordReader, units: FileUnits): Alignments {
  const children = new Map<number, number[]>();
  const parents = new Map<number, number>();
  const { file } = reader;
  if (file.rowsOfType("IFCALIGNMENT").length > 0) {
    for (const type of ["IFCRELNESTS", "IFCRELAGGREGATES"]) {
      for (const row of file.rowsOfType(type)) {
        const values = reader.argumentsOf(file.ids[row] as number);
        const parent = refOf(values[4]);
        for (const child of refsOf(values[5])) {
          children.set(parent, [...(children.get(parent) ?? []), child]);
          parents.set(child, parent);
        }
      }
    }
  }
  const childrenOf = (id: number) => children.get(id) ?? [];
  const curves = new Map<number, StationCurve | undefined>();
  return {
    curveOf(alignment) {
      if (!curves.has(alignment))
        curves.set(alignment, findAlignmentCurve(reader, alignment, childrenOf, units));
      return curves.get(alignment);
    },
    alignmentOf(id) {
      let above: number | undefined = id;
      for (let level = 0; level < 4 && above !== undefined && IS_LAYOUT.test(reader.typeOf(above)); level++) {
        above = parents.get(above);
        if (above !== undefined && reader.typeOf(above) === "IFCALIGNMENT") return above;
      }
      return undefined;
    },
  };
}

/**
 * The curve of an IfcAlignment, that in space before that in plan: of its own representation, of those of its layouts,
 * else from its layouts' design parameters.
 */
function findAlignmentCurve(
  reader: RecordReader,
  alignment: number,
  childrenOf: (id: number) => readonly number[],
  units: FileUnits,
): StationCurve | undefined {
  const layouts = childrenOf(alignment).filter((child) => IS_LAYOUT.test(reader.typeOf(child)));
  const curves = [alignment, ...layouts].flatMap((product) => {
    const shape = refOf(reader.argumentsOf(product)[REPRESENTATION]);
    const representations = refsOf(reader.argumentsOf(shape)[2]);
    const items = representations.flatMap((one) => refsOf(reader.argumentsOf(one)[3]));
    return items.flatMap((item) =>
      reader.typeOf(item) === "IFCCURVESEGMENT" ? [] : (findStationCurve(reader, item, units) ?? []),
    );
  });
  const inSpace = curves.find((curve) => curve.profileAt);
  const laidOut = () => curveOfLayout(readLayout(reader, alignment, childrenOf, units));
  return inSpace ?? curves[0] ?? laidOut();
}
