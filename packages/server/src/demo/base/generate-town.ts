import type { CityOrder, Town } from "../model/index.ts";
import { drawBaseMap } from "./base-map.ts";
import { describeBuildings } from "./describe-buildings.ts";
import { readDistricts } from "./districts.ts";
import { placeFacilities } from "./facilities.ts";
import { layStreets } from "./lay-streets.ts";
import { placeBuildings } from "./place-buildings.ts";
import { readDrawnMap } from "./read-assets.ts";
import { readWaters } from "./waters.ts";

/**
 * Generates the town: waters and main roads as drawn by hand, everything else by rules and luck. The same order gives
 * the same town, to the byte.
 */
export function generateTown({ seed, scale }: CityOrder): Town {
  const drawn = readDrawnMap();
  const waters = readWaters(drawn);
  const districts = readDistricts(drawn);
  const network = layStreets({ seed, scale }, drawn, waters);
  const built = placeBuildings({ seed, scale }, drawn, network, waters);
  const buildings = describeBuildings(seed, built, network, drawn, districts);
  return {
    seed,
    scale,
    ...network,
    buildings,
    facilities: placeFacilities({ seed, scale, network, waters, plots: built.plots }),
    baseMap: drawBaseMap({ scale, drawn, network, built, buildings, waters, districts }),
    shores: waters.all.map(({ name, nameEn, kind, ring, levelM }) => ({ name, nameEn, kind, ring, levelM })),
  };
}
