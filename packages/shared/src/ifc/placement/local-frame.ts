import type { LonLat } from "../../geo/crs/index.ts";
import { ecefToGeodetic, enuToEcef, type Geoid, transformPoint } from "../../geo/index.ts";
import type { Vector3 } from "../../tiles/index.ts";
import { multiply } from "../geometry/index.ts";
import type { ModelPlacement, PlacedModel } from "./model-placement.ts";

/** A placement without what was found on the way. */
export type Statement = Omit<PlacedModel, "findings">;

/** The frame whose axes are `x`, `y`, `z` and in which `point` comes to the origin. */
export function frameAround(x: Vector3, y: Vector3, z: Vector3, point: Vector3): Float64Array {
  const along = (k: 0 | 1 | 2) => -(x[k] * point[0] + y[k] * point[1] + z[k] * point[2]);
  return Float64Array.of(...x, 0, ...y, 0, ...z, 0, along(0), along(1), along(2), 1);
}

/** Degrees clockwise from north to a direction in the east-north plane, 0 to 360. */
export function headingOf([east, north]: Vector3): number {
  return wholeTurn((Math.atan2(east, north) * 180) / Math.PI);
}

/** Where y points, degrees clockwise from north, in a model whose north is this direction; y is north where absent. */
export function headingOfNorth(trueNorth: readonly [x: number, y: number] | undefined): number {
  return trueNorth ? wholeTurn((-Math.atan2(trueNorth[0], trueNorth[1]) * 180) / Math.PI) : 0;
}

/** 0 to 360, and what rounding leaves a hair below a whole turn is 0. */
function wholeTurn(deg: number): number {
  const turned = ((deg % 360) + 360) % 360;
  return 360 - turned < 1e-9 ? 0 : turned;
}

/** Without the digits that come of going through ECEF and back: a micrometre, and no negative zero. */
export function rounded(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals + 0;
}

/** A place on the earth with an orthometric height. */
export interface Standpoint extends LonLat {
  readonly heightM: number;
}

/** How {@link placeAt} turns a model, and what it writes down of it. */
export interface PlaceAtOptions extends Pick<ModelPlacement, "rule" | "assumed" | "anchorM"> {
  readonly headingDeg: number;
  /** Metres on the earth of one metre of the model; absent: 1. */
  readonly scale?: number;
  readonly geoid: Geoid;
  readonly world: Float64Array;
}

/** Puts `point` (after the world frame) at a place, y turned to the heading, at full size. */
export function placeAt(
  { lonDeg, latDeg, heightM }: Standpoint,
  point: Vector3,
  { rule, assumed, anchorM, headingDeg, scale = 1, geoid, world }: PlaceAtOptions,
): Statement {
  const undulationM = geoid(lonDeg, latDeg) ?? 0;
  const headingRad = (headingDeg * Math.PI) / 180;
  const [cos, sin] = [scale * Math.cos(headingRad), scale * Math.sin(headingRad)];
  const local = frameAround([cos, -sin, 0], [sin, cos, 0], [0, 0, scale], point);
  const enu = enuToEcef({ lonDeg, latDeg, ellipsoidalHeightM: heightM + undulationM });
  const modelToEcef = multiply(multiply(enu, local), world);
  const anchor = ecefToGeodetic(transformPoint(modelToEcef, anchorM));
  return {
    placement: {
      rule,
      lon: rounded(anchor.lonDeg, 11),
      lat: rounded(anchor.latDeg, 11),
      heightM: rounded(anchor.ellipsoidalHeightM - undulationM, 6),
      headingDeg: rounded(wholeTurn(headingDeg), 9),
      scale,
      anchorM,
      assumed,
    },
    modelToEcef,
  };
}
