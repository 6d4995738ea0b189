import type { Words } from "./sourced.ts";

/** Classes of a water network, by the words of EPANET and of the trade. */
export const ASSET_CLASSES = {
  pipe: { zh: "管段", en: "Pipe" },
  junction: { zh: "节点", en: "Junction" },
  reservoir: { zh: "水源", en: "Reservoir" },
  tank: { zh: "水池", en: "Tank" },
  pump: { zh: "水泵", en: "Pump" },
  valve: { zh: "阀门", en: "Valve" },
} as const satisfies Record<string, Words>;

/** Key of {@link ASSET_CLASSES}. */
export type AssetClass = keyof typeof ASSET_CLASSES;
