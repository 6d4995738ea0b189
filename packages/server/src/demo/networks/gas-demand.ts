import type { BuildingUse, Random } from "../model/index.ts";
import type { LeadGroup } from "./pressure-streets.ts";

/**
 * Gas a head in the busiest hour, standard m³/h, by use: a household of three takes 0.2 with others at the same time.
 * Uses without a kitchen or boiler take none. General knowledge, not read from a standard.
 */
const PEAK_M3H_PER_PERSON: Readonly<Partial<Record<BuildingUse, number>>> = {
  residential: 0.065,
  commercial: 0.03,
  office: 0.008,
  industrial: 0.15,
  hospital: 0.08,
  school: 0.02,
  government: 0.01,
  "fire-station": 0.05,
  station: 0.004,
};

/** Gas of a lead and those that it serves in the busiest hour, standard m³/h; 0 where nobody uses any. */
export function gasDemandM3H(group: LeadGroup): number {
  return group.members.reduce((sum, { people, use }) => sum + people * (PEAK_M3H_PER_PERSON[use] ?? 0), 0);
}

/** Shops and offices with a kitchen or a boiler on gas. */
const BUSINESS_SHARE = 0.35;

/**
 * Chooses the groups that are joined to gas: all with dwellings, canteens or works, some of those with shops and
 * offices only. Draws from `random` once a group, in order.
 */
export function chooseGasUsers(groups: readonly LeadGroup[], random: Random): LeadGroup[] {
  return groups.filter((group) => {
    const hasJoined = random.chance(BUSINESS_SHARE);
    if (gasDemandM3H(group) === 0) return false;
    return hasJoined || group.members.some(({ use }) => use !== "commercial" && use !== "office");
  });
}
