import {
  type Building,
  DEPTH_LEVELS,
  type PlanePoint,
  type Road,
  type SpacePoint,
  STREET_SECTIONS,
  type Town,
} from "../model/index.ts";
import type { MainLine } from "./mains.ts";
import { placeBesideStreet, streetDirection } from "./mains.ts";
import { below } from "./mains-depth.ts";
import { alongM, rightOfM } from "./mains-plane.ts";

/**
 * Where each utility's service lies beside the middle of its building's connections, metres along the street. All
 * services of a street are parallel, so only these shifts keep them apart: between the largest outer walls (telecom
 * 0.3, heating 2 × 0.315, gas 0.16, water 0.16, power 0.4, sewage 0.4, storm 0.4 m) they hold GB 50289-2016 table 4.1.9,
 * and so do the services of the next lead 8 m on. Laterals of gullies and hydrants take the slot of their utility too,
 * round a lead's middle (on the other side of the street) or round a free middle of {@link freeMiddlesM}.
 */
export const SERVICE_SLOTS_M: Readonly<Record<MainLine, number>> = {
  telecom: -3.6,
  heating: -2.24,
  heatingReturn: -1.68,
  gas: -0.36,
  water: 0.36,
  power: 1.2,
  sewage: 2.16,
  storm: 2.91,
};

/** Middles of connections are at least this far apart along a street, metres. */
export const SERVICE_WINDOW_M = 8;

/**
 * Places along a street where no lead's services come near: multiples of 8 m at least 8 m from every lead's middle,
 * between two stations. Laterals of all utilities share this grid, each in its own slot.
 */
export function freeMiddlesM(leadChainagesM: readonly number[], fromM: number, toM: number): number[] {
  const middles: number[] = [];
  const first = Math.ceil(fromM / SERVICE_WINDOW_M);
  for (let k = first; k * SERVICE_WINDOW_M <= toM; k++) {
    const middleM = k * SERVICE_WINDOW_M;
    const isFree = leadChainagesM.every((chainageM) => Math.abs(chainageM - middleM) >= SERVICE_WINDOW_M);
    if (isFree) middles.push(middleM);
  }
  return middles;
}

/** Where a service leaves its street's main and where it meets its building. */
export interface ServicePlace {
  readonly street: number;
  /** Station on the street, slot included, metres. */
  readonly stationM: number;
  /** Unit vector from the street towards the building. */
  readonly outward: PlanePoint;
  /** On the main's straight line. */
  readonly tee: PlanePoint;
  /** On the building's wall, or, where the slot passes beside the building, level with its front. */
  readonly wall: PlanePoint;
}

/**
 * Finds a building's service of one line: perpendicular to the street from the main to the wall. Undefined where the
 * street's class does not carry the line. Lines that end `together` end level, at the wall that the first of them meets.
 */
export function placeService(
  town: Town,
  building: Building,
  line: MainLine,
  together: readonly MainLine[] = [line],
): ServicePlace | undefined {
  const street = town.streets[building.street];
  if (!street) throw new RangeError(`building ${building.id} stands on no street`);
  const road = town.roads[street.road] as Road;
  const offsetM = STREET_SECTIONS[road.roadClass].mains[line];
  if (offsetM === undefined) return undefined;
  const stationM = building.chainageM + SERVICE_SLOTS_M[line];
  const sideSign = building.side === "right" ? 1 : -1;
  const direction = streetDirection(town, street.index);
  const wallsM = together.map((other) =>
    wallOffsetM(town, building, building.chainageM + SERVICE_SLOTS_M[other], sideSign),
  );
  const wallM = Math.min(...wallsM);
  return {
    street: street.index,
    stationM,
    outward: [direction[1] * sideSign, -direction[0] * sideSign],
    tee: placeBesideStreet(town, street.index, stationM, offsetM),
    wall: placeBesideStreet(town, street.index, stationM, wallM * sideSign),
  };
}

/**
 * A service's axis in space: from the main's axis down a riser to the level of dips and services, and level to the
 * building. `teeHeightM` is the main's axis at the tee, orthometric.
 */
export function serviceAxis(place: ServicePlace, teeHeightM: number, outerDiameterM: number): SpacePoint[] {
  const depthM = serviceDepthM(outerDiameterM);
  return [[place.tee[0], place.tee[1], teeHeightM], below(place.tee, depthM), below(place.wall, depthM)];
}

/** Depth of a service's axis below ground, metres: its top at the level of dips and services. */
export const serviceDepthM = (outerDiameterM: number): number => DEPTH_LEVELS.dipTopM + outerDiameterM / 2;

/** Distance of the building's nearest wall from the centre line where the line at a station meets it, metres. */
function wallOffsetM(town: Town, building: Building, stationM: number, sideSign: 1 | -1): number {
  const direction = streetDirection(town, building.street);
  const foot = placeBesideStreet(town, building.street, 0, 0);
  const corners = building.ring.map((point) => ({
    stationM: alongM(foot, direction, point),
    outM: rightOfM(foot, direction, point) * sideSign,
  }));
  const met: number[] = [];
  corners.forEach((a, i) => {
    const b = corners[(i + 1) % corners.length] as (typeof corners)[number];
    if (a.stationM > stationM === b.stationM > stationM) return;
    met.push(a.outM + ((b.outM - a.outM) * (stationM - a.stationM)) / (b.stationM - a.stationM));
  });
  const outsM = met.length > 0 ? met : corners.map((corner) => corner.outM);
  return Math.min(...outsM);
}
