import type { UtilityNetwork } from "../model/index.ts";
import { listBuriedEdges } from "./buried-edge.ts";
import { createClearanceCheck } from "./check-clearances.ts";
import { findCoverDefect } from "./check-cover.ts";
import { findSlopeDefect } from "./check-slope.ts";
import { findIsolatedParts, findMixedSewers } from "./check-topology.ts";
import type { NetworkFinding } from "./finding.ts";

/**
 * Checks networks against the figures they are laid by: clearances, cover, slope, mixed sewers, isolated parts. What is
 * abandoned, above the ground or inside a utility tunnel is left out of the first three. Cost: about linear in the
 * number of edges.
 */
export function checkNetworks(networks: readonly UtilityNetwork[]): NetworkFinding[] {
  const buried = listBuriedEdges(networks);
  return [
    ...createClearanceCheck(buried).findAll(),
    ...buried.flatMap((edge) => findCoverDefect(edge) ?? []),
    ...buried.flatMap((edge) => findSlopeDefect(edge) ?? []),
    ...findMixedSewers(networks),
    ...findIsolatedParts(networks),
  ];
}
