import { groundAtM, type SpacePoint, type Town } from "../model/index.ts";
import { DRAIN_IN_USE, materialAttributes, slopeAttribute, whereabouts } from "./drain-attributes.ts";
import { highestDrainTopM, sectionOf } from "./gravity-edges.ts";
import type { DrainLayout } from "./gravity-layout.ts";
import { roundDrain } from "./gravity-sizes.ts";
import { placeBesideStreet } from "./mains.ts";
import type { NetworkDraft } from "./network-draft.ts";
import type { StreetFacts } from "./pressure-streets.ts";
import { GULLY_OFFSETS_M } from "./storm-stations.ts";

/** Connection of a gully: GB 50014-2021 asks for DN200 and a slope of 0.01 at least. */
const LATERAL = roundDrain(200, "plastic");
const LATERAL_SLOPE = 0.012;
/** Invert of the gully's outlet below ground, m. */
const OUTLET_DEPTH_M = 0.9;

/**
 * Joins gullies of both kerbs to the manholes that are marked for it: down a shaft to the level of storm drains, then
 * falling across the street.
 *
 * @param gullied `street:station` of the manholes.
 * @param ids Ids by node of the layout.
 */
export function addGullies(
  draft: NetworkDraft,
  at: {
    readonly town: Town;
    readonly layout: DrainLayout;
    readonly gullied: ReadonlySet<string>;
    readonly ids: readonly string[];
    readonly facts: readonly StreetFacts[];
  },
): void {
  const { town, layout, gullied, ids, facts } = at;
  for (const [index, node] of layout.nodes.entries()) {
    const { street, stationM } = node;
    if (street === undefined || stationM === undefined || !gullied.has(`${street}:${stationM}`)) continue;
    const fact = facts[street] as StreetFacts;
    const offsets = GULLY_OFFSETS_M[fact.roadClass];
    if (!offsets) continue;
    for (const offsetM of [offsets.left, offsets.right]) {
      const foot = placeBesideStreet(town, street, stationM, offsetM);
      addGully(draft, { foot, manhole: [node.at[0], node.at[1]], manholeId: ids[index] ?? "", fact });
    }
  }
}

function addGully(
  draft: NetworkDraft,
  at: {
    readonly foot: readonly [number, number];
    readonly manhole: readonly [number, number];
    readonly manholeId: string;
    readonly fact: StreetFacts;
  },
): void {
  const { foot, manhole, manholeId, fact } = at;
  const groundM = groundAtM(foot);
  const topM = highestDrainTopM(groundM);
  const axisM = topM - LATERAL.outerM / 2;
  const lengthM = Math.hypot(manhole[0] - foot[0], manhole[1] - foot[1]);
  const outletM = groundM - OUTLET_DEPTH_M;
  const place = [foot[0], foot[1], outletM] satisfies SpacePoint;
  const common = { ...whereabouts(fact), ...DRAIN_IN_USE };
  const gully = draft.addNode({
    ...{ letters: "YB", class: "gully", at: place },
    drawing: { shape: "shaft", diameterM: 0.6, bottomM: outletM - 0.3 },
    attributes: { ...common, grate: { value: "平箅式" } },
  });
  draft.addEdge({
    ...{ class: "pipe", from: gully.id, to: manholeId, role: "service", street: fact.street.index },
    path: [
      [foot[0], foot[1], outletM + LATERAL.innerM / 2],
      [foot[0], foot[1], axisM],
      [manhole[0], manhole[1], axisM - LATERAL_SLOPE * lengthM],
    ],
    ...{ section: sectionOf(LATERAL), diameterMm: LATERAL.diameterMm },
    attributes: {
      ...materialAttributes(LATERAL),
      slope: slopeAttribute(LATERAL_SLOPE),
      buriedMethod: { value: "直埋" },
      use: { value: "雨水" },
      ...common,
    },
  });
}
