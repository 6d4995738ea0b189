import { type RoadClass, STREET_SECTIONS } from "../model/index.ts";
import type { StreetDrain } from "./gravity-layout.ts";
import { freeMiddlesM, SERVICE_SLOTS_M } from "./service-place.ts";

/** Manholes stand this far apart where they can choose, m; never farther than `farM`, nor nearer than `nearM`. */
const SPACING_M = { near: 30, usual: 50, far: 70 } as const;

/**
 * Where the kerb's gullies stand on each side, m right of the centre line: beside the kerb, moved in where a main
 * lies below it, so that their shafts go down between the mains. Lanes and local streets have grated manholes instead.
 */
export const GULLY_OFFSETS_M: Readonly<
  Partial<Record<RoadClass, { readonly left: number; readonly right: number }>>
> = {
  arterial: { left: -11.1, right: STREET_SECTIONS.arterial.kerbM - 0.3 },
  collector: { left: -7.8, right: STREET_SECTIONS.collector.kerbM },
};

/** A manhole within a street. */
export interface StormStation {
  readonly stationM: number;
  /** Gullies are joined to it from both kerbs. */
  readonly hasGullies: boolean;
}

/**
 * Chooses where manholes stand within a street. Those with gullies keep to the storm slot beside buildings'
 * connections or in free places, where nothing else lies across the street; between them plain ones so that none is too
 * far from the next.
 *
 * @param leadsM Chainages of the street's lead buildings, rising.
 * @param clearM Stations between which no crossing road's right of way is near.
 */
export function stormStations(
  { run, startM, endM }: StreetDrain,
  leadsM: readonly number[],
  clearM: readonly [fromM: number, toM: number],
): StormStation[] {
  const fromM = Math.max(clearM[0], startM + LEAST_PIECE_M);
  const toM = Math.min(clearM[1], endM - LEAST_PIECE_M);
  const slots = [...leadsM, ...freeMiddlesM(leadsM, clearM[0], clearM[1])]
    .map((middleM) => middleM + SERVICE_SLOTS_M.storm)
    .filter((slotM) => slotM > fromM && slotM < toM);
  const hasGullies = GULLY_OFFSETS_M[run.roadClass] !== undefined;
  const stations: StormStation[] = [];
  let lastM = startM;
  while (endM - lastM > SPACING_M.far) {
    const reachable = slots.filter(
      (slotM) => slotM >= lastM + SPACING_M.near && slotM <= lastM + SPACING_M.far,
    );
    const nearest = reachable.reduce<number | undefined>((best, slotM) => {
      const offM = Math.abs(slotM - lastM - SPACING_M.usual);
      return best === undefined || offM < Math.abs(best - lastM - SPACING_M.usual) ? slotM : best;
    }, undefined);
    const stationM = hasGullies && nearest !== undefined ? nearest : evenStep(lastM, endM);
    stations.push({ stationM, hasGullies: hasGullies && nearest !== undefined });
    lastM = stationM;
  }
  return stations;
}

/** No piece of a drain is shorter, m. */
const LEAST_PIECE_M = 3;

/** The first of equal steps to the end. */
function evenStep(lastM: number, endM: number): number {
  return lastM + (endM - lastM) / Math.ceil((endM - lastM) / SPACING_M.far);
}
