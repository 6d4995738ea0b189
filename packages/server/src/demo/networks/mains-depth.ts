import {
  DEPTH_LEVELS,
  groundAtM,
  MAIN_TOP_M,
  type PlanePoint,
  type RoadClass,
  type SpacePoint,
  STREET_SECTIONS,
} from "../model/index.ts";
import {
  DIP_RAMP_M,
  type MainLine,
  type MainNode,
  type MainRun,
  type Mains,
  placeOnMain,
  stationOfEnd,
  stationOfStart,
} from "./mains.ts";

/** Lines whose depth follows the levels; drains have slopes of their own. */
export type LevelLine = Exclude<MainLine, "storm" | "sewage">;

/** Mains of a line whose depth follows the levels. */
export type LevelMains = Mains & { readonly line: LevelLine };

/**
 * Depth of a main's axis below ground, metres. One figure for a class, whatever the diameter: the largest section of
 * the class would have its top at {@link MAIN_TOP_M} or, dipping, at `DEPTH_LEVELS.dipTopM`; a smaller one lies on the
 * same axis, deeper under cover, so that pipes of one road join without steps.
 */
export function axisDepthM(line: LevelLine, roadClass: RoadClass, level: MainNode["level"]): number {
  const utility = line === "heatingReturn" ? "heating" : line;
  const topM = level === "main" ? MAIN_TOP_M[utility] : DEPTH_LEVELS.dipTopM;
  return topM + STREET_SECTIONS[roadClass].largest[utility] / 2;
}

/** A junction's node in space: on the axis of the main that passes straight. */
export function nodeInSpace(line: LevelLine, node: MainNode): SpacePoint {
  return below(node.at, axisDepthM(line, node.roadClass, node.level));
}

/** A place at a depth below the ground there. */
export function below(place: PlanePoint, depthM: number): SpacePoint {
  return [place[0], place[1], groundAtM(place) - depthM];
}

/** How far a main has dipped at a station: 0 on the straight level, 1 at full depth, between them on a ramp. */
export function dipShareAt(run: MainRun, stationM: number): number {
  let share = 0;
  for (const [fromM, toM] of run.dipsM) {
    const outsideM = Math.max(fromM - stationM, stationM - toM, 0);
    share = Math.max(share, 1 - outsideM / DIP_RAMP_M);
  }
  return share;
}

/** Depth of a main's axis at a station, metres below ground. */
function depthOnMainM(line: LevelLine, run: MainRun, stationM: number): number {
  const straightM = axisDepthM(line, run.roadClass, "main");
  const dipM = axisDepthM(line, run.roadClass, "dip");
  return straightM + (dipM - straightM) * dipShareAt(run, stationM);
}

/** A main's axis at a station, in space. */
export function spaceOnMain(line: LevelLine, run: MainRun, stationM: number): SpacePoint {
  return below(placeOnMain(run, stationM), depthOnMainM(line, run, stationM));
}

/**
 * A main's axis in space between two stations (its ends by default), with every bend, the ramps of its dips and, where
 * it begins or ends at a junction whose node lies at another depth, the riser up or down to that node. The ground is
 * followed at these points only: over 75 m it bends less than a millimetre from the straight.
 */
export function axisOfMain(
  mains: LevelMains,
  run: MainRun,
  fromM = stationOfStart(run),
  toM = stationOfEnd(run),
): SpacePoint[] {
  const { line } = mains;
  const marks = [...run.stationsM, ...run.dipsM.flatMap(([a, b]) => [a - DIP_RAMP_M, a, b, b + DIP_RAMP_M])];
  const between = marks.filter((mark) => mark > fromM + MARK_TOLERANCE_M && mark < toM - MARK_TOLERANCE_M);
  between.sort((a, b) => a - b);
  const stations = [
    fromM,
    ...between.filter((mark, i) => i === 0 || mark - (between[i - 1] as number) > MARK_TOLERANCE_M),
    toM,
  ];
  const axis = stations.map((station) => spaceOnMain(line, run, station));
  if (fromM === stationOfStart(run))
    withRiser(axis, "start", nodeInSpace(line, mains.nodes[run.from] as MainNode));
  if (toM === stationOfEnd(run)) withRiser(axis, "end", nodeInSpace(line, mains.nodes[run.to] as MainNode));
  return axis;
}

/** Marks nearer to each other than this are one, metres. */
const MARK_TOLERANCE_M = 1e-6;

function withRiser(axis: SpacePoint[], end: "start" | "end", node: SpacePoint): void {
  const own = axis[end === "start" ? 0 : axis.length - 1] as SpacePoint;
  if (Math.abs(own[2] - node[2]) < MARK_TOLERANCE_M) return;
  if (end === "start") axis.unshift(node);
  else axis.push(node);
}
