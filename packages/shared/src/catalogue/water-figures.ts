import type { Limits, ValidRange } from "../contracts/index.ts";
import type { Sourced } from "./sourced.ts";

/** Least pressure at a point of service by floors above ground: 10 m for one, 12 m for two, 4 m more for each. */
export const MINIMUM_SERVICE_PRESSURE_M: Sourced<{
  readonly oneFloorM: number;
  readonly twoFloorsM: number;
  readonly perFurtherFloorM: number;
}> = {
  value: { oneFloorM: 10, twoFloorsM: 12, perFurtherFloorM: 4 },
  source:
    "jianbiaoku.com webarbs/book/167038/4839877: 10 m of head for one floor, 12 m for two, +4 m per floor, no negative pressure",
  certainty: "verified",
};

/** Floors that a network serves by itself: taller buildings pump for themselves (general knowledge, unverified). */
export const FLOORS_SERVED_BY_MAIN = 6;

/** Least head at the service of a building of so many floors, metres above ground, by {@link MINIMUM_SERVICE_PRESSURE_M}. */
export function findMinimumServiceHeadM(floors: number): number {
  const { oneFloorM, twoFloorsM, perFurtherFloorM } = MINIMUM_SERVICE_PRESSURE_M.value;
  if (floors <= 1) return oneFloorM;
  return twoFloorsM + perFurtherFloorM * (Math.min(floors, FLOORS_SERVED_BY_MAIN) - 2);
}

/** Starting limits for the pressure of a junction, metres of water column. An operator sets better ones. */
export const PRESSURE_LIMITS_M: { readonly [side in keyof Required<Limits>]: Sourced<number> } = {
  LL: {
    value: 0,
    source: "No negative pressure in a supply network (same page as L)",
    certainty: "verified",
  },
  L: {
    value: MINIMUM_SERVICE_PRESSURE_M.value.oneFloorM,
    source: MINIMUM_SERVICE_PRESSURE_M.source,
    certainty: "verified",
  },
  H: { value: 60, source: "General knowledge: mains are run below about 0.6 MPa", certainty: "unverified" },
  HH: {
    value: 100,
    source: "General knowledge: the common pipe class PN 10 holds 1.0 MPa",
    certainty: "unverified",
  },
};

/**
 * What a pressure transmitter on a main can show, metres of water column: from full vacuum (−101.325 kPa) to
 * 1.6 MPa (101.972 m each). The upper end is general knowledge (the usual full scale); a network with more head raises it.
 */
export const PRESSURE_RANGE_M: Sourced<ValidRange> = {
  value: { min: -10.33, max: 163.16 },
  source: "Standard atmosphere 101,325 Pa; usual transmitter full scale 1.6 MPa (general knowledge)",
  certainty: "unverified",
};
