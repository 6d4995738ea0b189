import type { Building, PlanePoint, Town } from "../model/index.ts";

/** Lead buildings of each street, by chainage. */
export function leadsByStreet(town: Town): Map<number, Building[]> {
  const leads = new Map<number, Building[]>();
  for (const building of town.buildings) {
    if (building.lead !== building.index) continue;
    const onStreet = leads.get(building.street);
    if (onStreet) onStreet.push(building);
    else leads.set(building.street, [building]);
  }
  for (const onStreet of leads.values()) onStreet.sort((a, b) => a.chainageM - b.chainageM);
  return leads;
}

/** Buildings that hold the sources: those named for it, else leads spread over the town. */
export function chooseSources(
  town: Town,
  source: { readonly count: number; readonly isNamed: RegExp },
): ReadonlySet<number> {
  const leads = town.buildings.filter((building) => building.lead === building.index);
  const named = leads.filter((building) => source.isNamed.test(building.name)).slice(0, source.count);
  const chosen = new Set(named.map(({ index }) => index));
  const centres = leads.map(({ ring }) => ring[0] as PlanePoint);
  const [west, east] = extentOf(centres.map(([x]) => x));
  const [south, north] = extentOf(centres.map(([, y]) => y));
  for (const [shareEast, shareNorth] of SPREAD) {
    if (chosen.size >= source.count) break;
    const [x, y] = [west + (east - west) * shareEast, south + (north - south) * shareNorth];
    const away = (building: Building) => {
      const [bx, by] = building.ring[0] as PlanePoint;
      return Math.hypot(bx - x, by - y);
    };
    const free = leads.filter(({ index }) => !chosen.has(index));
    if (free.length === 0) break;
    chosen.add(free.reduce((best, building) => (away(building) < away(best) ? building : best)).index);
  }
  return chosen;
}

/** Where sources would be spread over the town's box: shares east and north. */
const SPREAD: readonly (readonly [number, number])[] = [
  [0.25, 0.3],
  [0.75, 0.7],
  [0.7, 0.2],
  [0.3, 0.75],
];

function extentOf(numbers: readonly number[]): readonly [number, number] {
  return [
    numbers.reduce((a, b) => Math.min(a, b), Infinity),
    numbers.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
}
