import { type Building, type BuildingUse, createRandom } from "../model/index.ts";
import { ringAreaM2, ringCentre } from "../model/plane-shapes.ts";
import type { BuildingDraft } from "./building-layouts.ts";
import { createLeadChooser, type Service } from "./choose-leads.ts";
import type { Districts } from "./districts.ts";
import { createNumbering, type HouseNumber } from "./house-numbers.ts";
import type { BuiltBlocks } from "./place-buildings.ts";
import type { DrawnMap } from "./read-assets.ts";
import type { RoadNetwork } from "./road-network.ts";

/** Storey height, metres: about 3 in dwellings, more elsewhere. */
const STOREY_M: Readonly<Record<BuildingUse, number>> = {
  residential: 3,
  commercial: 4.2,
  office: 3.9,
  industrial: 6,
  hospital: 3.9,
  school: 3.7,
  culture: 4.8,
  sports: 6,
  government: 3.9,
  "fire-station": 4.5,
  station: 6,
  utility: 5,
  heritage: 4,
};

/** Floor area to a person who is there on a working day, square metres. */
const M2_PER_PERSON: Readonly<Record<BuildingUse, number>> = {
  residential: 130,
  commercial: 90,
  office: 55,
  industrial: 110,
  hospital: 20,
  school: 17,
  culture: 60,
  sports: 80,
  government: 26,
  "fire-station": 40,
  station: 20,
  utility: 120,
  heritage: 90,
};

const CRITICAL: ReadonlySet<BuildingUse> = new Set([
  "hospital",
  "school",
  "fire-station",
  "government",
  "station",
  "utility",
]);

/** Gives drafts their streets, addresses and figures. Blocks that no street can serve stay empty. */
export function describeBuildings(
  seed: number,
  { blocks, drafts }: BuiltBlocks,
  network: RoadNetwork,
  drawn: DrawnMap,
  districts: Districts,
): Building[] {
  const chooser = createLeadChooser(seed, network);
  const random = createRandom(seed, "building figures");
  const numbering = createNumbering(network, drawn);
  const buildings: Building[] = [];
  const byBlock = Map.groupBy(drafts, ({ block }) => block);
  for (const { block } of blocks) {
    const own = byBlock.get(block.index) ?? [];
    const services = own.length === 0 ? undefined : chooser.choose(block, own);
    if (!services) continue;
    const first = buildings.length;
    const members = new Map<number, number>();
    for (const [i, draft] of own.entries()) {
      const service = services[i] as Service;
      const rank = service.lead === i ? 0 : (members.get(service.lead) ?? 1) + 1;
      if (rank > 0) members.set(service.lead, rank);
      buildings.push({
        ...figuresOf(draft, random.between(0.85, 1.15)),
        ...addressOf(draft, numbering(service), rank),
        index: buildings.length,
        id: `JZ-${String(buildings.length + 1).padStart(6, "0")}`,
        district: districts.codeAt(ringCentre(draft.ring)),
        street: service.street,
        chainageM: service.chainageM,
        side: service.side,
        lead: first + service.lead,
      });
    }
  }
  return buildings;
}

function figuresOf(draft: BuildingDraft, luck: number) {
  const { ring, use, storeys, year, name = "", nameEn = "" } = draft;
  const floorM2 = ringAreaM2(ring) * storeys;
  const roofM = use === "residential" && storeys < 3 ? 0.6 : 1;
  return {
    name,
    nameEn,
    use,
    ring,
    storeys,
    heightM: draft.heightM ?? Math.round((storeys * STOREY_M[use] + roofM) * 10) / 10,
    year,
    people: draft.people ?? Math.max(1, Math.round((floorM2 / M2_PER_PERSON[use]) * luck)),
    isCritical: CRITICAL.has(use) && (draft.name !== undefined || use === "hospital"),
  };
}

/** `柳园路12号`; those served through another building are houses of its yard: `柳园路12号院3号楼`. */
function addressOf(draft: BuildingDraft, { zh, en }: HouseNumber, rank: number) {
  if (draft.address && draft.addressEn) return { address: draft.address, addressEn: draft.addressEn };
  if (rank === 0) return { address: `${zh}号`, addressEn: en };
  return { address: `${zh}号院${rank}号楼`, addressEn: `Building ${rank}, ${en}` };
}
