import type { Facility } from "../model/index.ts";
import { standBridges } from "./facilities-bridges.ts";
import type { FacilitiesInput } from "./facilities-input.ts";
import { setPlotFacilities } from "./facilities-plots.ts";
import { setRoadsideFacilities } from "./facilities-roadside.ts";

/**
 * Things of the street: traffic signals, cameras, message signs, pocket parks, bridges, booster pump houses and
 * charging stations. About 180, 400, 74, 30, as many as roads cross water, 20 and 60 at scale 1.
 */
export function placeFacilities(input: FacilitiesInput): Facility[] {
  const bridges = standBridges(input);
  return [...setRoadsideFacilities(input, bridges), ...bridges, ...setPlotFacilities(input)];
}
