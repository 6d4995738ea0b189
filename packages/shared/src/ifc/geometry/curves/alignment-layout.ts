import type { FileUnits } from "./file-units.ts";
import { type Curvature, curvatureSegment, type PlanarPoint, type PlanarSegment } from "./planar-path.ts";
import { profileSegment } from "./profile-segment.ts";
import { enumOf, numberOf, numberOr, type RecordReader, refOf, refsOf, tripleOf } from "./record-reader.ts";

/** What an alignment is laid out of: in plan, and in the plane of distance along (x) and height (y). */
export interface AlignmentLayout {
  readonly horizontal: readonly PlanarSegment[];
  readonly vertical: readonly PlanarSegment[];
}

/** Position of DesignParameters in IfcAlignmentSegment, and of Axis in IfcAlignment of IFC4x1. */
const OWN_ATTRIBUTE = 7;

/**
 * The layout of an IfcAlignment by its design parameters, for files that carry no curve: IfcAlignmentSegments nested in
 * its horizontal and vertical layout (IFC4x3), or the segments of its IfcAlignmentCurve (IFC4x1).
 *
 * @param childrenOf What is nested in or part of an object.
 */
export function readLayout(
  reader: RecordReader,
  alignment: number,
  childrenOf: (id: number) => readonly number[],
  units: FileUnits,
): AlignmentLayout {
  const axis = refOf(reader.argumentsOf(alignment)[OWN_ATTRIBUTE]);
  if (reader.typeOf(axis) === "IFCALIGNMENTCURVE") return readAlignmentCurve(reader, axis, units);
  const segmentsIn = (type: string) =>
    childrenOf(alignment)
      .filter((child) => reader.typeOf(child) === type)
      .flatMap(childrenOf)
      .map((segment) => refOf(reader.argumentsOf(segment)[OWN_ATTRIBUTE]));
  return {
    horizontal: segmentsIn("IFCALIGNMENTHORIZONTAL").flatMap(
      (id) => horizontalSegment(reader, id, units) ?? [],
    ),
    vertical: segmentsIn("IFCALIGNMENTVERTICAL").flatMap((id) => verticalSegment(reader, id, units) ?? []),
  };
}

/** `(StartTag, EndTag, StartPoint, StartDirection, StartRadius, EndRadius, SegmentLength, GravityCenterLineHeight, PredefinedType)`. */
function horizontalSegment(reader: RecordReader, id: number, units: FileUnits): PlanarSegment | undefined {
  if (reader.typeOf(id) !== "IFCALIGNMENTHORIZONTALSEGMENT") return undefined;
  const values = reader.argumentsOf(id);
  const start = startOf(reader, values[2], values[3], units);
  const length = numberOf(values[6]);
  if (!start || !(length > 0)) return undefined;
  const [from, to] = [curvatureOf(numberOf(values[4])), curvatureOf(numberOf(values[5]))];
  const share = TRANSITIONS[enumOf(values[8])] ?? ((t: number) => t);
  const curvature: Curvature = (run) => from + (to - from) * share(run / length);
  return curvatureSegment(start, length, curvature, units.lengthM);
}

/** A radius of 0 stands for a straight line. */
const curvatureOf = (radius: number) => (radius === 0 || !Number.isFinite(radius) ? 0 : 1 / radius);

/**
 * How much of the change of curvature is done after a share of a transition's length. Source: ISO 16739-1:2024,
 * IfcAlignmentHorizontalSegmentTypeEnum. What is not here changes evenly.
 */
const TRANSITIONS: Readonly<Record<string, (t: number) => number>> = {
  BLOSSCURVE: (t) => 3 * t ** 2 - 2 * t ** 3,
  COSINECURVE: (t) => (1 - Math.cos(Math.PI * t)) / 2,
  SINECURVE: (t) => t - Math.sin(2 * Math.PI * t) / (2 * Math.PI),
  HELMERTCURVE: (t) => (t < 0.5 ? 2 * t ** 2 : 1 - 2 * (1 - t) ** 2),
  VIENNESEBEND: (t) => 35 * t ** 4 - 84 * t ** 5 + 70 * t ** 6 - 20 * t ** 7,
};

function startOf(
  reader: RecordReader,
  point: Parameters<typeof refOf>[0],
  direction: Parameters<typeof refOf>[0],
  units: FileUnits,
): PlanarPoint | undefined {
  const place = tripleOf(reader, refOf(point));
  const headingRad = numberOf(direction) * units.angleRad;
  return place && Number.isFinite(headingRad) ? { x: place[0], y: place[1], headingRad } : undefined;
}

/** `(StartTag, EndTag, StartDistAlong, HorizontalLength, StartHeight, StartGradient, EndGradient, RadiusOfCurvature, PredefinedType)`. */
function verticalSegment(reader: RecordReader, id: number, units: FileUnits): PlanarSegment | undefined {
  if (reader.typeOf(id) !== "IFCALIGNMENTVERTICALSEGMENT") return undefined;
  const values = reader.argumentsOf(id);
  return profileSegment(
    {
      distance: numberOf(values[2]),
      length: numberOf(values[3]),
      height: numberOf(values[4]),
      startGradient: numberOf(values[5]),
      endGradient: numberOr(values[6], numberOf(values[5])),
      isArc: enumOf(values[8]) === "CIRCULARARC",
    },
    units.lengthM,
  );
}

/** IFC4x1: IfcAlignmentCurve `(Horizontal, Vertical, Tag)`. */
function readAlignmentCurve(reader: RecordReader, id: number, units: FileUnits): AlignmentLayout {
  const [horizontal, vertical] = reader.argumentsOf(id).map(refOf);
  const plan = refsOf(reader.argumentsOf(horizontal ?? 0)[1]);
  const profile = refsOf(reader.argumentsOf(vertical ?? 0)[0]);
  return {
    horizontal: plan.flatMap(
      (segment) => planSegment4x1(reader, refOf(reader.argumentsOf(segment)[3]), units) ?? [],
    ),
    vertical: profile.flatMap((segment) => profileSegment4x1(reader, segment, units) ?? []),
  };
}

/** IfcLineSegment2D, IfcCircularArcSegment2D and IfcTransitionCurveSegment2D: `(StartPoint, StartDirection, SegmentLength, …)`. */
function planSegment4x1(reader: RecordReader, id: number, units: FileUnits): PlanarSegment | undefined {
  const values = reader.argumentsOf(id);
  const start = startOf(reader, values[0], values[1], units);
  const length = numberOf(values[2]);
  if (!start || !(length > 0)) return undefined;
  const signed = (radius: number, isAnticlockwise: unknown) =>
    curvatureOf(numberOr(values[radius], 0)) * (isAnticlockwise === false ? -1 : 1);
  const type = reader.typeOf(id);
  const [from, to] =
    type === "IFCCIRCULARARCSEGMENT2D"
      ? [signed(3, values[4]), signed(3, values[4])]
      : type === "IFCTRANSITIONCURVESEGMENT2D"
        ? [signed(3, values[5]), signed(4, values[6])]
        : [0, 0];
  const share = TRANSITIONS[enumOf(values[7])] ?? ((t: number) => t);
  return curvatureSegment(start, length, (run) => from + (to - from) * share(run / length), units.lengthM);
}

/** `(TangentialContinuity, StartTag, EndTag, StartDistAlong, HorizontalLength, StartHeight, StartGradient, Radius or ParabolaConstant, IsConvex)`. */
function profileSegment4x1(reader: RecordReader, id: number, units: FileUnits): PlanarSegment | undefined {
  const values = reader.argumentsOf(id);
  const [length, startGradient] = [numberOf(values[4]), numberOf(values[6])];
  const bend = numberOr(values[7], 0);
  const isArc = reader.typeOf(id) === "IFCALIGNMENT2DVERSEGCIRCULARARC";
  const sign = values[8] === true ? -1 : 1;
  const endGradient =
    bend === 0
      ? startGradient
      : isArc
        ? arcEndGradient(startGradient, length, sign / bend)
        : startGradient + (sign * length) / bend;
  return profileSegment(
    { distance: numberOf(values[3]), length, height: numberOf(values[5]), startGradient, endGradient, isArc },
    units.lengthM,
  );
}

/** The sine of the slope changes evenly with the distance along an arc. */
function arcEndGradient(startGradient: number, length: number, curvature: number): number {
  const sine = Math.sin(Math.atan(startGradient)) + length * curvature;
  return Math.tan(Math.asin(Math.min(Math.max(sine, -1), 1)));
}
