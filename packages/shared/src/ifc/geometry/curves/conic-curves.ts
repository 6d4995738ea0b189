import { add, cross, lengthOf, scale, subtract, type Vector3 } from "../../../tiles/index.ts";
import { axisPlacement } from "./axis-placement.ts";
import type { FileUnits } from "./file-units.ts";
import type { InnerCurve } from "./inner-curve.ts";
import { type Matrix4, transformPoint } from "./matrix4.ts";
import { sampleTurnRad } from "./planar-path.ts";
import {
  enumOf,
  listOf,
  numberOf,
  numberOr,
  type RecordReader,
  refOf,
  refsOf,
  tripleOf,
  typedNameOf,
} from "./record-reader.ts";

/** Points of the arc from `a` over `b` to `c`; the three alone where they lie in a line. */
export function arcThrough(a: Vector3, b: Vector3, c: Vector3, unitM: number): Vector3[] {
  const [u, v] = [subtract(b, a), subtract(c, a)];
  const normal = cross(u, v);
  const square = normal[0] ** 2 + normal[1] ** 2 + normal[2] ** 2;
  const [uu, vv] = [lengthOf(u) ** 2, lengthOf(v) ** 2];
  if (!(square > 1e-24 * uu * vv)) return [a, b, c];
  // Circumcentre of a triangle from its corner a.
  const toCentre = scale(cross(subtract(scale(v, uu), scale(u, vv)), normal), 1 / (2 * square));
  const centre = add(a, toCentre);
  const x = subtract(a, centre);
  const radius = lengthOf(x);
  const across = scale(cross(normal, x), 1 / Math.sqrt(square));
  const toEnd = subtract(c, centre);
  const sine = toEnd[0] * across[0] + toEnd[1] * across[1] + toEnd[2] * across[2];
  const cosine = toEnd[0] * x[0] + toEnd[1] * x[1] + toEnd[2] * x[2];
  const turn = Math.atan2(sine, cosine);
  const sweep = turn > 0 ? turn : turn + 2 * Math.PI;
  const steps = Math.max(2, Math.ceil(sweep / sampleTurnRad(radius, unitM)));
  return Array.from({ length: steps + 1 }, (_, k) => {
    const angle = (k * sweep) / steps;
    return add(centre, add(scale(x, Math.cos(angle)), scale(across, Math.sin(angle))));
  });
}

/** IfcTrimmedCurve `(BasisCurve, Trim1, Trim2, SenseAgreement, MasterRepresentation)`; other curves than lines and conics whole. */
export function trimmedCurve(
  reader: RecordReader,
  id: number,
  units: FileUnits,
  inner: InnerCurve,
): Vector3[] | undefined {
  const [basisValue, first, second, sense, master] = reader.argumentsOf(id);
  const basis = refOf(basisValue);
  const isForward = sense !== false;
  const preferred = enumOf(master);
  const trimOf = (value: typeof first) => {
    const point = tripleOf(reader, refsOf(value)[0] ?? 0);
    const parameter = numberOf(listOf(value).find((one) => typedNameOf(one) === "IFCPARAMETERVALUE"));
    return { point, parameter: Number.isFinite(parameter) ? parameter : undefined };
  };
  const [from, to] = [trimOf(first), trimOf(second)];
  const isByPoint = preferred === "CARTESIAN" || from.parameter === undefined || to.parameter === undefined;
  const type = reader.typeOf(basis);
  if (type === "IFCLINE") {
    if (isByPoint && from.point && to.point) return [from.point, to.point];
    return [linePoint(reader, basis, from.parameter), linePoint(reader, basis, to.parameter)];
  }
  if (type !== "IFCCIRCLE" && type !== "IFCELLIPSE") return inner(basis);
  const angleOf = ({ point, parameter }: typeof from) =>
    isByPoint && point ? conicAngle(reader, basis, point) : (parameter ?? 0) * units.angleRad;
  const start = angleOf(from);
  const turn = (angleOf(to) - start) * (isForward ? 1 : -1);
  const full = 2 * Math.PI;
  const sweep = turn - full * Math.floor(turn / full);
  const whole = sweep < 1e-9 ? full : sweep;
  return conicArc(reader, basis, units, start, isForward ? whole : -whole);
}

/** `(Pnt, Dir)`, Dir an IfcVector `(Orientation, Magnitude)`. */
function linePoint(reader: RecordReader, line: number, parameter = 0): Vector3 {
  const [point, vector] = reader.argumentsOf(line);
  const [orientation, magnitude] = reader.argumentsOf(refOf(vector));
  const direction = tripleOf(reader, refOf(orientation)) ?? [1, 0, 0];
  const step = (numberOr(magnitude, 1) * parameter) / (lengthOf(direction) || 1);
  return add(tripleOf(reader, refOf(point)) ?? [0, 0, 0], scale(direction, step));
}

interface Conic {
  readonly frame: Matrix4;
  readonly radiusX: number;
  readonly radiusY: number;
}

function conicOf(reader: RecordReader, id: number): Conic {
  const [position, radiusX, radiusY] = reader.argumentsOf(id);
  const x = numberOf(radiusX);
  return { frame: axisPlacement(reader, refOf(position)), radiusX: x, radiusY: numberOr(radiusY, x) };
}

/** Parameter of the point of a conic nearest in direction, radians. */
function conicAngle(reader: RecordReader, id: number, point: Vector3): number {
  const { frame, radiusX, radiusY } = conicOf(reader, id);
  const offset = subtract(point, [frame[12] as number, frame[13] as number, frame[14] as number]);
  const along = (axis: number) =>
    [0, 1, 2].reduce((sum, k) => sum + (frame[4 * axis + k] as number) * (offset[k] as number), 0);
  return Math.atan2(along(1) / radiusY, along(0) / radiusX);
}

/** A part of an IfcCircle or IfcEllipse by its parameter, radians; undefined where it has no radius. */
export function conicArc(
  reader: RecordReader,
  id: number,
  units: FileUnits,
  fromRad: number,
  sweepRad: number,
): Vector3[] | undefined {
  const { frame, radiusX, radiusY } = conicOf(reader, id);
  const radius = Math.max(radiusX, radiusY);
  if (!(radius > 0) || !Number.isFinite(sweepRad + fromRad)) return undefined;
  const steps = Math.max(1, Math.ceil(Math.abs(sweepRad) / sampleTurnRad(radius, units.lengthM)));
  return Array.from({ length: steps + 1 }, (_, k) => {
    const angle = fromRad + (k * sweepRad) / steps;
    return transformPoint(frame, [radiusX * Math.cos(angle), radiusY * Math.sin(angle), 0]);
  });
}
