import { groundAtM, type NetworkNode, type SpacePoint } from "../model/index.ts";
import { DRAIN_IN_USE, materialAttributes, slopeAttribute } from "./drain-attributes.ts";
import { drainAxis, sectionOf } from "./gravity-edges.ts";
import { type DrainSize, roundDrain } from "./gravity-sizes.ts";
import type { Attributes, NetworkDraft } from "./network-draft.ts";
import type { OutfallSite } from "./storm-outfalls.ts";

/** Largest pumped pipe, mm: it flows faster than the drain that arrives. */
const LARGEST_MM = 1000;
/** Its fall towards the water, m per m, so that it empties when the pump stops. */
const DISCHARGE_SLOPE = 0.005;
/** Its invert at the shore lies this much above the water, m, where the bank is high enough. */
const ABOVE_WATER_M = 0.1;
/** Cover on its way, m. */
const COVER_M = 0.8;

/** The drain that arrives at a chamber. */
interface ArrivingDrain {
  readonly size: DrainSize;
  /** m per m. */
  readonly slope: number;
  /** At the chamber, m orthometric. */
  readonly invertM: number;
}

/**
 * Adds the pumped pipe from a station to the shore and the outfall. Where the bank is low the outfall lies under
 * water, behind a flap gate.
 *
 * @returns Id of the outfall.
 */
export function addPumpedDischarge(
  draft: NetworkDraft,
  site: OutfallSite,
  chamberId: string,
  arriving: ArrivingDrain,
): string {
  const [, chamber, shore] = site.path;
  const size = roundDrain(Math.min(arriving.size.diameterMm, LARGEST_MM), "concrete");
  const fallM = reachM(site) * DISCHARGE_SLOPE;
  const highestM =
    Math.min(groundAtM(chamber) - fallM, groundAtM(shore)) - COVER_M - (size.outerM + size.innerM) / 2;
  const invertM = Math.min(site.water.levelM + ABOVE_WATER_M, highestM);
  const attributes = { flow: { value: "压力" } };
  return addDischarge(draft, site, chamberId, { size, upperM: invertM + fallM, lowerM: invertM, attributes });
}

/**
 * Adds the last piece of a drain that flows out by itself, and the outfall: it goes on as it arrives, and ends under
 * water behind a flap gate.
 *
 * @returns Id of the outfall.
 */
export function addFreeDischarge(
  draft: NetworkDraft,
  site: OutfallSite,
  chamberId: string,
  { size, slope, invertM }: ArrivingDrain,
): string {
  const lowerM = invertM - reachM(site) * slope;
  const attributes = { slope: slopeAttribute(slope) };
  return addDischarge(draft, site, chamberId, { size, upperM: invertM, lowerM, attributes });
}

/** From the chamber to the shore, m. */
function reachM({ path: [, chamber, shore] }: OutfallSite): number {
  return Math.hypot(shore[0] - chamber[0], shore[1] - chamber[1]);
}

function addDischarge(
  draft: NetworkDraft,
  { path, water, street }: OutfallSite,
  chamberId: string,
  laid: {
    readonly size: DrainSize;
    readonly upperM: number;
    readonly lowerM: number;
    readonly attributes: Attributes;
  },
): string {
  const [, chamber, shore] = path;
  const { size, upperM, lowerM, attributes } = laid;
  const outfall: NetworkNode = draft.addNode({
    ...{ letters: "PK", class: "outfall", at: [shore[0], shore[1], lowerM] satisfies SpacePoint },
    ...{ name: `${water.name}雨水排放口`, nameEn: `${water.nameEn} Storm Outfall` },
    drawing: { shape: "joint" },
    attributes: {
      receivingWater: { value: water.name },
      isSubmerged: { value: lowerM < water.levelM },
      ...DRAIN_IN_USE,
    },
  });
  draft.addEdge({
    ...{ class: "pipe", from: chamberId, to: outfall.id, role: "trunk" },
    path: drainAxis([chamber, shore], size.innerM, upperM, lowerM),
    ...{ section: sectionOf(size), diameterMm: size.diameterMm },
    ...(street === undefined ? {} : { street }),
    attributes: {
      ...materialAttributes(size),
      ...attributes,
      buriedMethod: { value: "直埋" },
      use: { value: "雨水" },
      ...DRAIN_IN_USE,
    },
  });
  return outfall.id;
}
