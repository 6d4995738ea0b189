import { add, cross, lengthOf, scale, subtract, type Vector3 } from "../../../tiles/index.ts";
import type { StepValue } from "../../step/index.ts";
import { axisPlacement, frameFrom } from "./axis-placement.ts";
import { curvePoints } from "./curve-points.ts";
import type { FileUnits } from "./file-units.ts";
import { IDENTITY, type Matrix4, multiply } from "./matrix4.ts";
import {
  listOf,
  numberOf,
  numberOr,
  type RecordReader,
  refOf,
  refsOf,
  tripleOf,
  typedNameOf,
} from "./record-reader.ts";
import { findStationCurve, stationPoint } from "./station-curve.ts";

/** Placements relate to placements; a file that goes round in a circle ends here. */
const MAX_DEPTH = 64;

/**
 * Frame of an IfcObjectPlacement in the file's unit: chains of IfcLocalPlacement, IfcGridPlacement and IfcLinearPlacement,
 * in double. What cannot be read stands at its parent's origin, and a circle of placements at the model's.
 */
export function objectPlacement(reader: RecordReader, id: number, units: FileUnits): Matrix4 {
  return (placementChain(reader, id) ?? []).reduce(
    (frame, one) => multiply(frame, relativePlacement(reader, one, units) ?? IDENTITY),
    IDENTITY,
  );
}

/** `#id`s of a placement and of those that it relates to, the outermost first; none for 0, undefined for a circle of them. */
export function placementChain(reader: RecordReader, id: number): number[] | undefined {
  const chain: number[] = [];
  for (let at = id; at !== 0; at = parentOf(reader, at)) {
    if (chain.length > MAX_DEPTH) return undefined;
    chain.unshift(at);
  }
  return chain;
}

function parentOf(reader: RecordReader, id: number): number {
  const values = reader.argumentsOf(id);
  switch (reader.typeOf(id)) {
    case "IFCLOCALPLACEMENT":
    case "IFCLINEARPLACEMENT":
      return refOf(values[0]);
    case "IFCGRIDPLACEMENT":
      return gridLocationAt(values) === 1 ? refOf(values[0]) : 0;
    default:
      return 0;
  }
}

/** IFC4x3 put PlacementRelTo before PlacementLocation and PlacementRefDirection. */
const gridLocationAt = (values: readonly StepValue[]) => (values.length > 2 ? 1 : 0);

/** Frame of one placement in the one that it relates to, in the file's unit; undefined where that is not understood. */
export function relativePlacement(reader: RecordReader, id: number, units: FileUnits): Matrix4 | undefined {
  const values = reader.argumentsOf(id);
  switch (reader.typeOf(id)) {
    case "IFCLOCALPLACEMENT":
      return axisPlacement(reader, refOf(values[1]));
    case "IFCGRIDPLACEMENT": {
      const at = gridLocationAt(values);
      return gridPlacement(reader, refOf(values[at]), refOf(values[at + 1]), units);
    }
    case "IFCLINEARPLACEMENT":
      return linearPlacement(reader, refOf(values[1]), units) ?? cartesianPosition(reader, id);
    default:
      return undefined;
  }
}

/** At the crossing of two grid axes: x along RefDirection or towards another crossing, else along the first axis. */
function gridPlacement(
  reader: RecordReader,
  location: number,
  towards: number,
  units: FileUnits,
): Matrix4 | undefined {
  const crossing = gridCrossing(reader, location, units);
  if (!crossing) return undefined;
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
 * said otherwise. Undefined where the curve is not understood.
 *
 * Axis and RefDirection are read as directions of the frame that the curve lies in. ISO 16739-1:2024 says only that they
 * are "relative to the curve"; files that give the same place as CartesianPosition mean it so.
 */
export function linearPlacement(
  reader: RecordReader,
  placement: number,
  units: FileUnits,
): Matrix4 | undefined {
  const [location, axis, towards] = reader.argumentsOf(placement);
  const place = pointByDistance(reader, refOf(location), units);
  if (!place) return undefined;
  const direction = (value: typeof axis) => tripleOf(reader, refOf(value));
  const upright = cross(place.tangent, leftOf(place.tangent));
  return frameFrom(place.point, direction(axis) ?? upright, direction(towards) ?? place.tangent);
}

/** The frame that an IfcLinearPlacement gives beside the one along the curve, for who cannot follow that. */
export function cartesianPosition(reader: RecordReader, linear: number): Matrix4 | undefined {
  const position = refOf(reader.argumentsOf(linear)[2]);
  return reader.typeOf(position) === "IFCAXIS2PLACEMENT3D" ? axisPlacement(reader, position) : undefined;
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
  // A parameter instead of a length counts otherwise on each kind of curve.
  if (typedNameOf(distance) === "IFCPARAMETERVALUE") return undefined;
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
