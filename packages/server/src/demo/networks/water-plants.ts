import { groundAtM, type NetworkNode, rounded, type SpacePoint, type Town } from "../model/index.ts";
import type { LevelMains } from "./mains-depth.ts";
import type { NetworkDraft } from "./network-draft.ts";
import { feederAxis, type RoadEnd, stationNames } from "./pressure-stations.ts";
import { pressureAttributes, WATER_OWNER } from "./water-attributes.ts";
import { FEEDER_MM, type WaterPlan } from "./water-model.ts";
import { mainMaterial, mainOuterM } from "./water-sizes.ts";

interface Waterworks {
  readonly town: Town;
  readonly draft: NetworkDraft;
  readonly mains: LevelMains;
  readonly junctions: ReadonlyMap<number, NetworkNode>;
  readonly plan: WaterPlan;
}

/** Year in which the plants' outlet mains were laid. */
const FEEDER_YEAR = 2009;

/** Litres a second to cubic metres a day. */
const M3_PER_DAY = 86.4;

/** Puts a plant beyond each of the road ends and joins it to the network. Gives the plants' nodes. */
export function layPlants(works: Waterworks & { readonly plants: readonly RoadEnd[] }): NetworkNode[] {
  const names = stationNames(works.town, works.plants, { zh: "水厂", en: "Water Works" });
  return works.plants.map((end, i) => {
    const { draft, plan, mains, town } = works;
    const path = feederAxis(town, mains, end).toReversed();
    const at = path[0] as SpacePoint;
    const flowLS = plan.plantFlowLS[i] as number;
    const plant = draft.addNode({
      ...{ letters: "SC", class: "water-plant", at, ...names[i] },
      drawing: { shape: "tank", diameterM: 32, heightM: 5 },
      attributes: {
        ...pressureAttributes(plan.plantHeadM, at),
        // Peak over mean as in the demand: a plant is built for the busiest day.
        capacity: { value: Math.ceil((flowLS * M3_PER_DAY) / 10_000) * 10_000, unit: "m³/d" },
        designFlow: { value: rounded(flowLS, 1), unit: "L/s" },
        owner: { value: WATER_OWNER },
      },
    });
    layFeeder(works, plant, end, path);
    return plant;
  });
}

/**
 * Puts an elevated tank beyond a road's end. Its water stands at the network's head there in the design hour, so that
 * it then neither fills nor empties: it takes in at night and gives at the peak.
 */
export function layTower(works: Waterworks & { readonly end: RoadEnd }): void {
  const { draft, plan, end, mains, town } = works;
  const path = feederAxis(town, mains, end).toReversed();
  const at = path[0] as SpacePoint;
  const headM = rounded(plan.headAtJunctionM(end.junction), 1);
  const tower = draft.addNode({
    ...{
      letters: "ST",
      class: "tank",
      at,
      ...stationNames(town, [end], { zh: "高位水池", en: "Elevated Tank" })[0],
    },
    drawing: { shape: "tank", diameterM: 16, heightM: Math.ceil(headM - groundAtM(at)) + 1 },
    attributes: {
      ...pressureAttributes(headM, at),
      waterLevel: { value: headM, unit: "m" },
      volume: { value: 1000, unit: "m³" },
      owner: { value: WATER_OWNER },
    },
  });
  layFeeder(works, tower, end, path);
}

function layFeeder(works: Waterworks, from: NetworkNode, end: RoadEnd, path: readonly SpacePoint[]): void {
  const material = mainMaterial(FEEDER_MM, FEEDER_YEAR);
  works.draft.addPipe({
    ...{ from, to: works.junctions.get(end.junction) as NetworkNode, role: "trunk", path },
    ...{ diameterMm: FEEDER_MM, outerDiameterM: mainOuterM(FEEDER_MM) },
    attributes: {
      material: { value: material.name },
      materialCode: { value: material.code },
      year: { value: FEEDER_YEAR },
      pressureRating: { value: material.pressureRatingMPa, unit: "MPa" },
      buriedMethod: { value: "直埋" },
      owner: { value: WATER_OWNER },
      roadName: { value: end.road.name },
      status: { value: "在用" },
    },
  });
}
