import type { BuildingUse, Random } from "../model/index.ts";
import type { LeadGroup } from "./pressure-streets.ts";

/** Heat in the design hour, W a square metre of floor, by use; absent: not on district heating. Usual for insulated buildings here. */
const HEAT_W_M2: Readonly<Partial<Record<BuildingUse, number>>> = {
  residential: 32,
  commercial: 50,
  office: 45,
  hospital: 60,
  school: 50,
  culture: 55,
  sports: 70,
  government: 45,
  "fire-station": 50,
  station: 60,
};

/** Heat of a group in the design hour, kW. */
export function heatDemandKW({ members, floorAreaM2 }: LeadGroup): number {
  const heated = members.filter(({ use }) => HEAT_W_M2[use] !== undefined);
  const wattsPerM2 = heated.reduce((sum, { use }) => sum + (HEAT_W_M2[use] ?? 0), 0) / members.length;
  return (floorAreaM2 * wattsPerM2) / 1000;
}

/** Heat of a ton of primary water cooled from 130 to 70 ℃, kWh: 1.163 kWh/(t·K) times 60 K. */
export const KWH_PER_TON = 1.163 * 60;

/** Primary water for a heat, t/h. */
export function primaryFlowTH(heatKW: number): number {
  return heatKW / KWH_PER_TON;
}

/** Uses that are joined whatever their size. */
const ALWAYS: ReadonlySet<BuildingUse> = new Set(["hospital", "school", "government", "culture", "station"]);

/** Less is not worth a connection, kW. */
const LEAST_HEAT_KW = 150;

/** Share of the groups that are worth one which have joined; the rest heat on their own. */
const JOINED_SHARE = 0.45;

/**
 * Chooses the groups that are joined to district heating: public buildings, and of the others that are large enough a
 * little less than half. Draws from `random` once a group, in order.
 */
export function chooseHeated(groups: readonly LeadGroup[], random: Random): LeadGroup[] {
  return groups.filter((group) => {
    const hasJoined = random.chance(JOINED_SHARE);
    const heatKW = heatDemandKW(group);
    if (heatKW === 0) return false;
    return group.members.some(({ use }) => ALWAYS.has(use)) || (hasJoined && heatKW >= LEAST_HEAT_KW);
  });
}
