import type { Vector3 } from "../../../tiles/index.ts";
import type { InnerCurve } from "./inner-curve.ts";
import { turnedIf } from "./joined-curves.ts";
import { type RecordReader, refOf, tripleOf } from "./record-reader.ts";

/** Places of IfcVertexPoints; undefined where one has none. */
export function pointsOfVertices(reader: RecordReader, vertices: readonly number[]): Vector3[] | undefined {
  const points = vertices.map((vertex) => vertexPoint(reader, vertex));
  return points.every((point) => point !== undefined) ? (points as Vector3[]) : undefined;
}

/** The place of an IfcVertexPoint. */
export function vertexPoint(reader: RecordReader, id: number): Vector3 | undefined {
  return reader.typeOf(id) === "IFCVERTEXPOINT"
    ? tripleOf(reader, refOf(reader.argumentsOf(id)[0]))
    : undefined;
}

/** IfcEdgeCurve `(EdgeStart, EdgeEnd, EdgeGeometry, SameSense)`. */
export function edgeCurve(reader: RecordReader, id: number, inner: InnerCurve): Vector3[] | undefined {
  const [start, end, geometry, sameSense] = reader.argumentsOf(id);
  const ends = pointsOfVertices(reader, [refOf(start), refOf(end)]);
  // Its geometry may be unbounded, a line or a whole circle: cut between the ends it is drawn straight.
  const isBounded = /POLY|TRIMMED|BSPLINE|BEZIER|COMPOSITE/.test(reader.typeOf(refOf(geometry)));
  return (isBounded && turnedIf(sameSense === false, inner(refOf(geometry)))) || ends;
}
