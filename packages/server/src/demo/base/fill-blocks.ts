import { createRandom, STREET_SECTIONS } from "../model/index.ts";
import { classOf, type PlannedBlock } from "./block-plans.ts";
import {
  type BuildingDraft,
  type LayoutContext,
  layFronts,
  layRows,
  rowAngleRad,
} from "./building-layouts.ts";
import type { BuildingSite } from "./building-site.ts";
import { BUILDING_TYPES } from "./building-types.ts";
import type { RoadNetwork } from "./road-network.ts";

/** Builds a block up as its plan says. */
export function fillBlock(
  seed: number,
  { block, plan }: PlannedBlock,
  site: BuildingSite,
  network: RoadNetwork,
): BuildingDraft[] {
  const random = createRandom(seed, "buildings", block.index);
  const context: LayoutContext = { block, site, random, angleRad: rowAngleRad(block) };
  const types = BUILDING_TYPES;
  const everyStreet = (street: number) => STREET_SECTIONS[classOf(network, street)].setbackM;
  const mainStreets = (street: number) => (classOf(network, street) === "local" ? 0 : everyStreet(street));
  const someStreets = (street: number) => (random.chance(0.6) ? everyStreet(street) : mainStreets(street));
  switch (plan) {
    case "ancient":
      return [...layFronts(context, types.oldShop, mainStreets), ...layRows(context, types.court)];
    case "lakeside":
      return layFronts(context, types.pavilion, mainStreets);
    case "square":
      return layFronts(context, types.gatehouse, everyStreet);
    case "village":
      return [...layFronts(context, types.shop, mainStreets), ...layRows(context, types.village)];
    case "old-estate":
      return [...layFronts(context, types.shop, someStreets), ...layRows(context, types.slab)];
    case "new-estate":
      return [...layFronts(context, types.shop, someStreets), ...layRows(context, types.midrise)];
    case "high-estate":
      return [...layFronts(context, types.shop, mainStreets), ...layRows(context, types.tower)];
    case "commercial":
      return [
        ...layFronts(context, types.commercialTower, mainStreets),
        ...layFronts(context, types.shop, everyStreet),
        ...layRows(context, types.slab),
      ];
    case "office":
      return [...layFronts(context, types.office, everyStreet), ...layRows(context, types.midrise)];
    case "factory":
      return [...layRows(context, types.factory), ...layRows(context, types.workshop)];
    case "school":
      return [...layRows(context, types.school), ...layFronts(context, types.shop, mainStreets)];
    case "hospital":
      return [...layRows(context, types.hospital, 7), ...layRows(context, types.slab)];
  }
}

/** Puts small houses where a block still has room. */
export function infillBlock(
  seed: number,
  planned: PlannedBlock,
  site: BuildingSite,
  limit: number,
): BuildingDraft[] {
  const { block } = planned;
  const random = createRandom(seed, "infill", block.index);
  return layRows({ block, site, random, angleRad: rowAngleRad(block) }, BUILDING_TYPES.house, limit);
}
