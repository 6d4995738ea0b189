import { findMinimumServiceHeadM } from "@shuicheng/shared/catalogue";
import { groundAtM, STREET_SECTIONS, type Town } from "../model/index.ts";
import { type Mains, placeBesideStreet, stationOfEnd, stationOfStart } from "./mains.ts";
import { type RoadEnd, STATION_REACH_M } from "./pressure-stations.ts";
import type { StreetFacts } from "./pressure-streets.ts";
import { groupDemandLS } from "./water-demand.ts";
import { headLossM, type ModelPipe, solveSteadyState, velocityMS } from "./water-hydraulics.ts";
import { MAIN_SIZES_MM, mainMaterial } from "./water-sizes.ts";

/** How the water network is to be: sizes, heads and flows, street by street. */
export interface WaterPlan {
  /** DN by street index, mm; 0 where no water main lies. */
  readonly diameterMm: readonly number[];
  /** Head of the water leaving every plant, metres orthometric. */
  readonly plantHeadM: number;
  /** Flow out of each plant in the design hour, L/s. */
  readonly plantFlowLS: readonly number[];
  /** Head at a junction in the design hour, metres orthometric. */
  headAtJunctionM(junction: number): number;
  /** Head in a street's main at a station, metres: on the line between its ends' heads. */
  headOnStreetM(street: number, stationM: number): number;
}

/** Diameter of a plant's outlet main, mm. */
export const FEEDER_MM = 800;

/** A main is laid a size larger where its water would run faster than this, m/s … */
const FAST_MS = 1.1;
/** … or would lose more head than this, metres a kilometre. */
const STEEP_M_PER_KM = 5;
const SIZING_ROUNDS = 6;

/** Losses between a street's junctions and a service's tap that the street model does not see, metres. */
const LOCAL_LOSS_M = 3;

/**
 * Sizes the mains of the town's streets for the design hour and finds the heads: mains start at the least size of their
 * class and grow where the water runs too fast, until nothing does or the class has no larger one. All plants give the
 * same head, the least at which the worst-placed service has what its building needs.
 */
export function planWater(
  town: Town,
  mains: Mains,
  streets: readonly StreetFacts[],
  plants: readonly RoadEnd[],
): WaterPlan {
  const sizeIndex = town.streets.map(() => 0);
  const laid = mains.runs.filter((run) => run !== null);
  const sizesOf = (street: number) => MAIN_SIZES_MM[(streets[street] as StreetFacts).roadClass];
  const diameterOf = (street: number) => sizesOf(street)[sizeIndex[street] as number] as number;
  const demandLS = demandByJunction(town, streets, plants.length);
  const plantNode = (i: number) => town.junctions.length + i;
  const fixedHeadM = new Map(plants.map((_, i) => [plantNode(i), 0] as const));
  const feeders = plants.map(({ junction, road }, i): ModelPipe => {
    const lengthM = STATION_REACH_M + 2 * STREET_SECTIONS[road.roadClass].halfWidthM;
    return { from: plantNode(i), to: junction, lengthM, diameterMm: FEEDER_MM, roughness: 120 };
  });
  const pipesNow = () => [
    ...laid.map((run): ModelPipe => {
      const diameterMm = diameterOf(run.street);
      const { roughness } = mainMaterial(diameterMm, (streets[run.street] as StreetFacts).year);
      const lengthM = stationOfEnd(run) - stationOfStart(run);
      return { from: run.from, to: run.to, lengthM, diameterMm, roughness };
    }),
    ...feeders,
  ];
  let pipes = pipesNow();
  let state = solveSteadyState({ pipes, demandLS, fixedHeadM });
  for (let round = 0; round < SIZING_ROUNDS; round++) {
    let grown = 0;
    laid.forEach(({ street }, k) => {
      const pipe = pipes[k] as ModelPipe;
      const flowLS = state.flowLS[k] as number;
      const isFast = velocityMS(flowLS, pipe.diameterMm) > FAST_MS;
      const isSteep = Math.abs(headLossM(pipe, flowLS)) > (STEEP_M_PER_KM * pipe.lengthM) / 1000;
      if ((!isFast && !isSteep) || (sizeIndex[street] as number) + 1 >= sizesOf(street).length) return;
      sizeIndex[street] = (sizeIndex[street] as number) + 1;
      grown++;
    });
    if (grown === 0) break;
    pipes = pipesNow();
    state = solveSteadyState({ pipes, demandLS, fixedHeadM });
  }
  const plantHeadM = leastPlantHeadM(town, streets, state.headM);
  const headAtJunctionM = (junction: number) => plantHeadM + (state.headM[junction] as number);
  return {
    diameterMm: town.streets.map(({ index }) => (mains.runs[index] ? diameterOf(index) : 0)),
    plantHeadM,
    plantFlowLS: plants.map((_, i) => state.flowLS[laid.length + i] as number),
    headAtJunctionM,
    headOnStreetM(street, stationM) {
      const { from, to, lengthM } = town.streets[street] as Town["streets"][number];
      const share = Math.min(1, Math.max(0, stationM / lengthM));
      return headAtJunctionM(from) * (1 - share) + headAtJunctionM(to) * share;
    },
  };
}

/** Half of what a street's buildings take falls to each of its ends. */
function demandByJunction(town: Town, streets: readonly StreetFacts[], plantCount: number): Float64Array {
  const demandLS = new Float64Array(town.junctions.length + plantCount);
  for (const { street, groups } of streets) {
    const halfLS = groups.reduce((sum, group) => sum + groupDemandLS(group), 0) / 2;
    for (const end of [street.from, street.to]) demandLS[end] = (demandLS[end] as number) + halfLS;
  }
  return demandLS;
}

/** The least head of the plants, rounded up to half a metre; `headM` is what is left of a plant head of zero. */
function leastPlantHeadM(town: Town, streets: readonly StreetFacts[], headM: Float64Array): number {
  let most = 0;
  for (const { street, groups } of streets) {
    const leftM = Math.min(headM[street.from] as number, headM[street.to] as number);
    const groundM = groundAtM(placeBesideStreet(town, street.index, 0, 0));
    for (const { members } of groups) {
      const needM = Math.max(...members.map((member) => findMinimumServiceHeadM(member.storeys)));
      most = Math.max(most, groundM + needM + LOCAL_LOSS_M - leftM);
    }
  }
  return Math.ceil(most * 2) / 2;
}
