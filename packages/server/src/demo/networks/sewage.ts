import {
  type PlanePoint,
  type RoadClass,
  type SpacePoint,
  STREET_SECTIONS,
  type Town,
  type UtilityNetwork,
} from "../model/index.ts";
import { addAbandonedSewers } from "./drain-abandoned.ts";
import { DRAIN_IN_USE, figure, materialAttributes, slopeAttribute, whereabouts } from "./drain-attributes.ts";
import { drainAxis, sectionOf } from "./gravity-edges.ts";
import type { DrainPiece } from "./gravity-layout.ts";
import { accumulateDownstream, orderDownstream } from "./gravity-order.ts";
import type { GravityProfile } from "./gravity-profile.ts";
import { chooseDrain, designSlope, fullFlowM3S, roundDrain } from "./gravity-sizes.ts";
import { sizeDrains } from "./gravity-sizing.ts";
import { layMains, type MainRun, type Mains, stationOfEnd, stationOfStart } from "./mains.ts";
import { beginDraft, type NetworkDraft } from "./network-draft.ts";
import { describeStreets, type StreetFacts } from "./pressure-streets.ts";
import { peakSewageFlowM3S } from "./sewage-flow.ts";
import { forceMainAxis, forceMainMm } from "./sewage-force-main.ts";
import { type LateralPlan, lateralInverts, planLateral } from "./sewage-laterals.ts";
import { laySewers, type SewerLayout } from "./sewage-layout.ts";
import { indexStorm, isBridge, type SizedSewer, solveSewerLevels } from "./sewage-levels.ts";
import { findPlants, type PlantSite } from "./sewage-plants.ts";

/** Smallest sewer by road class, mm. */
const SMALLEST_MM: Readonly<Record<RoadClass, number>> = {
  arterial: 400,
  collector: 400,
  local: 300,
  lane: 300,
};
/** Sewers run partly full: GB 50014-2021 5.2.4 allows 0.55 to 0.75 of the height, 0.7 of the full flow on the mean. */
const USABLE_SHARE = 0.7;
/** Largest trunk, m: where a street's section has less room the trunk still keeps clear of what lies beside it. */
const LARGEST_OUTER_M = 1.8;
/** Quarters built from this year on have plastic sewers as far as they are made. */
const PLASTIC_SINCE = 2005;
/** From this diameter on a sewer is a trunk, mm. */
const TRUNK_MM = 600;

/**
 * Lays sewers along every street: a connection from each lead building, manholes, trunks to the treatment plants, lift
 * stations where a trunk would come too deep, pressure sewers over bridges, and what was left in the ground of older ones.
 *
 * @param storm Storm drains: sewers pass below them.
 */
export function laySewage(town: Town, storm: UtilityNetwork): UtilityNetwork {
  const mains = layMains(town, "sewage");
  const facts = describeStreets(town);
  const plants = findPlants(town);
  const stormIndex = indexStorm(storm);
  const isPlant = new Set(plants.map(({ building }) => building.index));
  const laterals = facts.flatMap(({ groups, street }) =>
    groups.flatMap((group) =>
      isPlant.has(group.lead.index)
        ? []
        : (planLateral(town, mains.runs[street.index] as MainRun, group, stormIndex) ?? []),
    ),
  );
  const roadClassOf = (street: number) => (facts[street] as StreetFacts).roadClass;
  const layout = laySewers({ town, mains, roadClassOf, plants, laterals });
  const loads = sizeSewers(town, layout, facts, laterals);
  const profile = solveSewerLevels({ layout, sewers: loads, laterals, storm: stormIndex });
  const draft = beginDraft("WS");
  const work: Work = { draft, town, mains, facts, layout, laterals, plants, loads, profile };
  const ids = addNodes(work);
  addSewers(work, ids);
  addLaterals(work, ids);
  addAbandonedSewers(draft, town, facts);
  const sources = layout.plantNodes.map((node) => ids[node] ?? "");
  return { kind: "sewage", nodes: draft.nodes, edges: draft.edges, sources };
}

interface Load extends SizedSewer {
  readonly people: number;
  readonly flowM3S: number;
}

interface Work {
  readonly draft: NetworkDraft;
  readonly town: Town;
  readonly mains: Mains;
  readonly facts: readonly StreetFacts[];
  readonly layout: SewerLayout;
  readonly laterals: readonly LateralPlan[];
  readonly plants: readonly PlantSite[];
  readonly loads: readonly Load[];
  readonly profile: GravityProfile;
}

function sizeSewers(
  town: Town,
  { nodes, pieces, lateralNodes }: SewerLayout,
  facts: readonly StreetFacts[],
  laterals: readonly LateralPlan[],
): Load[] {
  const order = orderDownstream(nodes.length, pieces);
  const peopleAt = new Map<number, number>();
  for (const [i, { group }] of laterals.entries()) {
    const people = group.members.reduce((sum, member) => sum + member.people, 0);
    const node = lateralNodes[i] ?? -1;
    peopleAt.set(node, (peopleAt.get(node) ?? 0) + people);
  }
  const people = accumulateDownstream(pieces, order, (i) => peopleAt.get(pieces[i]?.from ?? -1) ?? 0);
  const sizes = sizeDrains(pieces, order, (i) => {
    const { roadClass, street } = pieces[i] as DrainPiece;
    const flowM3S = peakSewageFlowM3S(people[i] ?? 0);
    const isTrunk = flowM3S > TRUNK_FLOW_M3S;
    return chooseDrain({
      ...{ kind: "sewage", flowM3S, usableShare: USABLE_SHARE, smallestMm: SMALLEST_MM[roadClass] },
      largestOuterM: isTrunk ? LARGEST_OUTER_M : STREET_SECTIONS[roadClass].largest.sewage,
      material: (facts[street ?? -1]?.year ?? 0) >= PLASTIC_SINCE ? "plastic" : "concrete",
      mayBeBox: false,
    });
  });
  return sizes.map((size, i) => {
    const isForced = isBridge(town, pieces[i]?.street);
    const flowM3S = peakSewageFlowM3S(people[i] ?? 0);
    return { size, slope: designSlope("sewage", size), isForced, people: people[i] ?? 0, flowM3S };
  });
}

/** From this flow on a sewer is given the size that it needs, m³/s. */
const TRUNK_FLOW_M3S = 0.05;

/** Ids by node, empty where nothing is laid. */
function addNodes({ draft, layout, facts, plants, profile, loads }: Work): string[] {
  const invertM = invertsOf(layout, profile, loads);
  const lifts = new Set(profile.lifts);
  return layout.nodes.map(({ at, street, groundM }, node) => {
    const bottomM = invertM[node] ?? Number.POSITIVE_INFINITY;
    if (bottomM === Number.POSITIVE_INFINITY) return "";
    const place: SpacePoint = [at[0], at[1], bottomM];
    const plant = plants[layout.plantNodes.indexOf(node)];
    if (plant) return addPlant(draft, plant, place);
    const where = whereabouts(facts[street ?? -1]);
    if (lifts.has(node)) {
      return draft.addNode({
        ...{ letters: "BZ", class: "pump-station", at: place },
        ...{ name: "污水提升泵站", nameEn: "Sewage lift station" },
        drawing: { shape: "shaft", diameterM: 3, bottomM: bottomM - PUMP_SUMP_M },
        attributes: { ...where, kind: { value: "一体化预制泵站" }, ...DRAIN_IN_USE },
      }).id;
    }
    return draft.addNode({
      ...{ letters: "JC", class: "manhole", at: place },
      drawing: { shape: "shaft", diameterM: groundM - bottomM > 6 ? 1.25 : 1, bottomM },
      attributes: {
        ...where,
        coverMaterial: { value: "球墨铸铁" },
        coverDiameter: { value: 700, unit: "mm" },
        ...DRAIN_IN_USE,
      },
    }).id;
  });
}

/** A lift station's well reaches this far below its inlet, m. */
const PUMP_SUMP_M = 1.8;
/** A pump before a bridge to which nothing flows yet stands this deep, m. */
const IDLE_PUMP_DEPTH_M = 4.5;

/** Lowest invert by node: of what arrives and, where no pump lifts, of what leaves. */
function invertsOf(
  { nodes, pieces }: SewerLayout,
  profile: GravityProfile,
  loads: readonly Load[],
): Float64Array {
  const invertM = new Float64Array(nodes.length).fill(Number.POSITIVE_INFINITY);
  pieces.forEach(({ from, to }, i) => {
    const upperM = loads[i]?.isForced
      ? (nodes[from]?.groundM ?? 0) - IDLE_PUMP_DEPTH_M
      : (profile.upperInvertM[i] ?? 0);
    invertM[from] = Math.min(invertM[from] ?? 0, upperM);
    invertM[to] = Math.min(invertM[to] ?? 0, profile.lowerInvertM[i] ?? 0);
  });
  return invertM;
}

function addPlant(draft: NetworkDraft, { building }: PlantSite, at: SpacePoint): string {
  return draft.addNode({
    ...{ letters: "CL", class: "treatment-plant", at, building: building.index },
    ...{ name: building.name || "污水处理厂", nameEn: building.nameEn || "Wastewater treatment plant" },
    drawing: { shape: "box", sizeM: [12, 12, 5] },
    attributes: { capacity: { value: 100_000, unit: "m³/d" }, ...DRAIN_IN_USE },
  }).id;
}

function addSewers({ draft, mains, facts, layout, loads, profile }: Work, ids: readonly string[]): void {
  layout.pieces.forEach((piece, i) => {
    const load = loads[i] as Load;
    const ends = { from: ids[piece.from] ?? "", to: ids[piece.to] ?? "" };
    const fact = facts[piece.street ?? -1];
    if (load.isForced) {
      addForceMain(draft, { ends, piece, load, fact, run: mains.runs[piece.street ?? -1] as MainRun });
      return;
    }
    const { size, slope } = load;
    draft.addEdge({
      ...{ class: "pipe", ...ends, role: size.diameterMm >= TRUNK_MM ? "trunk" : "distribution" },
      path: drainAxis(piece.path, size.innerM, profile.upperInvertM[i] ?? 0, profile.lowerInvertM[i] ?? 0),
      ...{ section: sectionOf(size), diameterMm: size.diameterMm },
      ...(piece.street === undefined ? {} : { street: piece.street }),
      attributes: {
        ...materialAttributes(size),
        slope: slopeAttribute(slope),
        peopleServed: { value: load.people, unit: "人" },
        designFlow: figure(load.flowM3S * 1000, 1, "L/s"),
        capacity: figure(fullFlowM3S(size, slope) * USABLE_SHARE * 1000, 0, "L/s"),
        ...whereabouts(fact),
        ...{ buriedMethod: { value: "直埋" }, use: { value: "污水" } },
        ...DRAIN_IN_USE,
      },
    });
  });
}

/** Lays a pressure sewer; they lie on bridges only. */
function addForceMain(
  draft: NetworkDraft,
  at: {
    readonly ends: { readonly from: string; readonly to: string };
    readonly piece: DrainPiece;
    readonly load: Load;
    readonly fact: StreetFacts | undefined;
    readonly run: MainRun;
  },
): void {
  const { ends, piece, load, fact, run } = at;
  const size = roundDrain(forceMainMm(load.flowM3S), "plastic");
  const first = piece.path[0] as PlanePoint;
  const isForward = Math.hypot(first[0] - (run.path[0]?.[0] ?? 0), first[1] - (run.path[0]?.[1] ?? 0)) < 0.01;
  const [startM, endM] = [stationOfStart(run), stationOfEnd(run)];
  draft.addEdge({
    ...{ class: "pipe", ...ends, role: "trunk" },
    path: forceMainAxis(run, isForward ? startM : endM, isForward ? endM : startM, size.outerM),
    ...{ section: sectionOf(size), diameterMm: size.diameterMm },
    ...(piece.street === undefined ? {} : { street: piece.street }),
    attributes: {
      ...{ material: { value: "PE100" }, materialCode: { value: "PE" }, flow: { value: "压力" } },
      peopleServed: { value: load.people, unit: "人" },
      designFlow: figure(load.flowM3S * 1000, 1, "L/s"),
      ...whereabouts(fact),
      buriedMethod: { value: "上架" },
      use: { value: "污水" },
      ...DRAIN_IN_USE,
    },
  });
}

function addLaterals({ draft, layout, laterals, facts, profile, loads }: Work, ids: readonly string[]): void {
  const leaving = new Map(layout.pieces.map(({ from }, i) => [from, i]));
  laterals.forEach((plan, i) => {
    const node = layout.lateralNodes[i] ?? -1;
    const piece = leaving.get(node) ?? -1;
    const mainSoffitM = (profile.upperInvertM[piece] ?? 0) + (loads[piece]?.size.innerM ?? 0);
    const { startM, endM, slope } = lateralInverts(plan, mainSoffitM);
    const fact = facts[plan.group.lead.street];
    const well = draft.addNode({
      ...{ letters: "HX", class: "service-point", at: [plan.start[0], plan.start[1], startM] },
      drawing: { shape: "shaft", diameterM: 0.7, bottomM: startM },
      attributes: { ...whereabouts(fact), kind: { value: "户线井" }, ...DRAIN_IN_USE },
      building: plan.group.lead.index,
    });
    draft.addEdge({
      ...{ class: "pipe", from: well.id, to: ids[node] ?? "", role: "service" },
      path: drainAxis([plan.start, plan.end], plan.size.innerM, startM, endM),
      ...{ section: sectionOf(plan.size), diameterMm: plan.size.diameterMm, street: plan.group.lead.street },
      attributes: {
        ...materialAttributes(plan.size),
        slope: slopeAttribute(slope),
        ...whereabouts(fact),
        ...{ buriedMethod: { value: "直埋" }, use: { value: "污水" } },
        ...DRAIN_IN_USE,
      },
    });
  });
}
