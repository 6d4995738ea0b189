import {
  createRandom,
  type NetworkNode,
  type SpacePoint,
  type Town,
  type UtilityNetwork,
} from "../model/index.ts";
import { GAS_OWNER, gasPipeAttributes, pressureOf } from "./gas-attributes.ts";
import { chooseGasUsers, gasDemandM3H } from "./gas-demand.ts";
import { GATE_PRESSURE_MPA, planGas } from "./gas-model.ts";
import { GAS_MAIN_SIZES, type GasSize } from "./gas-sizes.ts";
import { layGasStreet } from "./gas-street.ts";
import { layMains } from "./mains.ts";
import type { LevelMains } from "./mains-depth.ts";
import { beginDraft, type NetworkDraft } from "./network-draft.ts";
import { layAbandoned } from "./pressure-abandoned.ts";
import { layJunctions } from "./pressure-run.ts";
import { endsFor, feederAxis, type RoadEnd, stationNames } from "./pressure-stations.ts";
import { describeStreets, type StreetFacts } from "./pressure-streets.ts";

/** A gate station gives this much at a believable speed, standard m³/h. */
const GATE_FLOW_M3H = 20_000;

const FEWEST_GATES = 2;

/**
 * Lays the gas network: gate stations at the town's edge, medium-pressure A mains under every street with valve pits,
 * and for every lead that uses gas a medium-pressure service to a regulator, which stands at the wall or, for blocks,
 * in front of it with a low-pressure service behind. Deterministic by the town's seed.
 */
export function layGas(town: Town): UtilityNetwork {
  const mains = layMains(town, "gas") as LevelMains;
  const users = createRandom(town.seed, "gas users");
  const streets = describeStreets(town).map((facts) => ({
    ...facts,
    groups: chooseGasUsers(facts.groups, users),
  }));
  const gates = endsFor(town, "gas", gateCount(streets));
  const plan = planGas(town, mains, streets, gates);
  const draft = beginDraft("RQ");
  const junctions = layJunctions(draft, mains, (junction) => () => ({
    letters: "JD",
    class: "junction",
    drawing: { shape: "joint" },
    attributes: pressureOf(plan.pressureAtJunctionMPa(junction)),
  }));
  for (const facts of streets) {
    const run = mains.runs[facts.street.index];
    if (run) layGasStreet({ town, draft, mains, run, facts, junctions, plan });
  }
  const sources = layGates({ town, draft, mains, gates, junctions, streets });
  layAbandoned({
    ...{ town, draft, mains, streets },
    random: createRandom(town.seed, "abandoned gas mains"),
    lastYear: 1989,
    besideM: 0.9,
    cap: { letters: "MT", class: "junction", drawing: { shape: "joint" } },
    pipe: {
      diameterMm: 150,
      outerDiameterM: 0.168,
      attributes: {
        medium: { value: "煤气" },
        material: { value: "铸铁" },
        materialCode: { value: "ZT" },
        owner: { value: GAS_OWNER },
      },
    },
  });
  return { kind: "gas", nodes: draft.nodes, edges: draft.edges, sources: sources.map(({ id }) => id) };
}

interface Gates {
  readonly town: Town;
  readonly draft: NetworkDraft;
  readonly mains: LevelMains;
  readonly gates: readonly RoadEnd[];
  readonly junctions: ReadonlyMap<number, NetworkNode>;
  readonly streets: readonly StreetFacts[];
}

function layGates({ town, draft, mains, gates, junctions, streets }: Gates): NetworkNode[] {
  const names = stationNames(town, gates, { zh: "门站", en: "Gate Station" });
  return gates.map((end, i) => {
    const path = feederAxis(town, mains, end).toReversed();
    const size = GAS_MAIN_SIZES.arterial.at(-1) as GasSize;
    const street = streets[end.road.streets[0] as number] as StreetFacts;
    const gate = draft.addNode({
      ...{ letters: "MZ", class: "gate-station", at: path[0] as SpacePoint, ...names[i] },
      drawing: { shape: "box", sizeM: [14, 22, 5] },
      attributes: {
        ...pressureOf(GATE_PRESSURE_MPA),
        inletPressure: { value: 1.6, unit: "MPa" },
        owner: { value: GAS_OWNER },
      },
    });
    draft.addPipe({
      ...{ from: gate, to: junctions.get(end.junction) as NetworkNode, role: "trunk", path },
      ...{ diameterMm: size.diameterMm, outerDiameterM: size.outerM },
      attributes: gasPipeAttributes(street, size, 2010, GATE_PRESSURE_MPA),
    });
    return gate;
  });
}

function gateCount(streets: readonly StreetFacts[]): number {
  let totalM3H = 0;
  for (const { groups } of streets) for (const group of groups) totalM3H += gasDemandM3H(group);
  return Math.max(FEWEST_GATES, Math.ceil(totalM3H / GATE_FLOW_M3H));
}
