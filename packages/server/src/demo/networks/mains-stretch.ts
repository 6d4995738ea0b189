import { type Junction, type Road, STREET_SECTIONS, type Town } from "../model/index.ts";
import { DIP_RAMP_M, type MainRun, stationOfEnd, stationOfStart } from "./mains.ts";

/** A stretch of a street, by stations, metres. Empty where `toM` is not greater than `fromM`. */
export interface Stretch {
  readonly fromM: number;
  readonly toM: number;
}

/**
 * The stretch of a street's main that lies clear of the crossing roads: outside their rights of way, at the straight
 * level. Valves, hydrants and tees stand there.
 */
export function clearStretch(town: Town, run: MainRun): Stretch {
  const startM = stationOfStart(run);
  const endM = stationOfEnd(run);
  let fromM = startM + END_GAP_M;
  let toM = endM - END_GAP_M;
  const { lengthM } = town.streets[run.street] as Town["streets"][number];
  fromM = Math.max(fromM, halfWidthAtM(town, run, run.from) + END_GAP_M);
  toM = Math.min(toM, lengthM - halfWidthAtM(town, run, run.to) - END_GAP_M);
  for (const [dipFromM, dipToM] of run.dipsM) {
    if (dipFromM <= startM) fromM = Math.max(fromM, dipToM + DIP_RAMP_M + END_GAP_M);
    if (dipToM >= endM) toM = Math.min(toM, dipFromM - DIP_RAMP_M - END_GAP_M);
  }
  return { fromM, toM };
}

/** Distance kept from a stretch's natural ends, metres: no piece is shorter. */
const END_GAP_M = 0.5;

/** Half the width of the road that crosses at a junction, metres; 0 where none does. */
function halfWidthAtM(town: Town, run: MainRun, junctionIndex: number): number {
  const own = (town.streets[run.street] as Town["streets"][number]).road;
  const { eastWest, northSouth } = town.junctions[junctionIndex] as Junction;
  const other = eastWest === own ? northSouth : eastWest;
  return other === null ? 0 : STREET_SECTIONS[(town.roads[other] as Road).roadClass].halfWidthM;
}
