import type { FileUnits } from "./file-units.ts";
import { invertPlanar, type PlanarFrame, placePlanar } from "./planar-frame.ts";
import { type Curvature, curvatureSegment, type PlanarPoint, type PlanarSegment } from "./planar-path.ts";
import {
  listOf,
  numberOf,
  numberOr,
  type RecordReader,
  refOf,
  tripleOf,
  typedNameOf,
} from "./record-reader.ts";

const ORIGIN: PlanarPoint = { x: 0, y: 0, headingRad: 0 };

/**
 * An IfcCurveSegment (IFC4x3) as a piece of a plane path: the part of its parent curve from SegmentStart over
 * SegmentLength, moved so that it begins where Placement stands and in the direction of its x axis. A negative length
 * runs backwards along the parent: clockwise on a circle.
 *
 * Lines, circles, all spirals and polynomial curves; undefined for other parents. Source: ISO 16739-1:2024,
 * IfcCurveSegment, IfcSpiral and its subtypes, IfcPolynomialCurve.
 */
export function curveSegment(reader: RecordReader, id: number, units: FileUnits): PlanarSegment | undefined {
  if (reader.typeOf(id) !== "IFCCURVESEGMENT") return undefined;
  const [, placement, startValue, lengthValue, parentValue] = reader.argumentsOf(id);
  const parent = refOf(parentValue);
  const measure = (value: typeof startValue) => {
    const number = numberOf(value);
    return typedNameOf(value) === "IFCPARAMETERVALUE"
      ? number * lengthOfParameter(reader, parent, units)
      : number;
  };
  const start = measure(startValue);
  const signed = measure(lengthValue);
  const frame = planarPlacement(reader, refOf(placement));
  if (!Number.isFinite(start) || !Number.isFinite(signed) || !frame) return undefined;
  const length = Math.abs(signed);
  const sense = signed < 0 ? -1 : 1;
  if (reader.typeOf(parent) === "IFCPOLYNOMIALCURVE") {
    return polynomialSegment(reader, parent, { start, length, sense, frame });
  }
  const curvature = parentCurvature(reader, parent, length);
  if (!curvature) return undefined;
  const along: Curvature = (run) => sense * curvature(start + sense * run);
  return curvatureSegment(placePlanar(frame, ORIGIN), length, along, units.lengthM);
}

/** What one unit of a parent curve's parameter is in length: an angle on a circle, A·√π on a clothoid. */
function lengthOfParameter(reader: RecordReader, parent: number, units: FileUnits): number {
  const values = reader.argumentsOf(parent);
  switch (reader.typeOf(parent)) {
    case "IFCCIRCLE":
      return numberOf(values[1]) * units.angleRad;
    case "IFCLINE":
      return numberOr(reader.argumentsOf(refOf(values[1]))[1], 1);
    case "IFCCLOTHOID":
      return Math.abs(numberOf(values[1])) * Math.sqrt(Math.PI);
    default:
      return 1;
  }
}

/** Curvature along a parent curve by its own length; undefined for what is not known by it. */
function parentCurvature(reader: RecordReader, id: number, segmentLength: number): Curvature | undefined {
  const [, ...terms] = reader.argumentsOf(id);
  const term = (k: number) => numberOr(terms[k], 0);
  /** The highest power first, as the schema has them: x ↦ Σ sign(A)·xⁿ / |A|ⁿ⁺¹. */
  const spiral = (...powers: readonly number[]): Curvature => {
    const known = powers.map((power, k) => [power, term(k)] as const).filter(([, a]) => a !== 0);
    return (run) =>
      known.reduce((sum, [power, a]) => sum + (Math.sign(a) * run ** power) / Math.abs(a) ** (power + 1), 0);
  };
  switch (reader.typeOf(id)) {
    case "IFCLINE":
      return () => 0;
    case "IFCCIRCLE":
      return () => 1 / term(0);
    case "IFCCLOTHOID":
      return spiral(1);
    case "IFCSECONDORDERPOLYNOMIALSPIRAL":
      return spiral(2, 1, 0);
    case "IFCTHIRDORDERPOLYNOMIALSPIRAL":
      return spiral(3, 2, 1, 0);
    case "IFCSEVENTHORDERPOLYNOMIALSPIRAL":
      return spiral(7, 6, 5, 4, 3, 2, 1, 0);
    case "IFCCOSINESPIRAL":
      return (run) => inverse(term(1)) + inverse(term(0)) * Math.cos((Math.PI * run) / segmentLength);
    case "IFCSINESPIRAL":
      return (run) =>
        inverse(term(2)) +
        (term(1) === 0 ? 0 : (Math.sign(term(1)) * run) / term(1) ** 2) +
        inverse(term(0)) * Math.sin((2 * Math.PI * run) / segmentLength);
    default:
      return undefined;
  }
}

const inverse = (term: number) => (term === 0 ? 0 : 1 / term);

interface Piece {
  readonly start: number;
  readonly length: number;
  readonly sense: number;
  readonly frame: PlanarFrame;
}

/** By the polynomial's own parameter, which in a vertical profile is the distance along. */
function polynomialSegment(
  reader: RecordReader,
  id: number,
  { start, length, sense, frame }: Piece,
): PlanarSegment {
  const [, xs, ys] = reader.argumentsOf(id).map((value) => listOf(value).map(numberOf));
  const value = (terms: readonly number[] | undefined, t: number) =>
    (terms ?? []).reduceRight((sum, term) => sum * t + term, 0);
  const slope = (terms: readonly number[] | undefined, t: number) =>
    (terms ?? []).reduceRight((sum, term, power) => (power === 0 ? sum : sum * t + power * term), 0);
  const on = (t: number): PlanarPoint => ({
    x: value(xs, t),
    y: value(ys, t),
    headingRad: Math.atan2(sense * slope(ys, t), sense * slope(xs, t)),
  });
  const begin = invertPlanar(on(start));
  const STEPS = 32;
  return {
    length,
    samples: Array.from({ length: STEPS + 1 }, (_, k) => (k * length) / STEPS),
    at: (run) => placePlanar(frame, placePlanar(begin, on(start + sense * run))),
  };
}

/** Frame of an IfcAxis2Placement2D, or of an IfcAxis2Placement3D seen from above. */
export function planarPlacement(reader: RecordReader, id: number): PlanarFrame | undefined {
  const values = reader.argumentsOf(id);
  const location = tripleOf(reader, refOf(values[0]));
  if (!location) return undefined;
  const is3d = reader.typeOf(id) === "IFCAXIS2PLACEMENT3D";
  const [dx, dy] = tripleOf(reader, refOf(values[is3d ? 2 : 1])) ?? [1, 0];
  return { x: location[0], y: location[1], headingRad: Math.atan2(dy, dx) };
}
