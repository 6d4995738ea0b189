import { type NetworkNode, rounded, type SpacePoint, type Town } from "../model/index.ts";
import {
  HEATING_OWNER,
  HEATING_SINCE,
  type HeatingLine,
  heatingPipeAttributes,
  lineAttributes,
  PRIMARY_RATING_MPA,
} from "./heating-attributes.ts";
import { heatDemandKW, primaryFlowTH } from "./heating-demand.ts";
import { fittingCuts, type HeatingLayout } from "./heating-fittings.ts";
import { type HeatingSize, heatingService } from "./heating-sizes.ts";
import type { MainRun } from "./mains.ts";
import { below, type LevelMains } from "./mains-depth.ts";
import type { NetworkDraft } from "./network-draft.ts";
import { type Cut, layRun, type OrderAt } from "./pressure-run.ts";
import type { LeadGroup, StreetFacts } from "./pressure-streets.ts";
import { placeService, type ServicePlace, serviceAxis, serviceDepthM } from "./service-place.ts";

/** A group on district heating and the station at its wall, to which supply and return both lead. */
export interface HeatConsumer {
  readonly group: LeadGroup;
  readonly station: NetworkNode;
  readonly size: HeatingSize;
}

/** What laying one line of one street takes. */
export interface HeatingStreet {
  readonly town: Town;
  readonly draft: NetworkDraft;
  readonly mains: LevelMains;
  readonly line: HeatingLine;
  readonly run: MainRun;
  readonly facts: StreetFacts;
  readonly size: HeatingSize;
  readonly junctions: ReadonlyMap<number, NetworkNode>;
  readonly consumers: readonly HeatConsumer[];
  readonly layout: HeatingLayout;
}

/** Puts a consumer's heat exchange station at its wall, between the ends of its two services. */
export function addConsumer(
  town: Town,
  draft: NetworkDraft,
  facts: StreetFacts,
  group: LeadGroup,
): HeatConsumer {
  const { lead, members } = group;
  const heatKW = heatDemandKW(group);
  const size = heatingService(primaryFlowTH(heatKW));
  const [a, b] = (["heating", "heatingReturn"] as const).map(
    (line) => placeHeatingService(town, lead, line).wall,
  ) as [ServicePlace["wall"], ServicePlace["wall"]];
  const station = draft.addNode({
    ...{ letters: "HR", class: "heat-exchange-station", building: lead.index },
    at: below([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], serviceDepthM(size.outerM)),
    drawing: { shape: "box", sizeM: [1.6, 2.4, 2.2] },
    attributes: {
      heatDemand: { value: rounded(heatKW, 0), unit: "kW" },
      designFlow: { value: rounded(primaryFlowTH(heatKW), 1), unit: "t/h" },
      secondarySupplyTemperature: { value: 75, unit: "℃" },
      secondaryReturnTemperature: { value: 50, unit: "℃" },
      secondaryPressureRating: { value: 0.6, unit: "MPa" },
      pressureRating: { value: PRIMARY_RATING_MPA, unit: "MPa" },
      servedBuildings: { value: members.length },
      heatedArea: { value: rounded(group.floorAreaM2, 0), unit: "m²" },
      year: { value: Math.max(lead.year, HEATING_SINCE) },
      use: { value: lead.use },
      address: { value: lead.address },
      addressEn: { value: lead.addressEn },
      owner: { value: HEATING_OWNER },
      roadName: { value: facts.road.name },
    },
  });
  return { group, station, size };
}

/** Supply and return end side by side, at the station between them. */
function placeHeatingService(town: Town, lead: LeadGroup["lead"], line: HeatingLine): ServicePlace {
  return placeService(town, lead, line, ["heating", "heatingReturn"]) as ServicePlace;
}

/** Lays one line of one street: its main with valve pits, vents, drains and tees, then the services. */
export function layHeatingStreet(street: HeatingStreet): void {
  const { town, draft, mains, run, facts, size, line, layout } = street;
  const joint =
    (letters: string): OrderAt =>
    () => ({ letters, class: "junction", drawing: { shape: "joint" }, attributes: lineAttributes(line) });
  const services = street.consumers.map((consumer) => {
    const place = placeHeatingService(town, consumer.group.lead, line);
    const cut: Cut = { stationM: place.stationM, orderAt: joint("ST") };
    return { consumer, place, cut };
  });
  const year = Math.max(facts.year, HEATING_SINCE);
  const placed = layRun({
    ...{ draft, mains, run, nodes: street.junctions, jointsM: layout.jointsM, jointAt: () => joint("JD") },
    cuts: [...services.map(({ cut }) => cut), ...fittingCuts(layout, street)],
    pipe: {
      ...{ diameterMm: size.diameterMm, outerDiameterM: size.outerM },
      role: facts.roadClass === "arterial" ? "trunk" : "distribution",
      attributes: heatingPipeAttributes(facts, line, size, year),
    },
  });
  for (const { consumer, place, cut } of services) {
    layHeatingService(street, consumer, place, placed.get(cut) as NetworkNode);
  }
}

function layHeatingService(
  street: HeatingStreet,
  { group, station, size }: HeatConsumer,
  place: ServicePlace,
  tee: NetworkNode,
): void {
  const { draft, facts, line } = street;
  const axis = serviceAxis({ ...place, tee: [tee.at[0], tee.at[1]] }, tee.at[2], size.outerM);
  const path: SpacePoint[] = [...axis, station.at];
  draft.addPipe({
    ...{ from: tee, to: station, role: "service", path, street: facts.street.index },
    ...{ diameterMm: size.diameterMm, outerDiameterM: size.outerM },
    attributes: heatingPipeAttributes(facts, line, size, Math.max(group.lead.year, HEATING_SINCE)),
  });
}
