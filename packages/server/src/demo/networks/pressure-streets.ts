import type { Building, Road, RoadClass, Street, Town } from "../model/index.ts";
import { ringAreaM2 } from "../model/plane-shapes.ts";

/** A lead building and those that are served through it. */
export interface LeadGroup {
  readonly lead: Building;
  /** The lead itself and its followers. */
  readonly members: readonly Building[];
  /** Of all members, square metres. */
  readonly floorAreaM2: number;
}

/** What the networks want to know of a street. */
export interface StreetFacts {
  readonly street: Street;
  readonly road: Road;
  readonly roadClass: RoadClass;
  /** District of most of its buildings, or of the road's. */
  readonly district: string;
  /** Year in which its quarter was built up: the first quartile of its buildings' years, or of the road's. */
  readonly year: number;
  /** Leads that are connected from this street, by chainage. */
  readonly groups: readonly LeadGroup[];
}

/** Facts of every street, by index. */
export function describeStreets(town: Town): StreetFacts[] {
  const members: Building[][] = town.buildings.map(() => []);
  for (const building of town.buildings) members[building.lead]?.push(building);
  const byStreet: Building[][] = town.streets.map(() => []);
  for (const building of town.buildings) byStreet[building.street]?.push(building);
  return town.streets.map((street) => {
    const road = town.roads[street.road] as Road;
    const own = byStreet[street.index] ?? [];
    const known = own.length > 0 ? own : road.streets.flatMap((index) => byStreet[index] ?? []);
    const groups = own
      .filter((building) => building.lead === building.index)
      .toSorted((a, b) => a.chainageM - b.chainageM || a.index - b.index)
      .map((lead) => groupOf(lead, members[lead.index] ?? [lead]));
    return {
      street,
      road,
      roadClass: road.roadClass,
      district: districtOf(known),
      year: yearOf(known),
      groups,
    };
  });
}

function groupOf(lead: Building, members: readonly Building[]): LeadGroup {
  const floorAreaM2 = members.reduce((sum, member) => sum + ringAreaM2(member.ring) * member.storeys, 0);
  return { lead, members, floorAreaM2 };
}

/** A district for streets along which nothing stands: the city's seat. */
const SEAT_DISTRICT = "371502";

function districtOf(buildings: readonly Building[]): string {
  const counts = new Map<string, number>();
  for (const { district } of buildings) counts.set(district, (counts.get(district) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? SEAT_DISTRICT;
}

/** A year for roads along which nothing stands. */
const USUAL_YEAR = 2008;

function yearOf(buildings: readonly Building[]): number {
  const years = buildings.map((building) => building.year).toSorted((a, b) => a - b);
  return years[Math.floor(years.length / 4)] ?? USUAL_YEAR;
}
