import { groundAtM, type NetworkNode, type SpacePoint } from "../model/index.ts";
import { DRAIN_IN_USE, materialAttributes } from "./drain-attributes.ts";
import { drainAxis, sectionOf } from "./gravity-edges.ts";
import { roundDrain } from "./gravity-sizes.ts";
import type { NetworkDraft } from "./network-draft.ts";
import type { OutfallSite } from "./storm-outfalls.ts";

/** Largest pumped pipe, mm: it flows faster than the drain that arrives. */
const LARGEST_MM = 1000;
/** Its fall towards the water, m per m, so that it empties when the pump stops. */
const DISCHARGE_SLOPE = 0.005;
/** Its invert at the shore lies this much above the water, m, where the bank is high enough. */
const ABOVE_WATER_M = 0.1;
/** Cover on its way, m. */
const COVER_M = 0.8;

/**
 * Adds the pumped pipe from a chamber to the shore and the outfall. Where the bank is low the outfall lies under
 * water, behind a flap gate.
 *
 * @param arrivingMm Diameter of the drain that arrives at the chamber.
 * @returns Id of the outfall.
 */
export function addDischarge(
  draft: NetworkDraft,
  site: OutfallSite,
  chamberId: string,
  arrivingMm: number,
): string {
  const [, chamber, shore] = site.path;
  const size = roundDrain(Math.min(arrivingMm, LARGEST_MM), "concrete");
  const lengthM = Math.hypot(shore[0] - chamber[0], shore[1] - chamber[1]);
  const fallM = lengthM * DISCHARGE_SLOPE;
  const highestM =
    Math.min(groundAtM(chamber) - fallM, groundAtM(shore)) - COVER_M - (size.outerM + size.innerM) / 2;
  const invertM = Math.min(site.levelM + ABOVE_WATER_M, highestM);
  const outfall: NetworkNode = draft.addNode({
    ...{ letters: "PK", class: "outfall", at: [shore[0], shore[1], invertM] satisfies SpacePoint },
    ...{ name: `${site.water}雨水排放口`, nameEn: "Storm outfall" },
    drawing: { shape: "joint" },
    attributes: {
      receivingWater: { value: site.water },
      isSubmerged: { value: invertM < site.levelM },
      ...DRAIN_IN_USE,
    },
  });
  draft.addEdge({
    ...{ class: "pipe", from: chamberId, to: outfall.id, role: "trunk" },
    path: drainAxis([chamber, shore], size.innerM, invertM + fallM, invertM),
    ...{ section: sectionOf(size), diameterMm: size.diameterMm },
    ...(site.street === undefined ? {} : { street: site.street }),
    attributes: {
      ...materialAttributes(size),
      flow: { value: "压力" },
      buriedMethod: { value: "直埋" },
      use: { value: "雨水" },
      ...DRAIN_IN_USE,
    },
  });
  return outfall.id;
}
