import type { Vector3 } from "../../../tiles/index.ts";
import { curvePoints } from "./curve-points.ts";
import { vertexPoint } from "./edge-curves.ts";
import type { FileUnits } from "./file-units.ts";
import { type Matrix4, transformPoint } from "./matrix4.ts";
import { pointByDistance } from "./object-placement.ts";
import { type RecordReader, refOf, refsOf, tripleOf } from "./record-reader.ts";
import { representationItems } from "./representation-items.ts";

/** What a representation has besides bodies. Points in the product's own frame, the file's unit. */
export interface FoundCurves {
  readonly lines: Vector3[][];
  readonly points: Vector3[];
  /** Types of items that are neither, e.g. `IFCTEXTLITERAL`; empty for a record that is missing. */
  readonly others: Set<string>;
}

const MAX_DEPTH = 16;

/** Curves and points of an IfcProductDefinitionShape: of every representation but boxes and bodies, sets opened. */
export function findRepresentationCurves(reader: RecordReader, shape: number, units: FileUnits): FoundCurves {
  const found: FoundCurves = { lines: [], points: [], others: new Set() };
  for (const { id, frame } of representationItems(reader, shape)) {
    addItem(reader, id, units, found, frame, 0);
  }
  return found;
}

function addItem(
  reader: RecordReader,
  id: number,
  units: FileUnits,
  found: FoundCurves,
  frame: Matrix4,
  depth: number,
): void {
  if (depth > MAX_DEPTH) return;
  const type = reader.typeOf(id);
  const values = reader.argumentsOf(id);
  const place = (point: Vector3) => transformPoint(frame, point);
  const addEach = (ids: readonly number[]) => {
    for (const one of ids) addItem(reader, one, units, found, frame, depth + 1);
  };
  switch (type) {
    case "IFCGEOMETRICSET":
    case "IFCGEOMETRICCURVESET":
      addEach(refsOf(values[0]));
      return;
    case "IFCANNOTATIONFILLAREA":
      addEach([refOf(values[0]), ...refsOf(values[1])]);
      return;
    case "IFCFACE":
    case "IFCFACESURFACE":
      addEach(refsOf(values[0]).map((bound) => refOf(reader.argumentsOf(bound)[0])));
      return;
    case "IFCCARTESIANPOINT":
    case "IFCVERTEXPOINT":
    case "IFCPOINTBYDISTANCEEXPRESSION": {
      const point =
        type === "IFCCARTESIANPOINT"
          ? tripleOf(reader, id)
          : (vertexPoint(reader, id) ?? pointByDistance(reader, id, units)?.point);
      if (point) found.points.push(place(point));
      else found.others.add(type);
      return;
    }
    default: {
      const line = curvePoints(reader, id, units);
      if (line && line.length > 1) found.lines.push(line.map(place));
      else found.others.add(type);
    }
  }
}
