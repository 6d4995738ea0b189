import type { Assumption } from "../../contracts/index.ts";
import type { Crs, LonLat } from "../../geo/crs/index.ts";
import { buildEnuFrame, enuToEcef, type Geoid, geodeticToEcef, transformPoint } from "../../geo/index.ts";
import type { Vector3 } from "../../tiles/index.ts";
import { multiply } from "../geometry/index.ts";
import { assume } from "./assume.ts";
import { frameAround, headingOf, rounded, type Statement } from "./local-frame.ts";
import { type GridFrame, toGrid } from "./resolve-grid.ts";

/**
 * Places a model by its coordinates in a projected CRS: exact at `middleM`, there turned by grid convergence and scaled
 * by what a metre of the grid is on the ground.
 */
export function placeInGrid(
  frame: GridFrame,
  world: Float64Array,
  anchorM: Vector3,
  middleM: Vector3,
  geoid: Geoid,
): Statement {
  const { crs } = frame.grid;
  const anchor = anchorInGrid(frame, transformPoint(world, anchorM));
  const middle = transformPoint(world, middleM);
  const foot = anchorInGrid(frame, middle);
  const ellipsoidalHeightM = foot.heightM + (geoid(foot.lonDeg, foot.latDeg) ?? 0);
  const [eastwards, northwards] = gridAxes(frame, middle, ellipsoidalHeightM);
  const [cos, sin] = [Math.cos(frame.rotationRad), Math.sin(frame.rotationRad)];
  const [scaleX, scaleY, scaleZ] = frame.scale;
  const x = combine(eastwards, scaleX * cos, northwards, scaleX * sin);
  const y = combine(eastwards, -scaleY * sin, northwards, scaleY * cos);
  const local = frameAround(x, y, [0, 0, scaleZ], middle);
  return {
    placement: {
      rule: frame.rule,
      crs: `${crs.code} ${crs.name}`,
      lon: rounded(anchor.lonDeg, 11),
      lat: rounded(anchor.latDeg, 11),
      heightM: rounded(anchor.heightM, 6),
      headingDeg: rounded(headingOf(y), 9),
      scale: Math.hypot(...x),
      anchorM,
      assumed: [...frame.assumed, ...assumedInGrid(crs, Math.hypot(...x)), assume("heights")],
    },
    modelToEcef: multiply(multiply(enuToEcef({ ...foot, ellipsoidalHeightM }), local), world),
  };
}

function assumedInGrid({ datumErrorM, name }: Crs, scale: number): Assumption[] {
  return [
    ...(datumErrorM === undefined ? [] : [assume("datum", { name, errorM: datumErrorM })]),
    ...(Math.abs(scale - 1) < 1e-6 ? [] : [assume("grid-lengths", { scale: scale.toFixed(6) })]),
  ];
}

function anchorInGrid(frame: GridFrame, point: Vector3): LonLat & { readonly heightM: number } {
  const { heightM, ...place } = toGrid(frame, point);
  // Only points for which `resolveGrid` found a place come here, or such as lie beside them.
  const { lonDeg, latDeg } = frame.grid.toLonLat(place) ?? { lonDeg: 0, latDeg: 0 };
  return { lonDeg, latDeg, heightM };
}

const combine = (a: Vector3, byA: number, b: Vector3, byB: number): Vector3 => [
  a[0] * byA + b[0] * byB,
  a[1] * byA + b[1] * byB,
  a[2] * byA + b[2] * byB,
];

/** Half of the step that the grid's axes are measured over: long for rounding, short for curvature. */
const STEP_M = 100;

/** One metre east and one north in the grid, as vectors in the plane tangent at the point: convergence and scale. */
function gridAxes(frame: GridFrame, point: Vector3, ellipsoidalHeightM: number): [Vector3, Vector3] {
  const { eastM, northM } = toGrid(frame, point);
  const at = (dEastM: number, dNorthM: number) => {
    const place = frame.grid.toLonLat({ eastM: eastM + dEastM, northM: northM + dNorthM });
    return { ...(place ?? { lonDeg: 0, latDeg: 0 }), ellipsoidalHeightM };
  };
  const { ecefToEnu } = buildEnuFrame(at(0, 0));
  const enu = (dEastM: number, dNorthM: number) =>
    transformPoint(ecefToEnu, geodeticToEcef(at(dEastM, dNorthM)));
  const slope = (ahead: Vector3, back: Vector3): Vector3 => [
    (ahead[0] - back[0]) / (2 * STEP_M),
    (ahead[1] - back[1]) / (2 * STEP_M),
    0,
  ];
  return [slope(enu(STEP_M, 0), enu(-STEP_M, 0)), slope(enu(0, STEP_M), enu(0, -STEP_M))];
}
