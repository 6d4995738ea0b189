import { createRandom, type NetworkNode, type Town, type UtilityNetwork } from "../model/index.ts";
import { layMains } from "./mains.ts";
import type { LevelMains } from "./mains-depth.ts";
import { beginDraft, type NodeOrder } from "./network-draft.ts";
import { layAbandoned } from "./pressure-abandoned.ts";
import { layJunctions } from "./pressure-run.ts";
import { endsFor } from "./pressure-stations.ts";
import { describeStreets, type StreetFacts } from "./pressure-streets.ts";
import { jointUnder, WATER_OWNER } from "./water-attributes.ts";
import { groupDemandLS } from "./water-demand.ts";
import { planWater } from "./water-model.ts";
import { layPlants, layTower } from "./water-plants.ts";
import { layWaterStreet } from "./water-street.ts";

/** A plant's outlet main carries this much at a believable speed, L/s: DN 800 at 1.2 m/s. */
const PLANT_FLOW_LS = 600;

/** Fewest plants, so that no quarter hangs on one. */
const FEWEST_PLANTS = 3;

/**
 * Lays the water network: plants at the town's edge, mains under every street and looped where streets loop, valves,
 * hydrants, a service with a meter pit for every lead building, an elevated tank that rides on the network, and a few
 * abandoned mains. Sizes and pressures are those of the design hour, see `planWater`. Deterministic by the town's seed.
 */
export function layWater(town: Town): UtilityNetwork {
  const mains = layMains(town, "water") as LevelMains;
  const streets = describeStreets(town);
  const ends = endsFor(town, "water", Number.POSITIVE_INFINITY);
  const plants = ends.slice(0, plantCount(streets));
  const plan = planWater(town, mains, streets, plants);
  const draft = beginDraft("JS");
  const junctions = layJunctions(draft, mains, (junction) => jointUnder(plan.headAtJunctionM(junction)));
  for (const facts of streets) {
    const run = mains.runs[facts.street.index];
    if (run) layWaterStreet({ town, draft, mains, run, facts, junctions, plan });
  }
  const sources = layPlants({ town, draft, mains, plants, junctions, plan });
  const spare = ends[plants.length];
  if (spare) layTower({ town, draft, mains, end: spare, junctions, plan });
  layAbandoned({
    town,
    draft,
    mains,
    streets,
    random: createRandom(town.seed, "abandoned water mains"),
    lastYear: 1989,
    besideM: ABANDONED_BESIDE_M,
    cap: ABANDONED_CAP,
    pipe: ABANDONED_PIPE,
  });
  return {
    kind: "water",
    nodes: draft.nodes,
    edges: draft.edges,
    sources: sources.map((node: NetworkNode) => node.id),
  };
}

/** Abandoned mains lie this far from their successor's axis, on the kerb's side, metres. */
const ABANDONED_BESIDE_M = -1;

const ABANDONED_CAP: Omit<NodeOrder, "at" | "attributes"> = {
  letters: "MT",
  class: "junction",
  drawing: { shape: "joint" },
};

const ABANDONED_PIPE = {
  diameterMm: 150,
  outerDiameterM: 0.17,
  attributes: { material: { value: "铸铁" }, materialCode: { value: "ZT" }, owner: { value: WATER_OWNER } },
};

function plantCount(streets: readonly StreetFacts[]): number {
  let totalLS = 0;
  for (const { groups } of streets) for (const group of groups) totalLS += groupDemandLS(group);
  return Math.max(FEWEST_PLANTS, Math.ceil(totalLS / PLANT_FLOW_LS));
}
