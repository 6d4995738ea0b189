import type { Random, SpacePoint, Town } from "../model/index.ts";
import { placeBesideStreet } from "./mains.ts";
import { axisDepthM, below, type LevelMains } from "./mains-depth.ts";
import { clearStretch, type Stretch } from "./mains-stretch.ts";
import type { Attributes, NetworkDraft, NodeOrder } from "./network-draft.ts";
import type { StreetFacts } from "./pressure-streets.ts";

/** Which abandoned mains are left in the ground. */
export interface AbandonedOrder {
  readonly town: Town;
  readonly draft: NetworkDraft;
  readonly mains: LevelMains;
  readonly streets: readonly StreetFacts[];
  readonly random: Random;
  /** Laid in this year at the latest. */
  readonly lastYear: number;
  /** Metres right of the main that replaced it. */
  readonly besideM: number;
  readonly cap: Omit<NodeOrder, "at" | "attributes">;
  readonly pipe: {
    readonly diameterMm: number;
    readonly outerDiameterM: number;
    readonly attributes: Attributes;
  };
}

/** Abandoned mains of one utility for each unit of scale. */
const COUNT = 18;

/** A quarter built up after this had no such mains, year. */
const OLD_QUARTER = 1998;

const LEAST_LENGTH_M = 40;
const MOST_LENGTH_M = 160;

/**
 * Leaves old mains in the ground beside those that replaced them: cut off at both ends, joined to nothing, class
 * `abandoned-pipe`, status 废弃. They lie in old quarters where there are enough of them.
 */
export function layAbandoned(order: AbandonedOrder): void {
  const { town, mains, random, streets } = order;
  const open = streets.flatMap((facts) => {
    const run = mains.runs[facts.street.index];
    if (!run || facts.street.isBridge || facts.roadClass === "lane") return [];
    const stretch = clearStretch(town, run);
    return stretch.toM - stretch.fromM < LEAST_LENGTH_M ? [] : [{ facts, stretch, rank: random.next() }];
  });
  const isNew = (year: number) => (year > OLD_QUARTER ? 1 : 0);
  const chosen = open
    .toSorted((a, b) => isNew(a.facts.year) - isNew(b.facts.year) || a.rank - b.rank)
    .slice(0, Math.round(COUNT * town.scale));
  for (const { facts, stretch } of chosen) layOne(order, facts, stretch);
}

function layOne(order: AbandonedOrder, facts: StreetFacts, stretch: Stretch): void {
  const { town, draft, mains, random, lastYear, cap, pipe } = order;
  const lengthM = Math.min(random.between(LEAST_LENGTH_M, MOST_LENGTH_M), stretch.toM - stretch.fromM);
  const fromM = random.between(stretch.fromM, stretch.toM - lengthM);
  const offsetM = (mains.runs[facts.street.index]?.offsetM ?? 0) + order.besideM;
  const depthM = axisDepthM(mains.line, facts.roadClass, "main");
  const at = (stationM: number): SpacePoint =>
    below(placeBesideStreet(town, facts.street.index, stationM, offsetM), depthM);
  const attributes = {
    ...pipe.attributes,
    year: { value: lastYear - random.integer(0, 24) },
    status: { value: "废弃" },
    buriedMethod: { value: "直埋" },
    roadName: { value: facts.road.name },
    district: { value: facts.district },
  };
  const capAttributes = { status: { value: "废弃" }, roadName: { value: facts.road.name } };
  const path = [at(fromM), at(fromM + lengthM)] as const;
  draft.addPipe({
    class: "abandoned-pipe",
    from: draft.addNode({ ...cap, at: path[0], attributes: capAttributes }),
    to: draft.addNode({ ...cap, at: path[1], attributes: capAttributes }),
    role: "distribution",
    path,
    ...{ diameterMm: pipe.diameterMm, outerDiameterM: pipe.outerDiameterM, street: facts.street.index },
    attributes,
  });
}
