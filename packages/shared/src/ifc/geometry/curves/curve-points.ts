import type { Vector3 } from "../../../tiles/index.ts";
import { sampleBSpline } from "./b-spline.ts";
import { conicArc, trimmedCurve } from "./conic-curves.ts";
import { edgeCurve, pointsOfVertices } from "./edge-curves.ts";
import type { FileUnits } from "./file-units.ts";
import type { InnerCurve } from "./inner-curve.ts";
import { indexedPolyCurve, joinPieces, offsetCurve, turnedIf } from "./joined-curves.ts";
import { type RecordReader, refOf, refsOf, tripleOf } from "./record-reader.ts";
import { findStationCurve, sampleStationCurve } from "./station-curve.ts";

/** Curves refer to curves; a file that goes round in a circle is answered with nothing. */
const MAX_DEPTH = 24;

/**
 * Points along a bounded curve, in its own frame and the file's unit, near enough together that chords stay within
 * 5 mm; undefined for what is no bounded curve or not understood.
 *
 * Understood: IfcPolyline, IfcIndexedPolyCurve, IfcTrimmedCurve of lines and conics, IfcCircle, IfcEllipse,
 * IfcCompositeCurve, IfcGradientCurve, IfcSegmentedReferenceCurve, IfcCurveSegment, IfcBSplineCurve, IfcOffsetCurve2D and
 * 3D, curves on surfaces by their curve in space, IfcEdge, IfcPolyLoop, IfcEdgeLoop and IfcPath.
 */
export function curvePoints(
  reader: RecordReader,
  id: number,
  units: FileUnits,
  depth = 0,
): Vector3[] | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const values = reader.argumentsOf(id);
  const inner = (curve: number) => curvePoints(reader, curve, units, depth + 1);
  const pointsOf = (ids: readonly number[]) =>
    ids.flatMap((point) => {
      const place = tripleOf(reader, point);
      return place ? [place] : [];
    });
  switch (reader.typeOf(id)) {
    case "IFCPOLYLINE":
    case "IFCPOLYLOOP":
      return closedIf(reader.typeOf(id) === "IFCPOLYLOOP", pointsOf(refsOf(values[0])));
    case "IFCINDEXEDPOLYCURVE":
      return indexedPolyCurve(reader, id, units);
    case "IFCTRIMMEDCURVE":
      return trimmedCurve(reader, id, units, inner);
    case "IFCCIRCLE":
    case "IFCELLIPSE":
      return conicArc(reader, id, units, 0, 2 * Math.PI);
    case "IFCGRADIENTCURVE":
    case "IFCSEGMENTEDREFERENCECURVE":
    case "IFCCURVESEGMENT": {
      const curve = findStationCurve(reader, id, units);
      return curve && sampleStationCurve(curve);
    }
    case "IFCCOMPOSITECURVE":
    case "IFC2DCOMPOSITECURVE":
    case "IFCCOMPOSITECURVEONSURFACE":
    case "IFCBOUNDARYCURVE":
    case "IFCOUTERBOUNDARYCURVE":
      return compositeCurve(reader, id, units, inner);
    case "IFCBSPLINECURVE":
    case "IFCBEZIERCURVE":
    case "IFCRATIONALBEZIERCURVE":
    case "IFCBSPLINECURVEWITHKNOTS":
    case "IFCRATIONALBSPLINECURVEWITHKNOTS":
      return sampleBSpline(reader, id);
    case "IFCOFFSETCURVE2D":
    case "IFCOFFSETCURVE3D":
      return offsetCurve(reader, id, inner);
    case "IFCSURFACECURVE":
    case "IFCINTERSECTIONCURVE":
    case "IFCSEAMCURVE":
      return inner(refOf(values[0]));
    case "IFCEDGE":
      return pointsOfVertices(reader, [refOf(values[0]), refOf(values[1])]);
    case "IFCEDGECURVE":
      return edgeCurve(reader, id, inner);
    case "IFCSUBEDGE":
      return inner(refOf(values[2])) ?? pointsOfVertices(reader, [refOf(values[0]), refOf(values[1])]);
    case "IFCORIENTEDEDGE":
      return turnedIf(values[3] === false, inner(refOf(values[2])));
    case "IFCEDGELOOP":
    case "IFCPATH":
      return joinPieces(refsOf(values[0]).map(inner));
    default:
      return undefined;
  }
}

const closedIf = (isClosed: boolean, points: Vector3[]): Vector3[] =>
  isClosed && points[0] ? [...points, points[0]] : points;

function compositeCurve(
  reader: RecordReader,
  id: number,
  units: FileUnits,
  inner: InnerCurve,
): Vector3[] | undefined {
  const segments = refsOf(reader.argumentsOf(id)[0]);
  if (segments.some((segment) => reader.typeOf(segment) === "IFCCURVESEGMENT")) {
    const curve = findStationCurve(reader, id, units);
    return curve && sampleStationCurve(curve);
  }
  const pieces = segments.map((segment) => {
    const [, sameSense, parent] = reader.argumentsOf(segment);
    return turnedIf(sameSense === false, inner(refOf(parent)));
  });
  return joinPieces(pieces);
}
