import type { Assumption } from "../../contracts/index.ts";
import {
  type Crs,
  findCrs,
  type GridPoint,
  openProjectedCrs,
  type ProjectedCrs,
} from "../../geo/crs/index.ts";
import type { Issue } from "../../issues.ts";
import type { Vector3 } from "../../tiles/index.ts";
import { assume } from "./assume.ts";
import type { Georeference, MapConversion, NamedCrs } from "./georeference.ts";
import type { PlacementRule } from "./model-placement.ts";

/** Model's frame (metres, after the world coordinate system) → the plane of a projected CRS, metres. */
export interface GridFrame {
  readonly rule: PlacementRule;
  readonly grid: ProjectedCrs;
  readonly originM: readonly [east: number, north: number, height: number];
  /** From east to the model's x axis, anticlockwise, radians. */
  readonly rotationRad: number;
  /** Grid metres a metre of the model, along its axes. */
  readonly scale: readonly [x: number, y: number, z: number];
  readonly assumed: readonly Assumption[];
}

/** The plane position and height of a point of the model. */
export function toGrid(
  { originM, rotationRad, scale }: GridFrame,
  [x, y, z]: Vector3,
): GridPoint & { heightM: number } {
  const [cos, sin] = [Math.cos(rotationRad), Math.sin(rotationRad)];
  const [alongM, acrossM] = [scale[0] * x, scale[1] * y];
  return {
    eastM: originM[0] + alongM * cos - acrossM * sin,
    northM: originM[1] + alongM * sin + acrossM * cos,
    heightM: originM[2] + scale[2] * z,
  };
}

/** Farther from its origin than this a model is drawn in survey coordinates. Sites are smaller, false eastings larger. */
export const SURVEY_DISTANCE_M = 20_000;

/**
 * Decides how a model's coordinates become those of a projected CRS, from what the file says, what a person says
 * (`crs`) and where the geometry lies (`middleM`, after the world coordinate system; undefined for a model without).
 *
 * Undefined where no projected CRS applies; findings say why.
 *
 * - Blank conversion (0, 0): the geometry must be in map coordinates itself.
 * - Doubled: conversion and geometry both are map coordinates: the geometry counts.
 * - Units: eastings are in MapUnit, else in the project's unit or metres: the first that lands where the CRS is used.
 * - Scale: a scale that converts units, in either direction, is told from one that corrects for height and projection.
 */
export function resolveGrid(
  georeference: Georeference,
  crs: Crs | undefined,
  middleM: Vector3 | undefined,
  findings: Issue[],
): GridFrame | undefined {
  const { conversion } = georeference;
  const named = crs ?? findNamedCrs(georeference.crs, findings);
  if (!named) {
    if (conversion && !georeference.crs) findings.push(withoutCrs(conversion));
    return undefined;
  }
  const grid = openProjectedCrs(named);
  const own: GridFrame = {
    ...{ rule: "survey-coordinates", grid, originM: [0, 0, 0], rotationRad: 0, scale: [1, 1, 1] },
    assumed: [assume("own-coordinates")],
  };
  const isOwn = middleM !== undefined && isSurveyed(own, middleM);
  if (!conversion) {
    if (isOwn) return own;
    findings.push(notInCrs(named, middleM));
    return undefined;
  }
  if (isBlank(conversion)) {
    findings.push(blank(conversion, isOwn));
    return isOwn ? own : undefined;
  }
  const frame = buildFrame(georeference, conversion, grid, findings);
  if (isOwn && middleM) {
    findings.push(doubled(conversion, frame, middleM));
    return { ...own, originM: [0, 0, 0] };
  }
  if (!grid.toLonLat(toGrid(frame, middleM ?? [0, 0, 0]))) {
    findings.push(outside(conversion, named, "is no place in"));
    return undefined;
  }
  if (!grid.isInside(toGrid(frame, middleM ?? [0, 0, 0]))) {
    findings.push(outside(conversion, named, "lies outside the area of use of"));
  }
  return frame;
}

function isSurveyed(own: GridFrame, middleM: Vector3): boolean {
  return Math.hypot(middleM[0], middleM[1]) > SURVEY_DISTANCE_M && own.grid.isInside(toGrid(own, middleM));
}

const isBlank = ({ eastings, northings }: MapConversion) => eastings === 0 && northings === 0;

/** The file's CRS by any of its words: writers put the EPSG number into whatever attribute they like. */
function findNamedCrs(crs: NamedCrs | undefined, findings: Issue[]): Crs | undefined {
  if (!crs) return undefined;
  const { name, description, geodeticDatum, mapProjection, mapZone } = crs;
  const zone = /^EPSG$/i.test(mapProjection) ? `EPSG:${mapZone}` : `${mapProjection} zone ${mapZone}`;
  const found =
    findCrs(name) ??
    findCrs(zone.startsWith("EPSG") ? zone : "") ??
    findCrs(description) ??
    findCrs(`${name} ${description} ${geodeticDatum} ${zone}`);
  if (!found) {
    const words = [name, description, geodeticDatum, mapProjection, mapZone].filter((word) => word !== "");
    findings.push({
      code: "ifc/unknown-crs",
      severity: "warning",
      message: `The CRS "${words.join(", ")}" is not one of those known here; name one by its EPSG number, or place the model by hand`,
      rule: "IfcProjectedCRS.Name",
      ref: crs.ref,
    });
  }
  return found;
}

/** One of the units that eastings may be in lands where the CRS is used; else what the standard says. */
function buildFrame(
  { metresPerUnit, mapUnitM }: Georeference,
  conversion: MapConversion,
  grid: ProjectedCrs,
  findings: Issue[],
): GridFrame {
  const { eastings, northings, height, xAxis, factors } = conversion;
  const stated = mapUnitM ?? metresPerUnit;
  const candidates = [...new Set([stated, metresPerUnit, 1])];
  const unitM =
    candidates.find((unit) => grid.isInside({ eastM: eastings * unit, northM: northings * unit })) ?? stated;
  const assumed: Assumption[] = [];
  if (unitM !== stated) {
    const whose = mapUnitM === undefined ? "the project's unit of length (no MapUnit is given)" : "MapUnit";
    findings.push({
      code: "ifc/map-unit",
      severity: "warning",
      message: `Eastings and Northings would lie nowhere in ${grid.crs.name} in ${whose}, ${stated} m; they are read in units of ${unitM} m`,
      rule: "IfcProjectedCRS.MapUnit",
      ref: conversion.ref,
    });
    assumed.push(assume("map-unit", { unitM }));
  }
  const scale = surveyScale(conversion, metresPerUnit / unitM, findings, assumed);
  return {
    rule: conversion.isPropertySet ? "property-set" : "map-conversion",
    grid,
    originM: [eastings * unitM, northings * unitM, height * unitM],
    rotationRad: xAxis ? Math.atan2(xAxis[1], xAxis[0]) : 0,
    scale: [scale * factors[0], scale * factors[1], scale * factors[2]],
    assumed,
  };
}

/** Survey scales lie within a few parts in a thousand of 1; more is a unit. */
const SCALE_TOLERANCE = 0.02;

/** `Scale` without the conversion of units that it also carries. */
function surveyScale(
  { scale, ref }: MapConversion,
  unitRatio: number,
  findings: Issue[],
  assumed: Assumption[],
): number {
  const isNear = (value: number) => Math.abs(value - 1) <= SCALE_TOLERANCE;
  const given = scale ?? 1;
  if (isNear(given / unitRatio)) return given / unitRatio;
  const finding = (message: string) =>
    findings.push({
      code: "ifc/map-scale",
      severity: "warning",
      message,
      rule: "IfcMapConversion.Scale",
      ref,
    });
  const right = `right would be ${Number(unitRatio.toPrecision(6))}, map units a project unit`;
  if (isNear(given * unitRatio)) {
    finding(`Scale is ${given}, the inverse of the ratio of units; ${right}`);
    assumed.push(assume("scale-inverse", { scale: given }));
    return 1 / (given * unitRatio);
  }
  if (isNear(given)) {
    finding(
      `Scale is ${scale === undefined ? "absent" : given} although map and project have different units; ${right}`,
    );
    assumed.push(assume("scale-without-units"));
    return given;
  }
  finding(
    `Scale is ${given}, which is neither the ratio of units nor a survey scale; ${right}, which is used`,
  );
  assumed.push(assume("scale-left-out", { scale: given }));
  return 1;
}

const withoutCrs = ({ ref }: MapConversion): Issue => ({
  code: "ifc/no-crs",
  severity: "warning",
  message:
    "The map conversion names no projected CRS, so its eastings and northings are nowhere; name one by its EPSG number",
  rule: "IfcMapConversion.TargetCRS",
  ref,
});

const blank = ({ ref }: MapConversion, isOwn: boolean): Issue => ({
  code: "ifc/blank-map-conversion",
  severity: isOwn ? "info" : "warning",
  message: isOwn
    ? "The map conversion is blank (0, 0): the geometry itself is in map coordinates"
    : "The map conversion is blank (0, 0) and the geometry is not in map coordinates: it places nothing",
  rule: "IfcMapConversion.Eastings",
  ref,
});

function doubled({ ref }: MapConversion, frame: GridFrame, middleM: Vector3): Issue {
  const twice = toGrid(frame, middleM);
  const awayKm = Math.hypot(twice.eastM - middleM[0], twice.northM - middleM[1]) / 1000;
  return {
    code: "ifc/doubled-georeference",
    severity: "warning",
    message: `The geometry is in map coordinates and the map conversion adds them again, which would put it ${awayKm.toFixed(0)} km away; the geometry's coordinates are used`,
    rule: "IfcMapConversion.Eastings",
    ref,
  };
}

const outside = ({ ref }: MapConversion, { code, name }: Crs, how: string): Issue => ({
  code: "ifc/outside-crs",
  severity: "warning",
  message: `Where the map conversion puts the model ${how} ${code} ${name}`,
  ref,
});

const notInCrs = ({ code, name }: Crs, middleM: Vector3 | undefined): Issue => ({
  code: "ifc/no-map-conversion",
  severity: "warning",
  message: `There is a CRS, ${code} ${name}, but no map conversion, and the geometry, round ${(middleM ?? [0, 0, 0]).map((value) => value.toFixed(0)).join(", ")} m, is not in its coordinates`,
});
