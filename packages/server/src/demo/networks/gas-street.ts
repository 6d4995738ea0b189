import {
  type NetworkNode,
  type NodeDrawing,
  type PlanePoint,
  planDistanceM,
  rounded,
  type SpacePoint,
  type Town,
} from "../model/index.ts";
import { gasPipeAttributes, LOW_PRESSURE_MPA, pressureOf } from "./gas-attributes.ts";
import { gasDemandM3H } from "./gas-demand.ts";
import type { GasPlan } from "./gas-model.ts";
import { type GasSize, gasLowService, gasService } from "./gas-sizes.ts";
import type { MainRun } from "./mains.ts";
import { below, type LevelMains } from "./mains-depth.ts";
import { clearStretch, type Stretch } from "./mains-stretch.ts";
import type { Attributes, NetworkDraft } from "./network-draft.ts";
import { besideTees, type Cut, layRun, type OrderAt } from "./pressure-run.ts";
import type { LeadGroup, StreetFacts } from "./pressure-streets.ts";
import { placeService, type ServicePlace, serviceAxis, serviceDepthM } from "./service-place.ts";

/** What laying one street's gas takes. */
export interface GasStreet {
  readonly town: Town;
  readonly draft: NetworkDraft;
  readonly mains: LevelMains;
  readonly run: MainRun;
  /** With the groups that take gas only. */
  readonly facts: StreetFacts;
  readonly junctions: ReadonlyMap<number, NetworkNode>;
  readonly plan: GasPlan;
}

/** Gas came to the city's old quarters in this year; pipes are no older. */
const GAS_SINCE = 1999;

/** Lays one street: its main with valve pits and tees, then regulators and services. */
export function layGasStreet(street: GasStreet): void {
  const { town, draft, mains, run, facts, plan } = street;
  const pressureAt = (stationM: number) => plan.pressureOnStreetMPa(run.street, stationM);
  const joint =
    (letters: string) =>
    (stationM: number): OrderAt =>
    () => ({
      letters,
      class: "junction",
      drawing: { shape: "joint" },
      attributes: pressureOf(pressureAt(stationM)),
    });
  const services = facts.groups.map((group) => {
    const place = placeService(town, group.lead, "gas") as ServicePlace;
    const cut: Cut = { stationM: place.stationM, orderAt: joint("ST")(place.stationM) };
    return { group, place, cut };
  });
  const teesM = services.map(({ cut }) => cut.stationM);
  const pits = valvePits(street, clearStretch(town, run), teesM);
  const size = plan.sizes[run.street] as GasSize;
  const year = Math.max(facts.year, GAS_SINCE);
  const placed = layRun({
    ...{ draft, mains, run, nodes: street.junctions, jointAt: joint("JD") },
    cuts: [...services.map(({ cut }) => cut), ...pits],
    pipe: {
      ...{ diameterMm: size.diameterMm, outerDiameterM: size.outerM },
      role: facts.roadClass === "arterial" ? "trunk" : "distribution",
      attributes: gasPipeAttributes(facts, size, year, pressureAt(facts.street.lengthM / 2)),
    },
  });
  for (const { group, place, cut } of services) {
    layGasService(street, group, place, placed.get(cut) as NetworkNode);
  }
}

/** Shorter clear stretches have no valve pit of their own, metres. */
const PIT_FROM_M = 60;

function valvePits(
  { run, facts, plan }: GasStreet,
  { fromM, toM }: Stretch,
  teesM: readonly number[],
): Cut[] {
  if (toM - fromM < PIT_FROM_M) return [];
  const at = (stationM: number): Cut => ({
    stationM,
    orderAt: (place) => ({
      letters: "FM",
      class: "valve-pit",
      drawing: { shape: "shaft", diameterM: 0.9, bottomM: place[2] - 0.5 },
      attributes: {
        valveType: { value: "球阀" },
        nominalDiameter: { value: (plan.sizes[run.street] as GasSize).diameterMm, unit: "mm" },
        valveState: { value: "开" },
        year: { value: Math.max(facts.year, GAS_SINCE) },
        roadName: { value: facts.road.name },
        ...pressureOf(plan.pressureOnStreetMPa(run.street, stationM)),
      },
    }),
  });
  return [at(besideTees(fromM, teesM, 1))];
}

/** A block of so many buildings has a regulator of its own in front, with a low-pressure service behind it. */
const BLOCK_MEMBERS = 9;

/** A block's regulator stands so far before the wall, metres. */
const BLOCK_REGULATOR_M = 3.5;

function layGasService(street: GasStreet, group: LeadGroup, place: ServicePlace, tee: NetworkNode): void {
  const { draft, facts, plan } = street;
  const flowM3H = gasDemandM3H(group);
  const size = gasService(flowM3H);
  const { lead } = group;
  const year = Math.max(lead.year, GAS_SINCE);
  const isBlock = group.members.length >= BLOCK_MEMBERS && facts.roadClass !== "lane";
  const teePlace: PlanePoint = [tee.at[0], tee.at[1]];
  const [dx, dy] = place.outward;
  const end: PlanePoint = isBlock
    ? [place.wall[0] - dx * BLOCK_REGULATOR_M, place.wall[1] - dy * BLOCK_REGULATOR_M]
    : place.wall;
  const path = serviceAxis({ ...place, tee: teePlace, wall: end }, tee.at[2], size.outerM);
  const at = path[path.length - 1] as SpacePoint;
  const inletMPa = plan.pressureOnStreetMPa(facts.street.index, place.stationM);
  const common = commonAttributes(group, flowM3H);
  const regulator = draft.addNode({
    ...{ letters: "TY", class: "regulator", at, drawing: regulatorBox(isBlock) },
    ...(isBlock ? {} : { building: lead.index }),
    attributes: {
      ...common,
      regulatorType: { value: isBlock ? "区域调压柜" : "楼栋调压箱" },
      inletPressure: { value: rounded(inletMPa, 4), unit: "MPa" },
      ...pressureOf(LOW_PRESSURE_MPA),
    },
  });
  const pipe = { role: "service", street: facts.street.index } as const;
  draft.addPipe({
    ...{ ...pipe, from: tee, to: regulator, path, diameterMm: size.diameterMm, outerDiameterM: size.outerM },
    attributes: gasPipeAttributes(facts, size, year, inletMPa),
  });
  if (!isBlock || planDistanceM(at, place.wall) < 1) return;
  const low = gasLowService(size);
  const wall = below(place.wall, serviceDepthM(size.outerM));
  const point = draft.addNode({
    ...{ letters: "YH", class: "service-point", at: wall, building: lead.index },
    drawing: { shape: "post", heightM: 0.8, diameterM: 0.12 },
    attributes: { ...common, ...pressureOf(LOW_PRESSURE_MPA) },
  });
  draft.addPipe({
    ...{ ...pipe, from: regulator, to: point, path: [at, wall] },
    ...{ diameterMm: low.diameterMm, outerDiameterM: low.outerM },
    attributes: gasPipeAttributes(facts, low, year, LOW_PRESSURE_MPA),
  });
}

function regulatorBox(isBlock: boolean): NodeDrawing {
  return { shape: "box", sizeM: isBlock ? [1.6, 1.1, 1.7] : [0.7, 0.4, 0.8] };
}

function commonAttributes({ lead, members }: LeadGroup, flowM3H: number): Attributes {
  return {
    designFlow: { value: rounded(flowM3H, 2), unit: "m³/h" },
    servedBuildings: { value: members.length },
    use: { value: lead.use },
    address: { value: lead.address },
    addressEn: { value: lead.addressEn },
  };
}
