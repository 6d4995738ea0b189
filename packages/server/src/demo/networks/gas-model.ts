import type { Road, Street, Town } from "../model/index.ts";
import { gasDemandM3H } from "./gas-demand.ts";
import { type GasSize, gasMain } from "./gas-sizes.ts";
import type { Mains } from "./mains.ts";
import { flowsTowards, graphOfMains, reachFrom } from "./pressure-graph.ts";
import type { RoadEnd } from "./pressure-stations.ts";
import type { StreetFacts } from "./pressure-streets.ts";

/** Sizes and pressures of the gas mains in the busiest hour. */
export interface GasPlan {
  /** By street index; undefined where no gas main lies. */
  readonly sizes: readonly (GasSize | undefined)[];
  /** Gauge pressure in a street's main at a station, MPa: on the line between its ends'. */
  pressureOnStreetMPa(street: number, stationM: number): number;
  pressureAtJunctionMPa(junction: number): number;
}

/** Gauge pressure that the gate stations give, MPa: medium pressure A. */
export const GATE_PRESSURE_MPA = 0.38;

/** Medium pressure A does not fall below this, MPa. */
const LEAST_PRESSURE_MPA = 0.2;

const ATMOSPHERE_MPA = 0.101325;

/** Narrower roads are the harder way: trunks follow arterials. */
const HARDNESS = { arterial: 1, collector: 1.4, local: 2.2, lane: 4 } as const;

/** Sizes the mains for what flows to each street by the easiest way from a gate station, and finds the pressures. */
export function planGas(
  town: Town,
  mains: Mains,
  streets: readonly StreetFacts[],
  gates: readonly RoadEnd[],
): GasPlan {
  const graph = graphOfMains(town, mains);
  const tree = reachFrom(
    town,
    graph,
    gates.map((gate) => gate.junction),
    (street) => street.lengthM * HARDNESS[(town.roads[street.road] as Road).roadClass],
  );
  const taken = Float64Array.from(streets, ({ groups }) =>
    groups.reduce((sum, group) => sum + gasDemandM3H(group), 0),
  );
  const flowM3H = flowsTowards(town, tree, taken);
  const sizes = streets.map(({ street, roadClass }) =>
    mains.runs[street.index] ? gasMain(roadClass, flowM3H[street.index] as number) : undefined,
  );
  const pressureMPa = new Float64Array(town.junctions.length).fill(LEAST_PRESSURE_MPA);
  for (const { junction } of gates) pressureMPa[junction] = GATE_PRESSURE_MPA;
  for (const junction of tree.order) {
    const index = tree.byStreet[junction] as number;
    if (index < 0) continue;
    const before = pressureMPa[tree.before[junction] as number] as number;
    const flow = flowM3H[index] as number;
    pressureMPa[junction] = pressureAfterMPa(
      before,
      flow,
      sizes[index] as GasSize,
      town.streets[index] as Street,
    );
  }
  return {
    sizes,
    pressureAtJunctionMPa: (junction) => pressureMPa[junction] as number,
    pressureOnStreetMPa(index, stationM) {
      const { from, to, lengthM } = town.streets[index] as Street;
      const share = Math.min(1, Math.max(0, stationM / lengthM));
      return (pressureMPa[from] as number) * (1 - share) + (pressureMPa[to] as number) * share;
    },
  };
}

/** Friction factor of a smooth pipe at these flows, and relative density of natural gas. */
const FRICTION = 0.018;
const DENSITY_KG_M3 = 0.75;

/**
 * Gauge pressure at a street's far end: (P1² − P2²)/L = 1.27·10¹⁰ λ Q² ρ / d⁵, absolute kPa, km, m³/h, mm, with the
 * temperatures' ratio taken as one (general knowledge, unverified).
 */
function pressureAfterMPa(beforeMPa: number, flowM3H: number, size: GasSize, street: Street): number {
  const beforeKPa = (beforeMPa + ATMOSPHERE_MPA) * 1000;
  const lossKPa2 =
    (1.27e10 * FRICTION * flowM3H ** 2 * DENSITY_KG_M3 * (street.lengthM / 1000)) / size.innerMm ** 5;
  const leastKPa = (LEAST_PRESSURE_MPA + ATMOSPHERE_MPA) * 1000;
  return Math.sqrt(Math.max(beforeKPa ** 2 - lossKPa2, leastKPa ** 2)) / 1000 - ATMOSPHERE_MPA;
}
