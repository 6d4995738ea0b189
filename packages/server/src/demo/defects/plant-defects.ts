import {
  type CityOrder,
  createRandom,
  type PlanePoint,
  type PlantedDefect,
  type Random,
  type SpacePoint,
  toPlane,
  type UtilityNetwork,
} from "../model/index.ts";
import { PLANT_HORIZONTAL, PLANT_VERTICAL } from "./plant-clearance.ts";
import { PLANT_COVER } from "./plant-cover.ts";
import { PLANT_ISOLATED } from "./plant-isolated.ts";
import { PLANT_MIXED_SEWER } from "./plant-mixed-sewer.ts";
import { PLANT_SLOPE } from "./plant-slope.ts";
import { type Candidate, type Planter, type Planting, prepareCity, type SoundCity } from "./planting.ts";

/** The scarcest first: they choose their places before the others. */
const PLANTERS: readonly Planter[] = [
  PLANT_MIXED_SEWER,
  PLANT_ISOLATED,
  PLANT_HORIZONTAL,
  PLANT_VERTICAL,
  PLANT_SLOPE,
  PLANT_COVER,
];

/** No two defects are nearer to each other than this, metres. */
const APART_M = 250;

/** How many of each kind a city of a scale has. */
export function plannedDefects(scale: number): Readonly<Record<PlantedDefect["code"], number>> {
  const counts = PLANTERS.map(({ code, count }) => [code, Math.max(1, Math.round(count * scale))]);
  return Object.fromEntries(counts) as Record<PlantedDefect["code"], number>;
}

/**
 * Plants a known number of defects into copies of sound networks, spread over the city and over the utilities: each
 * shows exactly one finding of its code in `checkNetworks` and causes no other. Trunk mains stay sound. Same networks,
 * seed and scale: same defects. A town too small for all gets fewer.
 *
 * @returns The networks with the defects in, and the list of what was planted.
 */
export function plantDefects(
  networks: readonly UtilityNetwork[],
  { seed, scale }: CityOrder,
): { readonly networks: readonly UtilityNetwork[]; readonly defects: readonly PlantedDefect[] } {
  const city = prepareCity(networks);
  const planned = plannedDefects(scale);
  const plantings: Planting[] = [];
  const taken: PlanePoint[] = [];
  for (const planter of PLANTERS) {
    const random = createRandom(seed, "defects", planter.code);
    const queues = candidatesByKind(city, planter, seed);
    for (let turn = 0; turn < planned[planter.code] && queues.length > 0; ) {
      const queue = queues[turn % queues.length] as Candidate[];
      const planting = plantNext(city, planter, queue, taken, random);
      if (!planting) {
        queues.splice(turn % queues.length, 1);
        continue;
      }
      plantings.push(planting);
      taken.push(placeOf(planting.defect));
      turn += 1;
    }
  }
  return {
    networks: networks.map((network) => applyPlantings(network, plantings)),
    defects: plantings.map(({ defect }) => defect),
  };
}

/** Plants at the first candidate of a queue that allows it, and takes all before it out of the queue. */
function plantNext(
  city: SoundCity,
  planter: Planter,
  queue: Candidate[],
  taken: readonly PlanePoint[],
  random: Random,
): Planting | undefined {
  for (let candidate = queue.pop(); candidate; candidate = queue.pop()) {
    const start = candidate.edge.path[0] as SpacePoint;
    if (isNear(taken, start)) continue;
    const planting = planter.plant(city, candidate, random);
    if (planting && !isNear(taken, placeOf(planting.defect))) return planting;
  }
  return undefined;
}

const placeOf = ({ lonDeg, latDeg }: PlantedDefect): PlanePoint => toPlane(lonDeg, latDeg);

function isNear(taken: readonly PlanePoint[], place: PlanePoint | SpacePoint): boolean {
  return taken.some(([east, north]) => Math.hypot(east - place[0], north - place[1]) < APART_M);
}

/** Candidates of each utility in random order: the utilities take turns. */
function candidatesByKind(city: SoundCity, planter: Planter, seed: number): Candidate[][] {
  return city.networks.flatMap(({ kind, edges }) => {
    const candidates = edges.map((edge): Candidate => ({ kind, edge }));
    const suited = candidates.filter((candidate) => planter.suits(candidate));
    return suited.length > 0 ? [shuffle(suited, seed, planter.code, kind)] : [];
  });
}

function shuffle<T>(things: T[], ...words: readonly (string | number)[]): T[] {
  const random = createRandom("defects order", ...words);
  for (let i = things.length - 1; i > 0; i--) {
    const j = random.integer(0, i);
    [things[i], things[j]] = [things[j] as T, things[i] as T];
  }
  return things;
}

function applyPlantings(network: UtilityNetwork, plantings: readonly Planting[]): UtilityNetwork {
  const own = plantings.filter(({ kind }) => kind === network.kind);
  if (own.length === 0) return network;
  return {
    ...network,
    edges: replaceById(
      network.edges,
      own.flatMap(({ edges }) => edges),
    ),
    nodes: replaceById(
      network.nodes,
      own.flatMap(({ nodes }) => nodes),
    ),
  };
}

/** A list with some things replaced by those of the same id, and new ones at its end. */
function replaceById<T extends { readonly id: string }>(things: readonly T[], changed: readonly T[]): T[] {
  const left = new Map(changed.map((thing) => [thing.id, thing]));
  const replaced = things.map((thing) => {
    const change = left.get(thing.id);
    left.delete(thing.id);
    return change ?? thing;
  });
  return [...replaced, ...left.values()];
}
