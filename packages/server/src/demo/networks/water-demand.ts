import type { Building, BuildingUse } from "../model/index.ts";
import type { LeadGroup } from "./pressure-streets.ts";

/**
 * Water a day and head, litres, by use: 200 in dwellings, elsewhere the order of magnitude that designers use (general
 * knowledge, not read from a standard).
 */
const LITRES_PER_PERSON_DAY: Readonly<Record<BuildingUse, number>> = {
  residential: 200,
  commercial: 60,
  office: 50,
  industrial: 150,
  hospital: 350,
  school: 60,
  culture: 25,
  sports: 40,
  government: 50,
  "fire-station": 150,
  station: 20,
  utility: 100,
  heritage: 20,
};

/** Busiest hour of the busiest day over the mean: 1.2 by day × 1.35 by hour, usual for a city of this size. */
const PEAK_FACTOR = 1.6;

/** Demand of a building in the design hour, L/s. Nobody there: a little for cleaning. */
function buildingDemandLS(building: Building): number {
  const litresPerDay = Math.max(building.people, 1) * LITRES_PER_PERSON_DAY[building.use];
  return (litresPerDay * PEAK_FACTOR) / 86_400;
}

/** Demand of a lead and those that it serves in the design hour, L/s. */
export function groupDemandLS(group: LeadGroup): number {
  return group.members.reduce((sum, member) => sum + buildingDemandLS(member), 0);
}

/**
 * Flow for which a service is sized, L/s: not all taps of few dwellings are spread over the hour. Two and a half times
 * the design hour and a tap more: a simple stand-in for the probability methods of building design.
 */
export function serviceFlowLS(demandLS: number): number {
  return 2.5 * demandLS + 0.2;
}
