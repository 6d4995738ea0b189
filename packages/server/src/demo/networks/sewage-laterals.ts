import { DEPTH_LEVELS, groundAtM, type PlanePoint, planDistanceM, type Town } from "../model/index.ts";
import type { ObstacleIndex } from "./gravity-crossings.ts";
import { highestDrainTopM } from "./gravity-edges.ts";
import { highestSoffitM } from "./gravity-profile.ts";
import { type DrainSize, designSlope, roundDrain } from "./gravity-sizes.ts";
import { type MainRun, placeOnMain } from "./mains.ts";
import type { LeadGroup } from "./pressure-streets.ts";
import { placeService } from "./service-place.ts";

/** A building's connection (户线), planned as high as it may lie. */
export interface LateralPlan {
  readonly group: LeadGroup;
  /** Station of its manhole in the main. */
  readonly stationM: number;
  /** At the building's front and in the main's manhole. */
  readonly start: PlanePoint;
  readonly end: PlanePoint;
  readonly lengthM: number;
  readonly size: DrainSize;
  /** Highest soffit (inner top) at its start, and at its end when it falls at its least slope, m orthometric. */
  readonly startSoffitM: number;
  readonly endSoffitM: number;
}

/** More than the standard gap below storm drains: both lie at a slope and are wide. */
const CROSSING_RESERVE_M = 0.04;
/** Half the width of the widest drain and of a sewer, m: how far past its end a sewer still passes below another. */
const CROSSING_REACH_M = 1.2;
/** Steepest connection, m per m: below it solids are left behind by the water. */
const STEEPEST = 0.05;
/** A connection that serves this many people or more is DN 300. */
const LARGE_GROUP_PEOPLE = 400;

/** Plans the connection of a lead building: perpendicular to the street, below every storm drain that it crosses. */
export function planLateral(
  town: Town,
  run: MainRun,
  group: LeadGroup,
  storm: ObstacleIndex,
): LateralPlan | undefined {
  const place = placeService(town, group.lead, "sewage");
  if (!place) return undefined;
  const end = placeOnMain(run, place.stationM);
  const start = place.wall;
  const people = group.members.reduce((sum, { people: there }) => sum + there, 0);
  const size = roundDrain(people >= LARGE_GROUP_PEOPLE ? 300 : 200, "plastic");
  const lengthM = planDistanceM(start, end);
  const slope = lateralSlope(size);
  const limits = [
    { atM: 0, topM: highestDrainTopM(groundAtM(start)) },
    { atM: lengthM, topM: highestDrainTopM(groundAtM(end)) },
    ...limitsBelow(storm, start, end),
  ];
  const startSoffitM = highestSoffitM({ limits, slope, innerM: size.innerM, outerM: size.outerM });
  return {
    ...{ group, stationM: place.stationM, start, end, lengthM, size, startSoffitM },
    endSoffitM: startSoffitM - slope * lengthM,
  };
}

/** Highest outer tops along a line that passes below storm drains, m orthometric. */
export function limitsBelow(storm: ObstacleIndex, a: PlanePoint, b: PlanePoint) {
  return storm
    .crossings(a, b, CROSSING_REACH_M)
    .map(({ atM, bottomM }) => ({ atM, topM: bottomM - DEPTH_LEVELS.drainGapM - CROSSING_RESERVE_M }));
}

/** Least slope of a connection, m per m. */
const lateralSlope = (size: DrainSize): number => Math.max(0.005, designSlope("sewage", size));

/**
 * Inverts of a planned connection once its main is known: it falls evenly to the main's soffit as far as that is not
 * too steep; the rest is a drop in the manhole (跌水).
 */
export function lateralInverts(plan: LateralPlan, mainSoffitM: number) {
  const wantedSlope = (plan.startSoffitM - mainSoffitM) / plan.lengthM;
  const slope = Math.min(STEEPEST, Math.max(lateralSlope(plan.size), wantedSlope));
  const startM = plan.startSoffitM - plan.size.innerM;
  return { startM, endM: startM - slope * plan.lengthM, slope };
}
