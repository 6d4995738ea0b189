import type { Vector3 } from "../../../tiles/index.ts";
import type { AlignmentLayout } from "./alignment-layout.ts";
import type { FileUnits } from "./file-units.ts";
import { joinSegments, type PlanarPath, type PlanarSegment } from "./planar-path.ts";
import { type RecordReader, refOf, refsOf } from "./record-reader.ts";
import { curveSegment } from "./segment-curve.ts";

/** A curve in space by the distance along its plan, as roads and railways are measured. Lengths in the file's unit. */
export interface StationCurve {
  readonly plan: PlanarPath;
  /** Height and slope at a distance along; absent where the curve lies in the plan. */
  readonly profileAt?: (distance: number) => ProfilePoint;
  /** Distances at which the profile bends, besides those of the plan. */
  readonly profileSamples: readonly number[];
}

/** A place of a vertical profile. */
interface ProfilePoint {
  readonly height: number;
  /** Upward positive, radians. */
  readonly slopeRad: number;
}

/** Where it is at a distance along, and its tangent there. */
export function stationPoint(
  { plan, profileAt }: StationCurve,
  distance: number,
): { readonly point: Vector3; readonly tangent: Vector3 } {
  const { x, y, headingRad } = plan.at(distance);
  const { height, slopeRad } = profileAt?.(distance) ?? { height: 0, slopeRad: 0 };
  const level = Math.cos(slopeRad);
  return {
    point: [x, y, height],
    tangent: [level * Math.cos(headingRad), level * Math.sin(headingRad), Math.sin(slopeRad)],
  };
}

/** Points along it, close enough together for plan and profile. */
export function sampleStationCurve(curve: StationCurve, from = 0, to = curve.plan.length): Vector3[] {
  const inside = [...curve.plan.samples, ...curve.profileSamples].filter(
    (distance) => distance > from && distance < to,
  );
  const distances = [...new Set([from, ...inside.sort((a, b) => a - b), to])];
  return distances.map((distance) => stationPoint(curve, distance).point);
}

/**
 * The station curve that a record is: an IfcCompositeCurve of IfcCurveSegments, an IfcGradientCurve over one, an
 * IfcSegmentedReferenceCurve (its cant is left out: it turns the track about the line, which stays within the height of a
 * rail), a single IfcCurveSegment, or an IfcAlignment by its layout. Undefined for other curves.
 */
export function findStationCurve(
  reader: RecordReader,
  id: number,
  units: FileUnits,
): StationCurve | undefined {
  const [first, , base] = reader.argumentsOf(id);
  switch (reader.typeOf(id)) {
    case "IFCCURVESEGMENT":
      return planOnly(joinSegments(present([curveSegment(reader, id, units)])));
    case "IFCCOMPOSITECURVE":
      return planOnly(joinSegments(segmentsOf(reader, refsOf(first), units)));
    case "IFCGRADIENTCURVE": {
      const below = findStationCurve(reader, refOf(base), units);
      return below && withProfile(below.plan, segmentsOf(reader, refsOf(first), units));
    }
    case "IFCSEGMENTEDREFERENCECURVE":
      return findStationCurve(reader, refOf(base), units);
    default:
      return undefined;
  }
}

/** The station curve of an alignment that has a layout and no curve. */
export function curveOfLayout({ horizontal, vertical }: AlignmentLayout): StationCurve | undefined {
  const plan = joinSegments(horizontal);
  if (!plan) return undefined;
  return vertical.length > 0 ? withProfile(plan, vertical) : planOnly(plan);
}

const planOnly = (plan: PlanarPath | undefined): StationCurve | undefined =>
  plan && { plan, profileSamples: [] };

const present = <T>(values: readonly (T | undefined)[]): T[] => values.flatMap((value) => value ?? []);

function segmentsOf(reader: RecordReader, ids: readonly number[], units: FileUnits): PlanarSegment[] {
  return present(ids.map((segment) => curveSegment(reader, segment, units)));
}

/** A plan with heights: segments lie in the plane of distance along (x) and height (y). */
function withProfile(plan: PlanarPath, segments: readonly PlanarSegment[]): StationCurve {
  const pieces = segments
    .filter((segment) => segment.length > 0)
    .map((segment) => ({ segment, from: segment.at(0).x }))
    .sort((a, b) => a.from - b.from);
  const first = pieces[0];
  if (!first) return { plan, profileSamples: [] };
  return {
    plan,
    profileSamples: pieces.flatMap(({ segment }) => segment.samples.map((run) => segment.at(run).x)),
    profileAt(distance) {
      const { segment } = pieces.findLast(({ from }) => from <= distance) ?? first;
      return placeOn(segment, distance);
    },
  };
}

/** Newton's steps from the distance itself: a profile is never steep, so a few are enough. */
function placeOn(segment: PlanarSegment, distance: number): ProfilePoint {
  let run = distance - segment.at(0).x;
  for (let step = 0; step < 8; step++) {
    const { x, headingRad } = segment.at(run);
    const cosine = Math.cos(headingRad);
    if (Math.abs(distance - x) < 1e-9 || cosine < 0.05) break;
    run += (distance - x) / cosine;
  }
  const { y, headingRad } = segment.at(run);
  return { height: y, slopeRad: headingRad };
}
