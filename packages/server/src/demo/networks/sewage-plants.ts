import type { Building, PlanePoint, Town } from "../model/index.ts";
import { streetDirection } from "./mains.ts";
import { placeService } from "./service-place.ts";

/** A treatment plant and where its street's sewers lead into it. */
export interface PlantSite {
  readonly building: Building;
  readonly street: number;
  /** Station of the manhole in the street from which the inlet branches. */
  readonly stationM: number;
  /** At the plant's front. */
  readonly front: PlanePoint;
}

/** The inlet is wider than a connection: it lies this much past the sewage slot, clear of the plant's cables, m. */
const INLET_SHIFT_M = 0.6;
/** At most as many plants. */
const MOST_PLANTS = 2;

/**
 * Finds the town's treatment plants: lead buildings that are named so; where there is none, the lead farthest to the
 * north-east, where the plain falls to.
 *
 * @throws {RangeError} for a town without lead buildings.
 */
export function findPlants(town: Town): PlantSite[] {
  const leads = town.buildings.filter((building) => building.lead === building.index);
  const named = leads.filter(({ name, use }) => use === "utility" && /污水/.test(name)).slice(0, MOST_PLANTS);
  const chosen = named.length > 0 ? named : [farthestNorthEast(leads)];
  return chosen.flatMap((building) => {
    const place = placeService(town, building, "sewage");
    if (!place) return [];
    const stationM = place.stationM + INLET_SHIFT_M;
    const [x, y] = streetDirection(town, place.street);
    const front: PlanePoint = [place.wall[0] + x * INLET_SHIFT_M, place.wall[1] + y * INLET_SHIFT_M];
    return [{ building, street: place.street, stationM, front }];
  });
}

function farthestNorthEast(leads: readonly Building[]): Building {
  const outM = ({ ring }: Building) => {
    const [x, y] = ring[0] as PlanePoint;
    return x + y;
  };
  const [first, ...rest] = leads;
  if (!first) throw new RangeError("a town without buildings has no sewage");
  return rest.reduce((best, building) => (outM(building) > outM(best) ? building : best), first);
}
