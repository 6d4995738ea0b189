import { DEPTH_LEVELS, type SpacePoint } from "../model/index.ts";
import { DIP_RAMP_M, type MainRun, placeOnMain } from "./mains.ts";
import { below, dipShareAt } from "./mains-depth.ts";

/** Top of a pressure sewer under a bridge's carriageway and its approaches, m: as other pressure pipes. */
const TOP_M = 1;
/** Diameters of pressure sewers, mm. */
const FORCE_MM = [200, 300, 400, 500, 600] as const;
/** Design velocity of a pressure sewer, m/s. */
const VELOCITY_M_S = 1.2;

/** Diameter of a pressure sewer for a flow, mm. */
export function forceMainMm(flowM3S: number): number {
  const wantedMm = Math.sqrt((4 * flowM3S) / (Math.PI * VELOCITY_M_S)) * 1000;
  return FORCE_MM.find((mm) => mm >= wantedMm) ?? 600;
}

/**
 * Axis of a pressure sewer along a bridge, in the direction of flow: at the level of mains, and, on a north-south
 * street, below them within the right of way of a crossing road, as other pressure pipes.
 */
export function forceMainAxis(run: MainRun, fromM: number, toM: number, outerM: number): SpacePoint[] {
  const [lowM, highM] = [Math.min(fromM, toM), Math.max(fromM, toM)];
  const bends = run.stationsM.filter((stationM) => stationM > lowM && stationM < highM);
  const ramps = run.dipsM.flatMap(([a, b]) => [a - DIP_RAMP_M, a, b, b + DIP_RAMP_M]);
  const inner = [...bends, ...ramps]
    .filter((m) => m > lowM + 0.01 && m < highM - 0.01)
    .toSorted((a, b) => a - b);
  const stations = [lowM, ...inner.filter((m, i) => i === 0 || m - (inner[i - 1] as number) > 0.01), highM];
  const axis = stations.map((m) => below(placeOnMain(run, m), depthM(run, m) + outerM / 2));
  return fromM <= toM ? axis : axis.reverse();
}

/** Depth of the top at a station, m. */
function depthM(run: MainRun, stationM: number): number {
  return TOP_M + (DEPTH_LEVELS.dipTopM - TOP_M) * dipShareAt(run, stationM);
}
