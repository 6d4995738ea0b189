import type { TownPlots } from "./place-buildings.ts";
import type { RoadNetwork } from "./road-network.ts";
import type { Waters } from "./waters.ts";

/** What facilities are set among. */
export interface FacilitiesInput {
  readonly seed: number;
  readonly scale: number;
  readonly network: RoadNetwork;
  readonly waters: Waters;
  readonly plots: TownPlots;
}

/** Ids of facilities: `SS-` with the letters of the kind and a number from 1. */
export function facilityId(letters: string, index: number): string {
  return `SS-${letters}-${String(index + 1).padStart(4, "0")}`;
}
