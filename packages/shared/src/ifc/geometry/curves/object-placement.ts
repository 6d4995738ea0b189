import { add, cross, lengthOf, scale, subtract, type Vector3 } from "../../../tiles/index.ts";
import { axisPlacement, frameFrom } from "./axis-placement.ts";
import { curvePoints } from "./curve-points.ts";
import type { FileUnits } from "./file-units.ts";
import { IDENTITY, type Matrix4, multiply } from "./matrix4.ts";
import { listOf, numberOf, numberOr, type RecordReader, refOf, refsOf, tripleOf } from "./record-reader.ts";
import { findStationCurve, stationPoint } from "./station-curve.ts";

/** Placements relate to placements; a file that goes round in a circle ends here. */
const MAX_DEPTH = 64;

/**
 * Frame of an IfcObjectPlacement in the file's unit: chains of IfcLocalPlacement, IfcGridPlacement and IfcLinearPlacement,
 * in double. What cannot be read stands at its parent's origin.
 *
 * @param isGridSeen False leaves IfcGridPlacement out, as web-ifc 0.0.78 does.
 */
export function objectPlacement(
  reader: RecordReader,
  id: number,
  units: FileUnits,
  isGridSeen = true,
  depth = 0,
): Matrix4 {
  if (depth > MAX_DEPTH) return IDENTITY;
  const values = reader.argumentsOf(id);
  const parent = (at: number) => objectPlacement(reader, refOf(values[at]), units, isGridSeen, depth + 1);
  switch (reader.typeOf(id)) {
    case "IFCLOCALPLACEMENT":
      return multiply(parent(0), axisPlacement(reader, refOf(values[1])));
    case "IFCGRIDPLACEMENT": {
      if (!isGridSeen) return IDENTITY;
      // IFC4x3 put PlacementRelTo before PlacementLocation and PlacementRefDirection.
      const at = values.length > 2 ? 1 : 0;
      return multiply(
        at === 1 ? parent(0) : IDENTITY,
        gridPlacement(reader, refOf(values[at]), refOf(values[at + 1]), units),
      );
    }
    case "IFCLINEARPLACEMENT":
      return multiply(parent(0), linearPlacement(reader, refOf(values[1]), refOf(values[2]), units));
    default:
      return IDENTITY;
  }
}

/** At the crossing of two grid axes: x along RefDirection or towards another crossing, else along the first axis. */
function gridPlacement(reader: RecordReader, location: number, towards: number, units: FileUnits): Matrix4 {
  const crossing = gridCrossing(reader, location, units);
  if (!crossing) return IDENTITY;
  const other = gridCrossing(reader, towards, units);
  const direction = other ? subtract(other.point, crossing.point) : tripleOf(reader, towards);
  return frameFrom(crossing.point, undefined, direction ?? crossing.along);
}

/** IfcVirtualGridIntersection `(IntersectingAxes, OffsetDistances)`. */
function gridCrossing(
  reader: RecordReader,
  id: number,
  units: FileUnits,
): { readonly point: Vector3; readonly along: Vector3 } | undefined {
  if (reader.typeOf(id) !== "IFCVIRTUALGRIDINTERSECTION") return undefined;
  const [axes, offsets] = reader.argumentsOf(id);
  const lines = refsOf(axes).map((axis) => {
    const [, curve, sameSense] = reader.argumentsOf(axis);
    const points = curvePoints(reader, refOf(curve), units);
    return sameSense === false ? points?.toReversed() : points;
  });
  const [first, second] = lines;
  const [a = 0, b = 0, up = 0] = listOf(offsets).map((offset) => numberOr(offset, 0));
  const [p, q] = [first && shifted(first, a), second && shifted(second, b)];
  const point = p && q && crossLines(p, q);
  return point && p && { point: [point[0], point[1], point[2] + up], along: p.direction };
}

interface Line {
  readonly point: Vector3;
  readonly direction: Vector3;
}

/** The straight line of a grid axis, moved to its left. */
function shifted(points: readonly Vector3[], offset: number): Line | undefined {
  const [start, end] = [points[0], points.at(-1)];
  if (!start || !end) return undefined;
  const direction = subtract(end, start);
  const length = lengthOf(direction);
  if (!(length > 0)) return undefined;
  const left = scale(cross([0, 0, 1], direction), offset / length);
  return { point: add(start, left), direction };
}

/** Where two lines cross, seen from above. */
function crossLines(a: Line, b: Line): Vector3 | undefined {
  const determinant = a.direction[0] * b.direction[1] - a.direction[1] * b.direction[0];
  if (Math.abs(determinant) < 1e-12 * lengthOf(a.direction) * lengthOf(b.direction)) return undefined;
  const between = subtract(b.point, a.point);
  const share = (between[0] * b.direction[1] - between[1] * b.direction[0]) / determinant;
  return add(a.point, scale(a.direction, share));
}

/**
 * IfcAxis2PlacementLinear `(Location, Axis, RefDirection)`: x along the curve's tangent, y level and to its left, unless
 * said otherwise. Where the curve is not understood, the position that the file gives beside it.
 */
function linearPlacement(
  reader: RecordReader,
  placement: number,
  cartesian: number,
  units: FileUnits,
): Matrix4 {
  const [location, axis, towards] = reader.argumentsOf(placement);
  const place = pointByDistance(reader, refOf(location), units);
  if (!place) return axisPlacement(reader, cartesian);
  const direction = (value: typeof axis) => tripleOf(reader, refOf(value));
  const upright = cross(place.tangent, leftOf(place.tangent));
  return frameFrom(place.point, direction(axis) ?? upright, direction(towards) ?? place.tangent);
}

/** IfcPointByDistanceExpression `(DistanceAlong, OffsetLateral, OffsetVertical, OffsetLongitudinal, BasisCurve)`. */
export function pointByDistance(
  reader: RecordReader,
  id: number,
  units: FileUnits,
): { readonly point: Vector3; readonly tangent: Vector3 } | undefined {
  if (reader.typeOf(id) !== "IFCPOINTBYDISTANCEEXPRESSION") return undefined;
  const [distance, lateral, vertical, longitudinal, basis] = reader.argumentsOf(id);
  const curve = findStationCurve(reader, refOf(basis), units);
  if (!curve || !Number.isFinite(numberOf(distance))) return undefined;
  const { point, tangent } = stationPoint(curve, numberOf(distance));
  const moved = [
    scale(tangent, numberOr(longitudinal, 0)),
    scale(leftOf(tangent), numberOr(lateral, 0)),
    [0, 0, numberOr(vertical, 0)] as const,
  ].reduce(add, point);
  return { point: moved, tangent };
}

/** Level and at right angles to a direction, to its left. */
function leftOf([x, y]: Vector3): Vector3 {
  const level = Math.hypot(x, y) || 1;
  return [-y / level, x / level, 0];
}
