import type { RoadClass } from "../model/index.ts";
import type { StreetFacts } from "./pressure-streets.ts";
import { freeMiddlesM, SERVICE_SLOTS_M } from "./service-place.ts";

/** A hydrant beside a street. */
export interface HydrantPlace {
  /** Station of its tee and lateral, metres. */
  readonly stationM: number;
  /** Metres right of the centre line; negative: left. */
  readonly offsetM: number;
}

/** Hydrants stand no farther apart than this along a street, metres (general knowledge, unverified). */
const HYDRANT_SPACING_M = 120;

/** A hydrant of the street before or after is taken to stand so far beyond the junction, metres. */
const BEYOND_M = 55;

/** Hydrants of one street are not nearer to each other, metres. */
const LEAST_APART_M = 20;

/** A tee that a lead has anyway is worth this much distance from the best place, metres. */
const SHARED_TEE_M = 12;

/** Across the road: behind the kerb, clear of the mains that lie there. Metres left and right of the centre line. */
const HYDRANT_OFFSETS_M: Readonly<Record<RoadClass, { readonly left: number; readonly right: number }>> = {
  arterial: { left: -16.2, right: 14.7 },
  collector: { left: -8.9, right: 9.2 },
  local: { left: -5.9, right: 6.3 },
  lane: { left: -3.8, right: 3.8 },
};

/**
 * Finds places for a street's hydrants in its clear stretch, evenly and no farther apart than the spacing where there is
 * a place: either where no lead's services come near or in the water slot of a lead, on the other side of the street,
 * where nothing else of that lead lies.
 */
export function placeHydrants(facts: StreetFacts, fromM: number, toM: number): HydrantPlace[] {
  const { lengthM } = facts.street;
  const places = candidates(facts, fromM, toM);
  const chosen: HydrantPlace[] = [];
  let lastM = -BEYOND_M;
  while (lengthM + BEYOND_M - lastM > HYDRANT_SPACING_M) {
    const restM = lengthM + BEYOND_M - lastM;
    const aimM = lastM + restM / Math.ceil(restM / HYDRANT_SPACING_M);
    const costM = (place: Candidate) => place.costM + Math.abs(place.stationM - aimM);
    const ahead = places.filter(({ stationM }) => stationM > Math.max(lastM, 0) + LEAST_APART_M);
    const near = ahead.filter(({ stationM }) => stationM <= lastM + HYDRANT_SPACING_M);
    const next = near.toSorted((a, b) => costM(a) - costM(b))[0] ?? ahead[0];
    if (!next) break;
    chosen.push(next);
    lastM = next.stationM;
  }
  return chosen;
}

interface Candidate extends HydrantPlace {
  readonly costM: number;
}

/** Places in order along the street. */
function candidates({ groups, roadClass }: StreetFacts, fromM: number, toM: number): Candidate[] {
  const { left, right } = HYDRANT_OFFSETS_M[roadClass];
  const atLeads = groups.map(({ lead }) => ({
    stationM: lead.chainageM + SERVICE_SLOTS_M.water,
    offsetM: lead.side === "left" ? right : left,
    costM: 0,
  }));
  const leads = groups.map(({ lead }) => lead.chainageM);
  const free = freeMiddlesM(leads, fromM, toM).map((middleM) => ({
    stationM: middleM + SERVICE_SLOTS_M.water,
    offsetM: left,
    costM: SHARED_TEE_M,
  }));
  return [...atLeads, ...free]
    .filter(({ stationM }) => stationM >= fromM && stationM <= toM)
    .sort((a, b) => a.stationM - b.stationM);
}
