import {
  type Building,
  createRandom,
  type NetworkEdge,
  type Road,
  type RoadClass,
  type SpacePoint,
  type Town,
  type UtilityNetwork,
} from "../model/index.ts";
import { bankSection, type CableBank, ductsIn } from "./cable-banks.ts";
import { chooseSources, leadsByStreet } from "./cable-sources.ts";
import {
  layMains,
  type MainNode,
  type MainRun,
  placeBesideStreet,
  placeOnMain,
  stationOfEnd,
  stationOfStart,
} from "./mains.ts";
import { axisOfMain, type LevelMains, nodeInSpace, spaceOnMain } from "./mains-depth.ts";
import { type Attributes, beginDraft, type NetworkDraft } from "./network-draft.ts";
import { placeService, type ServicePlace, serviceAxis } from "./service-place.ts";

/** What tells the power grid from the telecoms: banks, spacings, names. */
export interface CableKind {
  readonly kind: "power" | "telecom";
  /** Two letters of the survey: DL, TX. */
  readonly code: string;
  readonly banks: Readonly<Record<RoadClass, CableBank>>;
  readonly serviceBank: CableBank;
  /** From a source to its street. */
  readonly sourceBank: CableBank;
  /** Greatest distance between manholes, m. */
  readonly manholeSpacingM: number;
  /** Cabinets stand this far apart along a street, m. */
  readonly cabinetSpacingM: number;
  readonly cabinet: StandingThing;
  readonly source: StandingThing & { readonly count: number; readonly isNamed: RegExp };
  /** Attributes of a bank in a street. */
  readonly bankAttributes: (roadClass: RoadClass, isService: boolean) => Attributes;
  readonly owner: string;
}

/** A box above the ground: cabinet, ring main unit, substation, exchange. */
export interface StandingThing {
  readonly class: string;
  /** Letters in its ids. */
  readonly idCode: string;
  readonly name: string;
  readonly nameEn: string;
  readonly sizeM: readonly [width: number, length: number, height: number];
  readonly attributes: Attributes;
}

/** A cabinet stands this far outside of its bank, m: nothing else lies there. */
const CABINET_BESIDE_M: Readonly<Record<RoadClass, number>> = {
  arterial: 1.8,
  collector: 1.8,
  local: 1.2,
  lane: 1,
};

/** Manholes reach this far below the bank's axis, m. */
const MANHOLE_BELOW_AXIS_M = 0.7;

/**
 * Lays banks of ducts along every street, manhole to manhole, with cabinets beside them, a connection to each lead
 * building, and sources in the buildings that are named for it.
 */
export function layCables(town: Town, kind: CableKind): UtilityNetwork {
  const random = createRandom(town.seed, `${kind.kind} years`);
  const work: Work = {
    ...{ town, kind, draft: beginDraft(kind.code), junctionIds: new Map() },
    mains: layMains(town, kind.kind) as LevelMains,
    years: town.roads.map(() => random.integer(1998, 2023)),
  };
  const sources = chooseSources(town, kind.source);
  const leads = leadsByStreet(town);
  for (const run of work.mains.runs) {
    if (run) layStreet(work, run, leads.get(run.street) ?? [], sources);
  }
  const { nodes, edges } = work.draft;
  const sourceIds = nodes.filter((node) => node.class === kind.source.class).map(({ id }) => id);
  return { kind: kind.kind, nodes, edges, sources: sourceIds };
}

interface Work {
  readonly town: Town;
  readonly kind: CableKind;
  readonly draft: NetworkDraft;
  readonly mains: LevelMains;
  /** By junction index: the id of its manhole. */
  readonly junctionIds: Map<number, string>;
  /** Year of construction by road index. */
  readonly years: readonly number[];
}

function layStreet(work: Work, run: MainRun, leads: readonly Building[], sources: ReadonlySet<number>): void {
  const services = leads.flatMap((building) => {
    const place = placeService(work.town, building, work.kind.kind);
    return place ? [{ building, place }] : [];
  });
  const isBridge = work.town.streets[run.street]?.isBridge ?? false;
  const stops = isBridge
    ? []
    : stopsAlong(
        work,
        run,
        services.map(({ place }) => place.stationM),
      );
  const manholes = layBanks(work, run, stops);
  for (const { building, place } of services) {
    const manhole = manholes.get(place.stationM);
    if (manhole === undefined) throw new RangeError(`no manhole for the connection of ${building.id}`);
    addService(work, run, { building, place, manhole, isSource: sources.has(building.index) });
  }
}

/** Lays a street's bank from manhole to manhole, with cabinets. Gives the manholes' ids by station. */
function layBanks(work: Work, run: MainRun, stops: readonly number[]): Map<number, string> {
  const { kind, cabinetSpacingM } = work.kind;
  const ids = new Map<number, string>();
  let from = junctionManhole(work, run.from);
  let fromM = stationOfStart(run);
  let sinceCabinetM = cabinetSpacingM * (1 - CABINET_FIRST_SHARE);
  for (const stationM of stops) {
    const id = addManhole(work, spaceOnMain(kind, run, stationM));
    ids.set(stationM, id);
    addBank(work, run, { from, to: id, fromM, toM: stationM });
    sinceCabinetM += stationM - fromM;
    if (sinceCabinetM >= cabinetSpacingM && !isDipped(run, stationM)) {
      addCabinet(work, run, stationM, id);
      sinceCabinetM = 0;
    }
    [from, fromM] = [id, stationM];
  }
  addBank(work, run, { from, to: junctionManhole(work, run.to), fromM, toM: stationOfEnd(run) });
  return ids;
}

/** The first cabinet of a street stands after this share of the spacing. */
const CABINET_FIRST_SHARE = 0.35;

function isDipped(run: MainRun, stationM: number): boolean {
  return run.dipsM.some(([fromM, toM]) => stationM > fromM - 3 && stationM < toM + 3);
}

/** Stations of manholes: at every connection, and between them so that none is too far from the next. */
function stopsAlong(work: Work, run: MainRun, services: readonly number[]): number[] {
  const ends = [stationOfStart(run), ...services, stationOfEnd(run)];
  const stops: number[] = [];
  for (let i = 1; i < ends.length; i++) {
    const [a, b] = [ends[i - 1] as number, ends[i] as number];
    const parts = Math.max(1, Math.ceil((b - a) / work.kind.manholeSpacingM));
    for (let k = 1; k < parts; k++) stops.push(a + ((b - a) * k) / parts);
    if (i < ends.length - 1) stops.push(b);
  }
  return stops;
}

function junctionManhole(work: Work, junction: number): string {
  const known = work.junctionIds.get(junction);
  if (known !== undefined) return known;
  const id = addManhole(work, nodeInSpace(work.kind.kind, work.mains.nodes[junction] as MainNode));
  work.junctionIds.set(junction, id);
  return id;
}

function addManhole(work: Work, at: SpacePoint): string {
  return work.draft.addNode({
    ...{ letters: "JC", class: "manhole", at },
    drawing: { shape: "shaft", diameterM: 1.2, bottomM: at[2] - MANHOLE_BELOW_AXIS_M },
    attributes: inUse(work.kind),
  }).id;
}

const inUse = ({ owner }: CableKind): Attributes => ({ owner: { value: owner }, status: { value: "在用" } });

function addBank(
  work: Work,
  run: MainRun,
  piece: { readonly from: string; readonly to: string; readonly fromM: number; readonly toM: number },
): void {
  const road = roadOf(work.town, run.street);
  const isTrunk = run.roadClass === "arterial" || run.roadClass === "collector";
  addEdge(work, {
    ...{ from: piece.from, to: piece.to, street: run.street, road },
    role: isTrunk ? "trunk" : "distribution",
    path: axisOfMain(work.mains, run, piece.fromM, piece.toM),
    bank: work.kind.banks[run.roadClass],
    attributes: work.kind.bankAttributes(run.roadClass, false),
    buriedMethod: work.town.streets[run.street]?.isBridge ? "上架" : "管块",
  });
}

function addCabinet(work: Work, run: MainRun, stationM: number, manhole: string): void {
  const { cabinet, kind } = work.kind;
  const start = spaceOnMain(kind, run, stationM);
  const besideM = run.offsetM + Math.sign(run.offsetM) * CABINET_BESIDE_M[run.roadClass];
  const foot = placeBesideStreet(work.town, run.street, stationM, besideM);
  const at: SpacePoint = [foot[0], foot[1], start[2]];
  const { id } = work.draft.addNode({
    ...{ letters: cabinet.idCode, class: cabinet.class, at, name: cabinet.name, nameEn: cabinet.nameEn },
    drawing: { shape: "box", sizeM: cabinet.sizeM },
    attributes: { ...cabinet.attributes, ...inUse(work.kind) },
  });
  addEdge(work, {
    ...{ from: manhole, to: id, street: run.street, road: roadOf(work.town, run.street) },
    ...{ role: "distribution", path: [start, at], bank: work.kind.serviceBank, buriedMethod: "管埋" },
    attributes: work.kind.bankAttributes(run.roadClass, false),
  });
}

interface CableService {
  readonly building: Building;
  readonly place: ServicePlace;
  /** Id of the manhole from which it branches. */
  readonly manhole: string;
  /** The building holds a source. */
  readonly isSource: boolean;
}

function addService(work: Work, run: MainRun, { building, place, manhole, isSource }: CableService): void {
  const { kind, source, serviceBank, sourceBank } = work.kind;
  const bank = isSource ? sourceBank : serviceBank;
  const tee = placeOnMain(run, place.stationM);
  const teeHeightM = spaceOnMain(kind, run, place.stationM)[2];
  const path = serviceAxis({ ...place, tee }, teeHeightM, bankSection(bank).heightM);
  const at = path[path.length - 1] as SpacePoint;
  const node = isSource
    ? {
        ...{ letters: source.idCode, class: source.class },
        ...{ name: building.name || source.name, nameEn: building.nameEn || source.nameEn },
        drawing: { shape: "box", sizeM: source.sizeM } as const,
        attributes: { ...source.attributes, ...inUse(work.kind) },
      }
    : {
        ...{ letters: "YH", class: "service-point" },
        drawing: { shape: "joint" } as const,
        attributes: inUse(work.kind),
      };
  const { id } = work.draft.addNode({ ...node, at, building: building.index });
  addEdge(work, {
    ...{ from: manhole, to: id, street: run.street, road: roadOf(work.town, run.street) },
    ...{ role: "service", path, bank, buriedMethod: "管埋" },
    attributes: work.kind.bankAttributes(run.roadClass, !isSource),
  });
}

function addEdge(
  work: Work,
  edge: {
    readonly from: string;
    readonly to: string;
    readonly street: number;
    readonly road: Road;
    readonly role: NetworkEdge["role"];
    readonly path: readonly SpacePoint[];
    readonly bank: CableBank;
    readonly buriedMethod: string;
    readonly attributes: Attributes;
  },
): void {
  const { bank, road, path } = edge;
  const section = bankSection(bank);
  work.draft.addEdge({
    ...{ class: "duct", from: edge.from, to: edge.to, role: edge.role, street: edge.street },
    ...{ path, section, diameterMm: Math.round(section.heightM * 1000) },
    attributes: {
      ...edge.attributes,
      ducts: { value: ductsIn(bank), unit: "孔" },
      ductArrangement: { value: `${bank.rows}×${bank.columns}` },
      ductDiameter: { value: bank.ductMm, unit: "mm" },
      material: { value: bank.material },
      ...(bank.materialCode === undefined ? {} : { materialCode: { value: bank.materialCode } }),
      year: { value: work.years[road.index] ?? 2010 },
      buriedMethod: { value: edge.buriedMethod },
      owner: { value: work.kind.owner },
      roadName: { value: road.name },
      status: { value: "在用" },
    },
  });
}

function roadOf(town: Town, street: number): Road {
  return town.roads[town.streets[street]?.road ?? -1] as Road;
}
