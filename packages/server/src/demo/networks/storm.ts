import {
  groundAtM,
  type Junction,
  type NetworkNode,
  type RoadClass,
  type SpacePoint,
  STREET_SECTIONS,
  type Street,
  type Town,
  type UtilityNetwork,
} from "../model/index.ts";
import { DRAIN_IN_USE, figure, materialAttributes, slopeAttribute, whereabouts } from "./drain-attributes.ts";
import { drainAxis, highestDrainTopM, sectionOf } from "./gravity-edges.ts";
import { type DrainLayout, type DrainPiece, layDrainStreets } from "./gravity-layout.ts";
import { accumulateDownstream, longestDownstream, orderDownstream } from "./gravity-order.ts";
import { solveGravityProfile } from "./gravity-profile.ts";
import { chooseDrain, type DrainSize, fullFlowM3S, slopeToCarry } from "./gravity-sizes.ts";
import { sizeDrains } from "./gravity-sizing.ts";
import { layMains, type Mains } from "./mains.ts";
import { beginDraft, type NetworkDraft } from "./network-draft.ts";
import { describeStreets, type StreetFacts } from "./pressure-streets.ts";
import { type Catchments, DRAINED_WIDTH_M, findCatchments } from "./storm-catchments.ts";
import { addFreeDischarge, addPumpedDischarge } from "./storm-discharge.ts";
import { addGullies } from "./storm-gullies.ts";
import { findPumped } from "./storm-heads.ts";
import { findOutfallSites, type OutfallSite } from "./storm-outfalls.ts";
import { peakStormFlowM3S } from "./storm-rain.ts";
import { GULLY_OFFSETS_M, stormStations } from "./storm-stations.ts";
import { createTunnelBar, findTunnelLines } from "./tunnel-lines.ts";

/** When a pump lifts a drain on its way. */
const LIFTS = [{ deepestM: 9, gainM: 2.5, aheadM: 400 }] as const;
/** Smallest drain by road class, mm. */
const SMALLEST_MM: Readonly<Record<RoadClass, number>> = {
  arterial: 600,
  collector: 500,
  local: 400,
  lane: 400,
};
/** Quarters built from this year on have plastic drains as far as they are made. */
const PLASTIC_SINCE = 2008;
/** From this diameter on a drain is a trunk, mm. */
const TRUNK_MM = 1000;

/**
 * Lays storm drains along every street but bridges: manholes, gullies at the kerbs of the greater roads, and several
 * catchments that each fall to an outfall. The plain is flat and the waters stand high: most outfalls lie under water
 * behind a flap gate, and where the design rain would come up in the streets a pump lifts the water over the bank.
 */
export function layStorm(town: Town): UtilityNetwork {
  const mains = layMains(town, "storm");
  const facts = describeStreets(town);
  const { sites, tree, links } = findCatchments(
    town,
    facts,
    findOutfallSites(town, mains, createTunnelBar(findTunnelLines(town))),
  );
  const { layout, gullied } = layOut({ town, mains, facts, sites, tree, links });
  const sizes = chooseSizes(layout, facts);
  const draft = beginDraft("YS");
  const levels = solveLevels(layout, sizes);
  const outlets = sites.map(({ water }, i) => ({ node: layout.nodes.length - sites.length + i, ...water }));
  const loads = sizes.map(({ size, slope, flowM3S }) => ({
    ...{ slope, flowM3S, fullFlowM3S: fullFlowM3S(size, slope) },
  }));
  const isPumped = findPumped(layout, loads, outlets);
  const ids = addNodes(draft, layout, facts, levels, { sites, isPumped });
  addDrains(draft, { layout, sizes, levels, ids, facts });
  addGullies(draft, { town, layout, gullied, ids, facts });
  const sources = sites.map((site, i) => {
    const chamberId = ids[layout.nodes.length - sites.length + i] ?? "";
    // The piece that ends at the chamber: they were added last, in the sites' order.
    const piece = layout.pieces.length - sites.length + i;
    const { size, slope } = sizes[piece] as Sized;
    const arriving = { size, slope, invertM: levels.lowerInvertM[piece] ?? 0 };
    const add = isPumped[i] ? addPumpedDischarge : addFreeDischarge;
    return add(draft, site, chamberId, arriving);
  });
  return { kind: "storm", nodes: draft.nodes, edges: draft.edges, sources };
}

/** Drains in plan; the last nodes are the sites' chambers, in order. */
function layOut(
  at: Catchments & { readonly town: Town; readonly mains: Mains; readonly facts: readonly StreetFacts[] },
) {
  const { town, mains, facts, sites, tree, links } = at;
  const gullied = new Set<string>();
  const layout = layDrainStreets({
    ...{ town, mains, tree, links },
    stationsOf(drain) {
      const leadsM = (facts[drain.run.street]?.groups ?? []).map(({ lead }) => lead.chainageM);
      const stations = stormStations(drain, leadsM, clearRangeM(town, drain.run.street));
      for (const { stationM, hasGullies } of stations) {
        if (hasGullies) gullied.add(`${drain.run.street}:${stationM}`);
      }
      return stations.map(({ stationM }) => stationM);
    },
  });
  for (const site of sites) {
    const [node, chamber] = site.path;
    const to = layout.nodes.push({ at: chamber, groundM: groundAtM(chamber) }) - 1;
    const lengthM = Math.hypot(chamber[0] - node[0], chamber[1] - node[1]);
    const piece = { from: site.junction, to, path: [node, chamber], lengthM, roadClass: site.roadClass };
    layout.pieces.push(site.street === undefined ? piece : { ...piece, street: site.street });
  }
  return { layout, gullied };
}

/** Gullies keep this far from a crossing road's right of way, m. */
const CLEAR_OF_CROSSING_M = 5;

/** Stations of a street between which no crossing road's right of way is near. */
function clearRangeM(town: Town, streetIndex: number): [number, number] {
  const street = town.streets[streetIndex] as Street;
  const edgeM = (junction: number) => {
    const { eastWest, northSouth } = town.junctions[junction] as Junction;
    const crossing = town.roads[(eastWest === street.road ? northSouth : eastWest) ?? -1];
    return (crossing ? STREET_SECTIONS[crossing.roadClass].halfWidthM : 0) + CLEAR_OF_CROSSING_M;
  };
  return [edgeM(street.from), street.lengthM - edgeM(street.to)];
}

interface Sized {
  readonly size: DrainSize;
  readonly slope: number;
  readonly areaHa: number;
  readonly flowM3S: number;
}

function chooseSizes({ nodes, pieces }: DrainLayout, facts: readonly StreetFacts[]): Sized[] {
  const order = orderDownstream(nodes.length, pieces);
  const lengthM = (piece: number) => pieces[piece]?.lengthM ?? 0;
  const areaHa = accumulateDownstream(pieces, order, (i) => (lengthM(i) * DRAINED_WIDTH_M) / 10_000);
  const reachM = longestDownstream(pieces, order, lengthM);
  const flowM3S = pieces.map((_, i) => peakStormFlowM3S(areaHa[i] ?? 0, reachM[i] ?? 0));
  const sizes = sizeDrains(pieces, order, (i) => {
    const { roadClass, street } = pieces[i] as DrainPiece;
    return chooseDrain({
      ...{ kind: "storm", flowM3S: flowM3S[i] ?? 0, usableShare: 1 },
      ...{ smallestMm: SMALLEST_MM[roadClass], largestOuterM: STREET_SECTIONS[roadClass].largest.storm },
      material: (facts[street ?? -1]?.year ?? 0) >= PLASTIC_SINCE ? "plastic" : "concrete",
      mayBeBox: roadClass === "arterial",
    });
  });
  return sizes.map((size, i) => ({
    ...{ size, slope: slopeToCarry("storm", size, flowM3S[i] ?? 0) },
    ...{ areaHa: areaHa[i] ?? 0, flowM3S: flowM3S[i] ?? 0 },
  }));
}

interface Levels {
  readonly upperInvertM: Float64Array;
  readonly lowerInvertM: Float64Array;
  /** By node: lowest invert of its drains. */
  readonly nodeInvertM: Float64Array;
  /** Nodes at which a pump lifts on the way. */
  readonly lifts: readonly number[];
}

function solveLevels({ nodes, pieces }: DrainLayout, sizes: readonly Sized[]): Levels {
  const topM = (node: number) => highestDrainTopM(nodes[node]?.groundM ?? 0);
  const profile = solveGravityProfile(
    nodes.length,
    pieces.map(({ from, to, lengthM }, i) => {
      const { size, slope } = sizes[i] as Sized;
      const limits = [
        { atM: 0, topM: topM(from) },
        { atM: lengthM, topM: topM(to) },
      ];
      return { from, to, lengthM, slope, innerM: size.innerM, outerM: size.outerM, limits };
    }),
    { rules: LIFTS, groundM: (node) => nodes[node]?.groundM ?? 0 },
  );
  const nodeInvertM = new Float64Array(nodes.length).fill(Number.POSITIVE_INFINITY);
  pieces.forEach(({ from, to }, i) => {
    nodeInvertM[from] = Math.min(nodeInvertM[from] ?? 0, profile.upperInvertM[i] ?? 0);
    nodeInvertM[to] = Math.min(nodeInvertM[to] ?? 0, profile.lowerInvertM[i] ?? 0);
  });
  return { ...profile, nodeInvertM };
}

/** Adds manholes and chambers at the shores; ids by node, empty where nothing is laid. */
function addNodes(
  draft: NetworkDraft,
  { nodes }: DrainLayout,
  facts: readonly StreetFacts[],
  { nodeInvertM, lifts }: Levels,
  { sites, isPumped }: { readonly sites: readonly OutfallSite[]; readonly isPumped: readonly boolean[] },
): string[] {
  const isLift = new Set(lifts);
  return nodes.map(({ at, street }, i) => {
    const bottomM = nodeInvertM[i] ?? Number.POSITIVE_INFINITY;
    if (bottomM === Number.POSITIVE_INFINITY) return "";
    const place: SpacePoint = [at[0], at[1], bottomM];
    const outlet = i - (nodes.length - sites.length);
    const site = sites[outlet];
    if (site) return (isPumped[outlet] ? addPumpStation : addGateChamber)(draft, place, site).id;
    if (isLift.has(i)) return addLift(draft, place, facts[street ?? -1]).id;
    return draft.addNode({
      ...{ letters: "JC", class: "manhole", at: place },
      drawing: { shape: "shaft", diameterM: 1, bottomM: bottomM - MANHOLE_SUMP_M },
      attributes: {
        ...whereabouts(facts[street ?? -1]),
        cover: { value: isGrated(facts[street ?? -1]) ? "雨水箅" : "密闭井盖" },
        coverMaterial: { value: "球墨铸铁" },
        coverDiameter: { value: 700, unit: "mm" },
        ...DRAIN_IN_USE,
      },
    }).id;
  });
}

/** Where a street has no gullies its manholes take the rain. */
const isGrated = (facts: StreetFacts | undefined): boolean =>
  facts !== undefined && GULLY_OFFSETS_M[facts.roadClass] === undefined;

/** Storm manholes have a sump below the invert, m. */
const MANHOLE_SUMP_M = 0.3;

/** A prefabricated station in a shaft, where a long drain has come too deep. */
function addLift(draft: NetworkDraft, at: SpacePoint, facts: StreetFacts | undefined): NetworkNode {
  return draft.addNode({
    ...{ letters: "BZ", class: "pump-station", at },
    ...{ name: "雨水提升泵站", nameEn: "Storm water lift station" },
    drawing: { shape: "shaft", diameterM: 4, bottomM: at[2] - LIFT_SUMP_M },
    attributes: { ...whereabouts(facts), ...DRAIN_IN_USE },
  });
}

/** A lift station's well reaches this far below its inlet, m. */
const LIFT_SUMP_M = 2;

function addPumpStation(draft: NetworkDraft, at: SpacePoint, { water }: OutfallSite): NetworkNode {
  return draft.addNode({
    ...{ letters: "BZ", class: "pump-station", at },
    ...{ name: `${water.name}雨水泵站`, nameEn: `${water.nameEn} Storm Water Pumping Station` },
    drawing: { shape: "box", sizeM: [6, 8, 4] },
    attributes: receiving(water),
  });
}

/** Keeps the river out of the drains when it stands high. */
function addGateChamber(draft: NetworkDraft, at: SpacePoint, { water }: OutfallSite): NetworkNode {
  return draft.addNode({
    ...{ letters: "JC", class: "manhole", at },
    ...{ name: `${water.name}出水拍门井`, nameEn: `${water.nameEn} Flap Gate Chamber` },
    drawing: { shape: "shaft", diameterM: 2.4, bottomM: at[2] - MANHOLE_SUMP_M },
    attributes: receiving(water),
  });
}

const receiving = ({ name, levelM }: OutfallSite["water"]) => ({
  receivingWater: { value: name },
  receivingLevel: figure(levelM, 2, "m"),
  ...DRAIN_IN_USE,
});

function addDrains(
  draft: NetworkDraft,
  laid: {
    readonly layout: DrainLayout;
    readonly sizes: readonly Sized[];
    readonly levels: Levels;
    readonly ids: readonly string[];
    readonly facts: readonly StreetFacts[];
  },
): void {
  const { layout, sizes, levels, ids, facts } = laid;
  layout.pieces.forEach((piece, i) => {
    const { size, slope, areaHa, flowM3S } = sizes[i] as Sized;
    const path = drainAxis(piece.path, size.innerM, levels.upperInvertM[i] ?? 0, levels.lowerInvertM[i] ?? 0);
    draft.addEdge({
      ...{ class: "pipe", from: ids[piece.from] ?? "", to: ids[piece.to] ?? "", path },
      role: size.diameterMm >= TRUNK_MM ? "trunk" : "distribution",
      ...{ section: sectionOf(size), diameterMm: size.diameterMm },
      ...(piece.street === undefined ? {} : { street: piece.street }),
      attributes: {
        ...materialAttributes(size),
        slope: slopeAttribute(slope),
        drainedArea: figure(areaHa, 2, "ha"),
        designFlow: figure(flowM3S * 1000, 0, "L/s"),
        capacity: figure(fullFlowM3S(size, slope) * 1000, 0, "L/s"),
        ...whereabouts(facts[piece.street ?? -1]),
        buriedMethod: { value: "直埋" },
        use: { value: "雨水" },
        ...DRAIN_IN_USE,
      },
    });
  });
}
