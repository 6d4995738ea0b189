import { type NetworkNode, rounded, type SpacePoint, spaceLengthM, type Town } from "../model/index.ts";
import { type MainRun, placeBesideStreet } from "./mains.ts";
import { below, type LevelMains } from "./mains-depth.ts";
import { clearStretch, type Stretch } from "./mains-stretch.ts";
import type { Attributes, NetworkDraft } from "./network-draft.ts";
import { pipeAttributes } from "./pressure-attributes.ts";
import { besideTees, type Cut, layRun, type MainPipe } from "./pressure-run.ts";
import type { LeadGroup, StreetFacts } from "./pressure-streets.ts";
import { placeService, type ServicePlace, serviceAxis, serviceDepthM } from "./service-place.ts";
import { jointUnder, pressureAttributes, WATER_OWNER } from "./water-attributes.ts";
import { groupDemandLS, serviceFlowLS } from "./water-demand.ts";
import { type HydrantPlace, placeHydrants } from "./water-hydrants.ts";
import { headLossM } from "./water-hydraulics.ts";
import type { WaterPlan } from "./water-model.ts";
import {
  HYDRANT_LATERAL_MM,
  mainMaterial,
  mainOuterM,
  SERVICE_MATERIAL,
  serviceSize,
  type WaterMaterial,
} from "./water-sizes.ts";

/** What laying one street's water takes. */
export interface WaterStreet {
  readonly town: Town;
  readonly draft: NetworkDraft;
  readonly mains: LevelMains;
  readonly run: MainRun;
  readonly facts: StreetFacts;
  readonly junctions: ReadonlyMap<number, NetworkNode>;
  readonly plan: WaterPlan;
}

/** Lays one street: its main with valves and tees, then the services and hydrants that hang on them. */
export function layWaterStreet(street: WaterStreet): void {
  const { town, run, facts, plan } = street;
  const headAt = (stationM: number) => plan.headOnStreetM(run.street, stationM);
  const services = facts.groups.map((group) => {
    const place = placeService(town, group.lead, "water") as ServicePlace;
    return { group, place, cut: teeAt(place.stationM, headAt) };
  });
  const stretch = clearStretch(town, run);
  const hydrants = facts.street.isBridge ? [] : placeHydrants(facts, stretch.fromM + 2, stretch.toM - 2);
  const laterals = hydrants.map((place) => ({ place, cut: teeAt(place.stationM, headAt) }));
  const cuts = [...services, ...laterals].map(({ cut }) => cut);
  const valves = valvesOf(
    street,
    stretch,
    cuts.map(({ stationM }) => stationM),
  );
  const placed = layRun({
    draft: street.draft,
    mains: street.mains,
    run,
    nodes: street.junctions,
    cuts: [...cuts, ...valves],
    jointAt: (stationM) => jointUnder(headAt(stationM)),
    pipe: mainPipe(street),
  });
  for (const { group, place, cut } of services) {
    layService(street, group, place, placed.get(cut) as NetworkNode);
  }
  for (const { place, cut } of laterals) layHydrant(street, place, placed.get(cut) as NetworkNode);
}

function teeAt(stationM: number, headAt: (stationM: number) => number): Cut {
  return { stationM, orderAt: (at) => ({ ...jointUnder(headAt(stationM))(at), letters: "ST" }) };
}

function mainPipe({ run, facts, plan }: WaterStreet): MainPipe {
  const diameterMm = plan.diameterMm[run.street] as number;
  const material = mainMaterial(diameterMm, facts.year);
  return {
    diameterMm,
    outerDiameterM: mainOuterM(diameterMm),
    role: facts.roadClass === "arterial" ? "trunk" : "distribution",
    attributes: attributesOf(facts, material, facts.year),
  };
}

function attributesOf(street: StreetFacts, material: WaterMaterial, year: number): Attributes {
  const { pressureRatingMPa } = material;
  return pipeAttributes({ street, owner: WATER_OWNER, material, year, pressureRatingMPa });
}

/** Gate valves just inside a street's ends, so that it can be shut off; short streets have one. */
function valvesOf(
  { run, facts, plan }: WaterStreet,
  { fromM, toM }: Stretch,
  teesM: readonly number[],
): Cut[] {
  if (toM - fromM < ONE_VALVE_FROM_M) return [];
  const diameterMm = plan.diameterMm[run.street] as number;
  const at = (stationM: number): Cut => ({
    stationM,
    orderAt: (place) => ({
      letters: "FM",
      class: "valve",
      drawing: { shape: "valve" },
      attributes: {
        valveType: { value: diameterMm >= 300 ? "蝶阀" : "闸阀" },
        nominalDiameter: { value: diameterMm, unit: "mm" },
        valveState: { value: "开" },
        year: { value: facts.year },
        roadName: { value: facts.road.name },
        ...pressureAttributes(plan.headOnStreetM(run.street, stationM), place),
      },
    }),
  });
  const first = at(besideTees(fromM, teesM, 1));
  return toM - fromM < TWO_VALVES_FROM_M ? [first] : [first, at(besideTees(toM, teesM, -1))];
}

/** Streets with a clear stretch shorter than this have no valve of their own, metres. */
const ONE_VALVE_FROM_M = 10;

/** Streets with a clear stretch longer than this have a valve at either end, metres. */
const TWO_VALVES_FROM_M = 400;

function layService(street: WaterStreet, group: LeadGroup, place: ServicePlace, tee: NetworkNode): void {
  const { draft, facts, plan } = street;
  const demandLS = groupDemandLS(group);
  const size = serviceSize(serviceFlowLS(demandLS));
  const path = serviceAxis({ ...place, tee: [tee.at[0], tee.at[1]] }, tee.at[2], size.outerM);
  const pipe = {
    lengthM: spaceLengthM(path),
    diameterMm: size.innerMm,
    roughness: SERVICE_MATERIAL.roughness,
  };
  const headM = plan.headOnStreetM(facts.street.index, place.stationM) - headLossM(pipe, demandLS);
  const at = path[path.length - 1] as SpacePoint;
  const { lead } = group;
  const year = Math.max(lead.year, SERVICE_SINCE);
  const point = draft.addNode({
    letters: "YH",
    class: "service-point",
    at,
    building: lead.index,
    drawing: { shape: "shaft", diameterM: 0.7, bottomM: at[2] - 0.2 },
    attributes: {
      designDemand: { value: rounded(demandLS, 4), unit: "L/s" },
      ...pressureAttributes(headM, at),
      nominalDiameter: { value: size.diameterMm, unit: "mm" },
      servedBuildings: { value: group.members.length },
      use: { value: lead.use },
      address: { value: lead.address },
      addressEn: { value: lead.addressEn },
    },
  });
  draft.addPipe({
    ...{ from: tee, to: point, role: "service", path, street: facts.street.index },
    ...{ outerDiameterM: size.outerM, diameterMm: size.diameterMm },
    attributes: attributesOf(facts, SERVICE_MATERIAL, year),
  });
}

/** Services laid before have been replaced with polyethylene since. */
const SERVICE_SINCE = 2001;

function layHydrant(street: WaterStreet, { stationM, offsetM }: HydrantPlace, tee: NetworkNode): void {
  const { town, draft, facts, plan } = street;
  const outerM = mainOuterM(HYDRANT_LATERAL_MM);
  const depthM = serviceDepthM(outerM);
  const place = placeBesideStreet(town, facts.street.index, stationM, offsetM);
  const at = below(place, depthM);
  const headM = plan.headOnStreetM(facts.street.index, stationM);
  const hydrant = draft.addNode({
    letters: "XF",
    class: "hydrant",
    at,
    drawing: { shape: "post", heightM: 0.75, diameterM: 0.22 },
    attributes: {
      model: { value: "SS100/65-1.6" },
      nominalDiameter: { value: HYDRANT_LATERAL_MM, unit: "mm" },
      ...pressureAttributes(headM, at),
      year: { value: facts.year },
      roadName: { value: facts.road.name },
      district: { value: facts.district },
    },
  });
  draft.addPipe({
    ...{ from: tee, to: hydrant, role: "service", street: facts.street.index },
    path: [tee.at, below([tee.at[0], tee.at[1]], depthM), at],
    ...{ outerDiameterM: outerM, diameterMm: HYDRANT_LATERAL_MM },
    attributes: attributesOf(facts, mainMaterial(HYDRANT_LATERAL_MM, facts.year), facts.year),
  });
}
