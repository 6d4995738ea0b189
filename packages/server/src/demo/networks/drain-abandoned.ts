import { createRandom, groundAtM, type PlanePoint, planDistanceM, type Town } from "../model/index.ts";
import { DRAIN_OWNER, whereabouts } from "./drain-attributes.ts";
import { drainAxis, sectionOf } from "./gravity-edges.ts";
import { roundDrain } from "./gravity-sizes.ts";
import { placeBesideStreet } from "./mains.ts";
import type { NetworkDraft } from "./network-draft.ts";
import type { StreetFacts } from "./pressure-streets.ts";

/** So many streets have an old sewer left in the ground at scale 1: every fourth of the oldest. */
const OLD_STREETS = 18;
/** Only streets whose quarter is at least this old, year. */
const OLD_UNTIL = 1998;
/** Pieces of an old sewer, m. */
const PIECE_M = 32;
/** It begins and ends this far from the junctions, m. */
const CLEAR_M = 24;
/** Depth of its top, m, and its fall. */
const TOP_M = 1.6;
const SLOPE = 0.003;

/** Leaves old combined sewers in the ground: out of use, joined to nothing, a few dozen pieces. */
export function addAbandonedSewers(draft: NetworkDraft, town: Town, facts: readonly StreetFacts[]): void {
  const random = createRandom(town.seed, "abandoned sewers");
  const old = facts
    .filter(({ street, year }) => !street.isBridge && street.lengthM > 3 * CLEAR_M && year <= OLD_UNTIL)
    .toSorted((a, b) => a.year - b.year || a.street.index - b.street.index);
  const wanted = Math.round(OLD_STREETS * town.scale);
  const chosen = old.slice(0, 4 * wanted).filter((_, i) => i % 4 === 0);
  for (const fact of chosen) addOldSewer(draft, town, fact, random.pick([300, 400, 500]));
}

function addOldSewer(draft: NetworkDraft, town: Town, fact: StreetFacts, diameterMm: number): void {
  const { street } = fact;
  const size = roundDrain(diameterMm, "concrete");
  const endM = Math.min(street.lengthM - CLEAR_M, CLEAR_M + 3 * PIECE_M);
  const pieces = Math.max(1, Math.round((endM - CLEAR_M) / PIECE_M));
  const places = Array.from({ length: pieces + 1 }, (_, i) =>
    placeBesideStreet(town, street.index, CLEAR_M + ((endM - CLEAR_M) * i) / pieces, 0),
  );
  const first = places[0] as PlanePoint;
  const attributes = {
    ...whereabouts(fact),
    year: { value: Math.max(1958, fact.year - 20) },
    owner: DRAIN_OWNER,
    status: { value: "废弃" },
  };
  const invertAt = (place: PlanePoint) =>
    groundAtM(first) - TOP_M - size.outerM - SLOPE * planDistanceM(first, place);
  const ids = places.map((place) => {
    const invertM = invertAt(place);
    return draft.addNode({
      ...{ letters: "FJ", class: "manhole", at: [place[0], place[1], invertM] },
      ...{ drawing: { shape: "shaft", diameterM: 1, bottomM: invertM }, attributes },
    }).id;
  });
  for (let i = 1; i < places.length; i++) {
    const [a, b] = [places[i - 1] as PlanePoint, places[i] as PlanePoint];
    draft.addEdge({
      ...{ letters: "FG", class: "abandoned-pipe", from: ids[i - 1] ?? "", to: ids[i] ?? "" },
      ...{ role: "distribution", path: drainAxis([a, b], size.innerM, invertAt(a), invertAt(b)) },
      ...{ section: sectionOf(size), diameterMm, street: street.index },
      attributes: {
        ...attributes,
        material: { value: "混凝土" },
        buriedMethod: { value: "直埋" },
        use: { value: "雨污合流" },
      },
    });
  }
}
