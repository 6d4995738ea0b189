import type { Building } from "../model/index.ts";
import type { Districts } from "./districts.ts";
import type { BuiltBlocks } from "./place-buildings.ts";
import type { DrawnMap } from "./read-assets.ts";
import type { RoadNetwork } from "./road-network.ts";
import type { Waters } from "./waters.ts";

/** What the base map is drawn from. */
export interface BaseMapInput {
  readonly scale: number;
  readonly drawn: DrawnMap;
  readonly network: RoadNetwork;
  readonly built: BuiltBlocks;
  readonly buildings: readonly Building[];
  readonly waters: Waters;
  readonly districts: Districts;
}
