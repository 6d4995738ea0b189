import { Fault } from "../../faults.ts";
import { type Crs, findCrs } from "../../geo/crs/index.ts";
import { type Geoid, transformPoint } from "../../geo/index.ts";
import type { Issue } from "../../issues.ts";
import type { Vector3 } from "../../tiles/index.ts";
import { IDENTITY } from "../geometry/index.ts";
import { assume } from "./assume.ts";
import type { Georeference } from "./georeference.ts";
import { headingOfNorth, placeAt, type Statement } from "./local-frame.ts";
import type { HandPlace, PlacedModel } from "./model-placement.ts";
import { placeInGrid } from "./place-in-grid.ts";
import { resolveGrid, SURVEY_DISTANCE_M } from "./resolve-grid.ts";

/** What is drawn of a model, metres in its own frame. */
export interface DrawnExtent {
  readonly min: Vector3;
  readonly max: Vector3;
  /** Where most of it is: a stray part far away does not move it. */
  readonly middle: Vector3;
}

/** What {@link placeModel} needs besides the georeference. */
export interface PlaceOptions {
  /** By hand: goes before everything that the file says. */
  readonly place?: HandPlace;
  /** Instead of the CRS that the file names, e.g. `EPSG:4549`. */
  readonly crs?: string;
  readonly geoid: Geoid;
  /** Orthometric, metres; undefined where none is known. */
  groundHeightM(lonDeg: number, latDeg: number): number | undefined;
}

/**
 * Decides where a model stands: by hand; else by map conversion or geometry in coordinates of a projected CRS; else by
 * IfcSite; else nowhere. Pure: the same answer later, without the file, when a person corrects it.
 *
 * The matrix is exact in the middle of what is drawn. There the model is turned by grid convergence and scaled by what
 * one metre of the grid is on the ground (1 / the projection's scale, at the height): grid coordinates come out where
 * they were surveyed. Away from the middle it is a plane, tangent to the ellipsoid: 2 cm below it at 500 m, 8 m at 10 km.
 *
 * Heights are orthometric; the geoid's undulation in the middle is added once.
 *
 * @param drawn Undefined for a model that shows nothing.
 * @throws {Fault} `model/invalid-placement` for a `crs` that is not known here.
 */
export function placeModel(
  georeference: Georeference,
  drawn: DrawnExtent | undefined,
  options: PlaceOptions,
): PlacedModel {
  const crs = options.crs === undefined ? undefined : knownCrs(options.crs);
  const findings: Issue[] = [...georeference.findings];
  const task: Task = {
    georeference,
    drawn,
    options,
    world: worldOf(georeference, drawn, findings),
    anchorM: chooseAnchor(drawn),
  };
  const inGrid = findGridPlace(task, crs, findings);
  const atSite = placeAtSite(task);
  if (inGrid && atSite) reportDisagreement(inGrid, atSite, drawn?.middle ?? task.anchorM, findings);
  if (options.place) return { ...placeByHand(task, options.place), findings };
  const stated = inGrid ?? atSite;
  if (stated) return { ...stated, findings };
  findings.push(nowhere(drawn));
  return { ...placeNowhere(task), findings };
}

interface Task {
  readonly georeference: Georeference;
  readonly drawn: DrawnExtent | undefined;
  readonly options: PlaceOptions;
  /** The model's frame → that of its world coordinate system. */
  readonly world: Float64Array;
  readonly anchorM: Vector3;
}

/** The world coordinate system, left out where the geometry has its offset in it already. */
function worldOf(
  { worldFrame }: Georeference,
  drawn: DrawnExtent | undefined,
  findings: Issue[],
): Float64Array {
  if (!worldFrame) return IDENTITY;
  const [x = 0, y = 0] = worldFrame.slice(12);
  const isFar = Math.hypot(x, y) > SURVEY_DISTANCE_M;
  const isThere = drawn && Math.hypot(drawn.middle[0] - x, drawn.middle[1] - y) < SURVEY_DISTANCE_M;
  if (!isFar || !isThere) return Float64Array.from(worldFrame);
  findings.push({
    code: "ifc/doubled-world-frame",
    severity: "warning",
    message: `The world coordinate system moves the model by ${x.toFixed(0)}, ${y.toFixed(0)} m and the geometry is there already; it is left out`,
    rule: "IfcGeometricRepresentationContext.WorldCoordinateSystem",
  });
  return IDENTITY;
}

function findGridPlace(
  { georeference, drawn, options, world, anchorM }: Task,
  crs: Crs | undefined,
  findings: Issue[],
): Statement | undefined {
  const middleM = drawn && transformPoint(world, drawn.middle);
  const frame = resolveGrid(georeference, crs, middleM, findings);
  return frame && placeInGrid(frame, world, anchorM, drawn?.middle ?? anchorM, options.geoid);
}

function knownCrs(text: string): Crs {
  const crs = findCrs(text);
  if (crs) return crs;
  throw new Fault(
    "model/invalid-placement",
    `CRS "${text}" is not one of those known here; right would be e.g. EPSG:4549 (CGCS2000 / 3-degree Gauss-Kruger CM 120E) or EPSG:32650 (UTM zone 50N)`,
    { crs: text },
  );
}

/** The model's origin, or the foot of the middle of what is drawn where that is in survey coordinates. */
function chooseAnchor(drawn: DrawnExtent | undefined): Vector3 {
  if (!drawn || Math.hypot(drawn.middle[0], drawn.middle[1]) <= SURVEY_DISTANCE_M) return [0, 0, 0];
  return [Math.round(drawn.middle[0]), Math.round(drawn.middle[1]), drawn.min[2]];
}

function placeAtSite({ georeference, options, world, anchorM }: Task): Statement | undefined {
  const { site, trueNorth } = georeference;
  if (!site) return undefined;
  const { lonDeg, latDeg, elevationM } = site;
  const groundM = options.groundHeightM(lonDeg, latDeg);
  const height =
    elevationM === undefined
      ? assume(groundM === undefined ? "site-at-zero" : "site-on-ground")
      : assume("site-elevation", { elevationM });
  const stands = { lonDeg, latDeg, heightM: elevationM ?? groundM ?? 0 };
  return placeAt(stands, transformPoint(world, site.originM), {
    rule: "site",
    ...{ geoid: options.geoid, world, anchorM, headingDeg: headingOfNorth(trueNorth) },
    assumed: [
      assume("site-origin"),
      height,
      ...(trueNorth ? [] : [assume("no-true-north")]),
      assume("heights"),
    ],
  });
}

function placeByHand({ georeference, drawn, options, world, anchorM }: Task, place: HandPlace): Statement {
  const { lonDeg, latDeg } = place;
  const { trueNorth } = georeference;
  const groundM = options.groundHeightM(lonDeg, latDeg);
  // Zero is the ground floor of most models; one whose zero is somewhere else stands on its foot.
  const isZeroWithin = !drawn || (drawn.min[2] - 1 <= anchorM[2] && anchorM[2] <= drawn.max[2] + 1);
  const aboveFootM = isZeroWithin ? 0 : anchorM[2] - drawn.min[2];
  const stands = { lonDeg, latDeg, heightM: place.heightM ?? (groundM ?? 0) + aboveFootM };
  const isTurned = place.headingDeg !== undefined || trueNorth !== undefined;
  return placeAt(stands, transformPoint(world, anchorM), {
    rule: "by-hand",
    scale: place.scale ?? 1,
    ...{ geoid: options.geoid, world, anchorM, headingDeg: place.headingDeg ?? headingOfNorth(trueNorth) },
    assumed: [
      ...(place.heightM === undefined ? [assume(groundM === undefined ? "at-zero" : "on-ground")] : []),
      ...(isTurned ? [] : [assume("no-heading")]),
      assume("heights"),
    ],
  });
}

/** At 0°, 0°, so that a viewer of the model alone has it near an origin. */
function placeNowhere({ georeference, options, world, anchorM }: Task): Statement {
  const placed = placeAt({ lonDeg: 0, latDeg: 0, heightM: 0 }, transformPoint(world, anchorM), {
    rule: "none",
    ...{ geoid: options.geoid, world, anchorM, headingDeg: headingOfNorth(georeference.trueNorth) },
    assumed: [],
  });
  return { ...placed, placement: { ...placed.placement, lon: null, lat: null, heightM: null } };
}

/** Two statements that are farther apart than this cannot both be meant. */
const AGREEMENT_M = 1_000;

function reportDisagreement(inGrid: Statement, atSite: Statement, point: Vector3, findings: Issue[]): void {
  const a = transformPoint(inGrid.modelToEcef, point);
  const b = transformPoint(atSite.modelToEcef, point);
  const awayM = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  if (awayM < AGREEMENT_M) return;
  findings.push({
    code: "ifc/georeferences-disagree",
    severity: "warning",
    message: `IfcSite says that the model stands ${(awayM / 1000).toFixed(0)} km from where its projected coordinates put it; these are used`,
    rule: "IfcSite.RefLatitude",
  });
}

function nowhere(drawn: DrawnExtent | undefined): Issue {
  const isSurveyed = drawn && Math.hypot(drawn.middle[0], drawn.middle[1]) > SURVEY_DISTANCE_M;
  const message = isSurveyed
    ? `Nothing says where the model stands; its coordinates, round ${drawn.middle.map((value) => value.toFixed(0)).join(", ")} m, look surveyed: name their CRS, e.g. EPSG:4549, or place it by hand`
    : "Nothing says where the model stands: place it by hand";
  return { code: "ifc/no-georeference", severity: "warning", message };
}
