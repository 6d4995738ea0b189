import {
  createRandom,
  groundAtM,
  type NetworkNode,
  type SpacePoint,
  type Town,
  type UtilityNetwork,
} from "../model/index.ts";
import {
  HEATING_OWNER,
  type HeatingLine,
  heatingPipeAttributes,
  lineAttributes,
  PRIMARY_RATING_MPA,
} from "./heating-attributes.ts";
import { chooseHeated, heatDemandKW } from "./heating-demand.ts";
import { type HeatingLayout, layOutFittings } from "./heating-fittings.ts";
import { type HeatingPlan, planHeating } from "./heating-model.ts";
import { heatingMain } from "./heating-sizes.ts";
import { addConsumer, type HeatConsumer, layHeatingStreet } from "./heating-street.ts";
import { layMains } from "./mains.ts";
import type { LevelMains } from "./mains-depth.ts";
import { beginDraft, type NetworkDraft } from "./network-draft.ts";
import { layJunctions } from "./pressure-run.ts";
import { endsFor, feederAxis, type RoadEnd, stationNames } from "./pressure-stations.ts";
import { describeStreets, type StreetFacts } from "./pressure-streets.ts";

/** A source gives this through its DN 600 outlet, kW. */
const SOURCE_KW = 230_000;

const FEWEST_SOURCES = 2;

/** Year of the sources' outlet mains. */
const FEEDER_YEAR = 2012;

/** One of the two lines, being laid. Both are laid in the same order, so that their ids have the same numbers. */
interface LineDraft {
  readonly line: HeatingLine;
  readonly mains: LevelMains;
  readonly draft: NetworkDraft;
}

/**
 * Lays the primary heating network, supply and return side by side: heat sources at the town's edge, mains to every
 * street with consumers (none in lanes), valve pits, vents and drains, and for each consumer a pair of services to the
 * heat exchange station at its wall. Ids of supply and return differ by their ending, `-G` and `-H`. Deterministic by
 * the town's seed.
 */
export function layHeating(town: Town): UtilityNetwork {
  const joined = createRandom(town.seed, "heating consumers");
  const streets = describeStreets(town).map((facts) => ({
    ...facts,
    groups: facts.roadClass === "lane" ? [] : chooseHeated(facts.groups, joined),
  }));
  const lines: readonly LineDraft[] = [
    { line: "heating", mains: layMains(town, "heating") as LevelMains, draft: beginDraft("RL", "-G") },
    {
      line: "heatingReturn",
      mains: layMains(town, "heatingReturn") as LevelMains,
      draft: beginDraft("RL", "-H"),
    },
  ];
  const ends = endsFor(town, "heating", sourceCount(streets));
  const [{ mains: supplyMains }] = lines as [LineDraft, LineDraft];
  const plan = planHeating(town, supplyMains, streets, ends);
  const shared = beginDraft("RL");
  const consumers = streets.map((facts) =>
    facts.groups.map((group) => addConsumer(town, shared, facts, group)),
  );
  const layouts = streets.map((facts) => {
    const run = supplyMains.runs[facts.street.index];
    return run ? layOutFittings(town, run, facts.groups) : undefined;
  });
  const sources = addSources(town, shared, ends, lines, plan);
  for (const one of lines) layLine(town, one, { streets, plan, layouts, consumers, ends, sources });
  return {
    kind: "heating",
    nodes: [shared, ...lines.map(({ draft }) => draft)].flatMap(({ nodes }) => nodes),
    edges: lines.flatMap(({ draft }) => draft.edges),
    sources: sources.map(({ id }) => id),
  };
}

interface HeatingParts {
  readonly streets: readonly StreetFacts[];
  readonly plan: HeatingPlan;
  readonly layouts: readonly (HeatingLayout | undefined)[];
  readonly consumers: readonly (readonly HeatConsumer[])[];
  readonly ends: readonly RoadEnd[];
  readonly sources: readonly NetworkNode[];
}

function layLine(town: Town, { line, mains, draft }: LineDraft, parts: HeatingParts): void {
  const { streets, plan, layouts, consumers, ends, sources } = parts;
  const junctionOrder = () => ({
    ...{ letters: "JD", class: "junction", drawing: { shape: "joint" } as const },
    attributes: lineAttributes(line),
  });
  const junctions = layJunctions(
    draft,
    mains,
    () => junctionOrder,
    (junction) => plan.junctions.has(junction),
  );
  for (const facts of streets) {
    const size = plan.sizes[facts.street.index];
    const run = mains.runs[facts.street.index];
    const layout = layouts[facts.street.index];
    if (!size || !run || !layout) continue;
    layHeatingStreet({
      ...{ town, draft, mains, line, run, facts, size, junctions, layout },
      consumers: consumers[facts.street.index] ?? [],
    });
  }
  ends.forEach((end, i) => {
    const source = sources[i] as NetworkNode;
    const size = heatingMain("arterial", Number.POSITIVE_INFINITY);
    const facts = streets[end.road.streets[0] as number] as StreetFacts;
    draft.addPipe({
      ...{ from: source, to: junctions.get(end.junction) as NetworkNode, role: "trunk" },
      path: [source.at, ...feederAxis(town, mains, end).toReversed()],
      ...{ diameterMm: size.diameterMm, outerDiameterM: size.outerM },
      attributes: heatingPipeAttributes(facts, line, size, FEEDER_YEAR),
    });
  });
}

/** Puts a source beyond each road end, between the ends of its supply and return. */
function addSources(
  town: Town,
  draft: NetworkDraft,
  ends: readonly RoadEnd[],
  lines: readonly LineDraft[],
  plan: HeatingPlan,
): NetworkNode[] {
  const names = stationNames(town, ends, { zh: "供热站", en: "Heating Plant" });
  return ends.map((end, i) => {
    const [a, b] = lines.map(({ mains }) => feederAxis(town, mains, end).at(-1)) as [SpacePoint, SpacePoint];
    const [x, y] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    const depthM = (groundAtM(a) - a[2] + groundAtM(b) - b[2]) / 2;
    return draft.addNode({
      ...{ letters: "RY", class: "heat-source", at: [x, y, groundAtM([x, y]) - depthM], ...names[i] },
      drawing: { shape: "box", sizeM: [30, 46, 16] },
      attributes: {
        heatOutput: { value: Math.round((plan.sourceKW[i] as number) / 1000), unit: "MW" },
        supplyTemperature: { value: 130, unit: "℃" },
        returnTemperature: { value: 70, unit: "℃" },
        pressureRating: { value: PRIMARY_RATING_MPA, unit: "MPa" },
        owner: { value: HEATING_OWNER },
      },
    });
  });
}

function sourceCount(streets: readonly StreetFacts[]): number {
  let totalKW = 0;
  for (const { groups } of streets) for (const group of groups) totalKW += heatDemandKW(group);
  return Math.max(FEWEST_SOURCES, Math.ceil(totalKW / SOURCE_KW));
}
