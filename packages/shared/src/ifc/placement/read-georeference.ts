import type { Issue } from "../../issues.ts";
import {
  axisPlacement,
  createRecordReader,
  listOf,
  numberOf,
  numberOr,
  objectPlacement,
  type RecordReader,
  refOf,
  tripleOf,
} from "../geometry/index.ts";
import type { StepFile, StepValue } from "../step/index.ts";
import type { Georeference, MapConversion, NamedCrs, SiteReference } from "./georeference.ts";
import { readLengthUnit } from "./length-unit.ts";
import { readGeoreferenceSets } from "./property-sets.ts";

/** What {@link readGeoreference} is told besides the file: the project's units. */
export interface ReadUnits {
  readonly metresPerUnit: number;
  readonly radiansPerUnit: number;
}

/**
 * Gathers what a file says of its place: IfcMapConversion or IfcRigidOperation with IfcProjectedCRS, in IFC2x3 the
 * property sets ePSet_MapConversion and ePSet_ProjectedCRS, IfcSite, true north and the world coordinate system. Where
 * one occurs several times the first counts, and that is a finding.
 */
export function readGeoreference(file: StepFile, { metresPerUnit, radiansPerUnit }: ReadUnits): Georeference {
  const reader = createRecordReader(file);
  const findings: Issue[] = [];
  const operation = readOperation(reader, findings);
  const sets = operation ? undefined : readGeoreferenceSets(file);
  const crs = readCrs(reader, operation?.target ?? 0) ?? sets?.crs;
  const conversion = operation?.conversion ?? sets?.conversion;
  const mapUnitM = operation ? readMapUnit(reader, operation.target) : sets?.mapUnitM;
  const site = readSite(reader, { lengthM: metresPerUnit, angleRad: radiansPerUnit }, findings);
  return {
    metresPerUnit,
    ...(conversion ? { conversion } : {}),
    ...(crs ? { crs } : {}),
    ...(mapUnitM === undefined ? {} : { mapUnitM }),
    ...(site ? { site } : {}),
    ...readContext(reader, operation?.source ?? 0, metresPerUnit),
    findings,
  };
}

interface Operation {
  readonly conversion: MapConversion;
  /** `#id` of the context. */
  readonly source: number;
  /** `#id` of the CRS. */
  readonly target: number;
}

function rowsOf(file: StepFile, ...types: string[]): number[] {
  return types.flatMap((type) => [...file.rowsOfType(type)]);
}

/** IfcMapConversion `(Source, Target, Eastings, Northings, OrthogonalHeight, XAxisAbscissa, XAxisOrdinate, Scale, …)`. */
function readOperation(reader: RecordReader, findings: Issue[]): Operation | undefined {
  const { file } = reader;
  const rows = rowsOf(file, "IFCMAPCONVERSIONSCALED", "IFCMAPCONVERSION", "IFCRIGIDOPERATION");
  const [row] = rows;
  if (row === undefined) return undefined;
  const id = file.ids[row] as number;
  const values = reader.argumentsOf(id);
  if (rows.length > 1) findings.push(severalOf("map conversions", rows.length, id));
  const type = reader.typeOf(id);
  const isRigid = type === "IFCRIGIDOPERATION";
  const scale = isRigid ? Number.NaN : numberOf(values[7]);
  const xAxis = isRigid ? undefined : axisOf(values[5], values[6]);
  return {
    source: refOf(values[0]),
    target: refOf(values[1]),
    conversion: {
      ref: `#${id}`,
      isPropertySet: false,
      eastings: numberOr(values[2], 0),
      northings: numberOr(values[3], 0),
      height: numberOr(values[4], 0),
      ...(xAxis ? { xAxis } : {}),
      ...(Number.isFinite(scale) ? { scale } : {}),
      factors: isRigid ? [1, 1, 1] : factorsOf(type, values, scale),
    },
  };
}

/**
 * IfcMapConversionScaled adds FactorX, FactorY, FactorZ; release candidates of IFC4x3 had ScaleY and ScaleZ in
 * IfcMapConversion itself, in place of the one scale.
 */
function factorsOf(type: string, values: readonly StepValue[], scale: number): [number, number, number] {
  const [first, second, third] = [values[8], values[9], values[10]].map((value) => numberOr(value, 1));
  if (type === "IFCMAPCONVERSIONSCALED") return [first ?? 1, second ?? 1, third ?? 1];
  const whole = Number.isFinite(scale) && scale !== 0 ? scale : 1;
  const own = (value: StepValue | undefined) => numberOr(value, whole) / whole;
  return [1, own(values[8]), own(values[9])];
}

function axisOf(east: StepValue | undefined, north: StepValue | undefined): [number, number] | undefined {
  const axis: [number, number] = [numberOf(east), numberOf(north)];
  return axis.every(Number.isFinite) && Math.hypot(...axis) > 0 ? axis : undefined;
}

/** IfcProjectedCRS `(Name, Description, GeodeticDatum, VerticalDatum, MapProjection, MapZone, MapUnit)`. */
function readCrs(reader: RecordReader, target: number): NamedCrs | undefined {
  const id = reader.typeOf(target) === "IFCPROJECTEDCRS" ? target : firstCrs(reader);
  if (id === 0) return undefined;
  const values = reader.argumentsOf(id);
  const text = (at: number) => (typeof values[at] === "string" ? (values[at] as string) : "");
  return {
    ref: `#${id}`,
    name: text(0),
    description: text(1),
    geodeticDatum: text(2),
    verticalDatum: text(3),
    mapProjection: text(4),
    mapZone: text(5),
  };
}

function firstCrs({ file }: RecordReader): number {
  const [row] = file.rowsOfType("IFCPROJECTEDCRS");
  return row === undefined ? 0 : (file.ids[row] as number);
}

function readMapUnit(reader: RecordReader, target: number): number | undefined {
  const id = reader.typeOf(target) === "IFCPROJECTEDCRS" ? target : firstCrs(reader);
  return readLengthUnit(reader, refOf(reader.argumentsOf(id)[6]));
}

/** IfcSite: ObjectPlacement 5, RefLatitude 9, RefLongitude 10, RefElevation 11 in every schema. */
function readSite(
  reader: RecordReader,
  units: { lengthM: number; angleRad: number },
  findings: Issue[],
): SiteReference | undefined {
  const { file } = reader;
  const sites = rowsOf(file, "IFCSITE").flatMap((row) => {
    const id = file.ids[row] as number;
    const values = reader.argumentsOf(id);
    const [latDeg, lonDeg] = [planeAngle(values[9]), planeAngle(values[10])];
    if (latDeg === undefined || lonDeg === undefined) return [];
    if (Math.abs(latDeg) > 90 || Math.abs(lonDeg) > 180) {
      const message = `IfcSite names ${latDeg.toFixed(4)}° N, ${lonDeg.toFixed(4)}° E, which is no place`;
      findings.push({ code: "ifc/invalid-site-place", severity: "warning", message, ref: `#${id}` });
      return [];
    }
    const elevation = numberOf(values[11]);
    const frame = objectPlacement(reader, refOf(values[5]), units);
    const at = (k: number) => (frame[k] as number) * units.lengthM;
    const site: SiteReference = {
      ref: `#${id}`,
      lonDeg,
      latDeg,
      ...(Number.isFinite(elevation) ? { elevationM: elevation * units.lengthM } : {}),
      originM: [at(12), at(13), at(14)],
    };
    return [site];
  });
  const [site] = sites;
  if (site && sites.length > 1)
    findings.push(severalOf("placed sites", sites.length, Number(site.ref.slice(1))));
  // 0° N, 0° E is what writers leave who were told nothing.
  return site?.latDeg === 0 && site.lonDeg === 0 ? undefined : site;
}

/** IfcCompoundPlaneAngleMeasure: degrees, minutes, seconds, millionths; all of one sign, but some write it once. */
function planeAngle(value: StepValue | undefined): number | undefined {
  const parts = listOf(value).map(numberOf);
  if (parts.length < 3 || !parts.every(Number.isFinite)) return undefined;
  const [degrees = 0, minutes = 0, seconds = 0, millionths = 0] = parts.map(Math.abs);
  const sign = parts.some((part) => part < 0 || Object.is(part, -0)) ? -1 : 1;
  return sign * (degrees + minutes / 60 + (seconds + millionths / 1e6) / 3600);
}

/** TrueNorth and WorldCoordinateSystem of the context that the conversion names, else of the first of three dimensions. */
function readContext(
  reader: RecordReader,
  source: number,
  metresPerUnit: number,
): Pick<Georeference, "trueNorth" | "worldFrame"> {
  const { file } = reader;
  const contexts = rowsOf(file, "IFCGEOMETRICREPRESENTATIONCONTEXT").map((row) => file.ids[row] as number);
  const isSpatial = (id: number) => numberOf(reader.argumentsOf(id)[2]) === 3;
  const id = contexts.includes(source) ? source : (contexts.find(isSpatial) ?? contexts[0]);
  if (id === undefined) return {};
  const [, , , , world, north] = reader.argumentsOf(id);
  const direction = tripleOf(reader, refOf(north));
  const frame = axisPlacement(reader, refOf(world));
  const worldFrame = Array.from(frame, (value, k) => (k >= 12 && k < 15 ? value * metresPerUnit : value));
  const isIdentity = worldFrame.every((value, k) => Math.abs(value - (k % 5 === 0 ? 1 : 0)) < 1e-9);
  return {
    ...(direction && Math.hypot(direction[0], direction[1]) > 0
      ? { trueNorth: [direction[0], direction[1]] as const }
      : {}),
    ...(isIdentity ? {} : { worldFrame }),
  };
}

const severalOf = (what: string, count: number, id: number): Issue => ({
  code: "ifc/several-georeferences",
  severity: "warning",
  message: `The file has ${count} ${what}; #${id}, the first, is used`,
  ref: `#${id}`,
});
