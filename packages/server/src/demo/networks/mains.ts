import {
  type Junction,
  type PlanePoint,
  ROAD_CLASSES,
  type Road,
  type RoadClass,
  STREET_SECTIONS,
  type StreetSection,
  type Town,
} from "../model/index.ts";
import { alongM, type BentLine, crossBentLines, directionOf, mitre, placeAt } from "./mains-plane.ts";

/** A line of the street section: a utility's main; for heating the supply (`heating`) and the return. */
export type MainLine = keyof StreetSection["mains"];

/** Where a line's mains meet at a junction. */
export interface MainNode {
  readonly at: PlanePoint;
  /**
   * Level of {@link DEPTH_LEVELS} at which the pipes meet. `main`: the east-west road passes straight, north-south
   * mains come up a riser. `dip`: the north-south road is the greater one, or the only one that carries the line, and
   * passes below; what lies in the east-west road comes down a riser. The riser stands on the node either way.
   */
  readonly level: "main" | "dip";
  /** Class of the road that passes straight: its mains set the depth of the node. */
  readonly roadClass: RoadClass;
}

/**
 * The main of one line along one street, node to node.
 *
 * A *station* is the distance of a point from the street's `from` junction, measured along the street's centre line,
 * metres: what `Building.chainageM` is too. It grows steadily along the path, starts a little before or after 0 and
 * ends a little before or after the street's length (the offset lines of the crossing roads decide).
 */
export interface MainRun {
  readonly street: number;
  readonly roadClass: RoadClass;
  /** Junction indices, in the street's direction. */
  readonly from: number;
  readonly to: number;
  /** Metres right of the centre line. */
  readonly offsetM: number;
  /** Plan path from node to node, at least two points. */
  readonly path: readonly PlanePoint[];
  /** Station of each point of `path`, rising. */
  readonly stationsM: readonly number[];
  /** Stations between which it lies at full dip depth; empty for east-west streets. Ramps lie outside of them. */
  readonly dipsM: readonly (readonly [fromM: number, toM: number])[];
}

/** The mains of one line of the section over the whole town. */
export interface Mains {
  readonly line: MainLine;
  /** By junction index; null where no road that carries the line passes. */
  readonly nodes: readonly (MainNode | null)[];
  /** By street index; null where the street's class does not carry the line. */
  readonly runs: readonly (MainRun | null)[];
}

/**
 * Plan length of the ramp between the straight level and the dip, metres. It begins at the edge of the right of way and
 * ends within `DEPTH_LEVELS.dipMarginM` of it; what is left of the margin takes up the skew of crossings.
 */
export const DIP_RAMP_M = 1.5;

/** A street that stays up for less than this between two dips is not worth coming up for, metres. */
const LEAST_STRAIGHT_M = 4;

/**
 * Places a line's mains in plan: each runs on its road's polyline offset by the section's figure, with mitred bends;
 * at a junction its node is where the offset lines of the two roads cross (a road that ends there is carried on
 * straight). Where only one of them carries the line, the node is that road's own offset corner.
 *
 * Holds for roads that turn no more than 25° from their axis (`Road`) and streets longer than both crossing roads'
 * half widths together. Depth is put on by `mains-depth.ts`. Cost: O(streets).
 */
export function layMains(town: Town, line: MainLine): Mains {
  const crossings = town.junctions.map((junction) => crossAt(town, junction, line));
  return {
    line,
    nodes: crossings.map((crossing) => crossing.node),
    runs: town.streets.map((street) => {
      const road = town.roads[street.road] as Road;
      const offsetM = STREET_SECTIONS[road.roadClass].mains[line];
      return offsetM === undefined ? null : runAlong(town, road, street.index, offsetM, crossings);
    }),
  };
}

/** Where a station of a street lies when moved `offsetM` to the right, plane metres. */
export function placeBesideStreet(
  town: Town,
  streetIndex: number,
  stationM: number,
  offsetM: number,
): PlanePoint {
  const { from, direction } = axisOf(town, streetIndex);
  return placeAt(from, direction, stationM, offsetM);
}

/** A street's unit direction, from its `from` junction to its `to` junction. The right of it is `[y, -x]`. */
export function streetDirection(town: Town, streetIndex: number): PlanePoint {
  return axisOf(town, streetIndex).direction;
}

/** Point of a main at a station, plane metres. Stations beyond its ends give its ends. */
export function placeOnMain(run: MainRun, stationM: number): PlanePoint {
  const { stationsM, path } = run;
  const after = stationsM.findIndex((station) => station >= stationM);
  if (after === 0) return path[0] as PlanePoint;
  if (after === -1) return path[path.length - 1] as PlanePoint;
  const [a, b] = [path[after - 1] as PlanePoint, path[after] as PlanePoint];
  const [from, to] = [stationsM[after - 1] as number, stationsM[after] as number];
  if (stationM === to) return b;
  const share = (stationM - from) / (to - from);
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}

/** Station of a main's first point, metres. */
export const stationOfStart = (run: Pick<MainRun, "stationsM">): number => run.stationsM[0] as number;

/** Station of a main's last point, metres. */
export const stationOfEnd = (run: Pick<MainRun, "stationsM">): number =>
  run.stationsM[run.stationsM.length - 1] as number;

interface Crossing {
  readonly node: MainNode | null;
  /** How far past the offset corner of its road the node lies, metres along it; negative: before the corner. */
  readonly pastEastWestM: number;
  readonly pastNorthSouthM: number;
}

function crossAt(town: Town, junction: Junction, line: MainLine): Crossing {
  const eastWest = bentLine(town, junction.eastWest, junction.index, line);
  const northSouth = bentLine(town, junction.northSouth, junction.index, line);
  const none = { pastEastWestM: 0, pastNorthSouthM: 0 };
  if (eastWest && northSouth) {
    const { at, pastFirstM, pastSecondM } = crossBentLines(eastWest.line, northSouth.line);
    const isLesser = ROAD_CLASSES.indexOf(eastWest.roadClass) > ROAD_CLASSES.indexOf(northSouth.roadClass);
    const node: MainNode = isLesser
      ? { at, level: "dip", roadClass: northSouth.roadClass }
      : { at, level: "main", roadClass: eastWest.roadClass };
    return { node, pastEastWestM: pastFirstM, pastNorthSouthM: pastSecondM };
  }
  if (eastWest) {
    return { node: { at: eastWest.line.corner, level: "main", roadClass: eastWest.roadClass }, ...none };
  }
  if (northSouth) {
    const level = junction.eastWest === null ? "main" : "dip";
    return { node: { at: northSouth.line.corner, level, roadClass: northSouth.roadClass }, ...none };
  }
  return { node: null, ...none };
}

function bentLine(town: Town, roadIndex: number | null, junctionIndex: number, line: MainLine) {
  if (roadIndex === null) return undefined;
  const road = town.roads[roadIndex] as Road;
  const offsetM = STREET_SECTIONS[road.roadClass].mains[line];
  if (offsetM === undefined) return undefined;
  return { line: offsetAt(town, road, junctionIndex, offsetM), roadClass: road.roadClass };
}

/** A road's offset line round one of its junctions: the mitred corner and where it goes to on either side. */
function offsetAt(town: Town, road: Road, junctionIndex: number, offsetM: number): BentLine {
  const position = road.junctions.indexOf(junctionIndex);
  const before = road.streets[position - 1];
  const after = road.streets[position];
  const first = before ?? after;
  const second = after ?? before;
  if (position < 0 || first === undefined || second === undefined) {
    throw new RangeError(`junction ${junctionIndex} is not on road ${road.index}`);
  }
  const at = (town.junctions[junctionIndex] as Junction).at;
  const arriving = axisOf(town, first).direction;
  const leaving = axisOf(town, second).direction;
  return { corner: mitre(at, arriving, leaving, offsetM), arriving, leaving };
}

function runAlong(
  town: Town,
  road: Road,
  streetIndex: number,
  offsetM: number,
  crossings: readonly Crossing[],
): MainRun {
  const { from, direction, street } = axisOf(town, streetIndex);
  const past = (junction: number) => {
    const crossing = crossings[junction] as Crossing;
    return road.family === "east-west" ? crossing.pastEastWestM : crossing.pastNorthSouthM;
  };
  const nodeAt = (junction: number) => ((crossings[junction] as Crossing).node as MainNode).at;
  const cornerAt = (junction: number) => offsetAt(town, road, junction, offsetM).corner;
  const path: PlanePoint[] = [nodeAt(street.from)];
  // The node lies on the neighbouring street's line: the corner comes after it.
  if (past(street.from) < -CORNER_TOLERANCE_M) path.push(cornerAt(street.from));
  if (past(street.to) > CORNER_TOLERANCE_M) path.push(cornerAt(street.to));
  path.push(nodeAt(street.to));
  const stationsM = path.map((point) => alongM(from, direction, point));
  const run = { street: streetIndex, roadClass: road.roadClass, from: street.from, to: street.to };
  const shape = { ...run, offsetM, path, stationsM };
  return { ...shape, dipsM: road.family === "east-west" ? [] : dipsAlong(town, shape) };
}

/** Below this a bend at the node is the node itself, metres. */
const CORNER_TOLERANCE_M = 1e-6;

/** Stations between which a north-south main lies at full dip depth: the crossing roads' rights of way. */
function dipsAlong(town: Town, run: Omit<MainRun, "dipsM">): MainRun["dipsM"] {
  const [startM, endM] = [stationOfStart(run), stationOfEnd(run)];
  const leavesAtM = crossingEdgeM(town, run, run.from, "north");
  const entersAtM = crossingEdgeM(town, run, run.to, "south");
  const upAgainM = leavesAtM === undefined ? startM : leavesAtM - DIP_RAMP_M;
  const downAtM = entersAtM === undefined ? endM : entersAtM + DIP_RAMP_M;
  const staysDown = downAtM - upAgainM < 2 * DIP_RAMP_M + LEAST_STRAIGHT_M;
  if (staysDown && leavesAtM !== undefined && entersAtM !== undefined) return [[startM, endM]];
  const dips: [number, number][] = [];
  if (leavesAtM !== undefined) dips.push([startM, Math.min(upAgainM, endM)]);
  if (entersAtM !== undefined) dips.push([Math.max(downAtM, startM), endM]);
  return dips;
}

/** Station at which a north-south main is up again beside an east-west road: a ramp off its right of way. */
function crossingEdgeM(
  town: Town,
  run: Omit<MainRun, "dipsM">,
  junctionIndex: number,
  edge: "north" | "south",
): number | undefined {
  const junction = town.junctions[junctionIndex] as Junction;
  if (junction.eastWest === null) return undefined;
  const road = town.roads[junction.eastWest] as Road;
  const reachM = STREET_SECTIONS[road.roadClass].halfWidthM + DIP_RAMP_M;
  const border = offsetAt(town, road, junctionIndex, edge === "north" ? -reachM : reachM);
  const { from, direction } = axisOf(town, run.street);
  const corner = placeAt(from, direction, 0, run.offsetM);
  const own: BentLine = { corner, arriving: direction, leaving: direction };
  return alongM(from, direction, crossBentLines(border, own).at);
}

function axisOf(town: Town, streetIndex: number) {
  const street = town.streets[streetIndex];
  if (!street) throw new RangeError(`no street ${streetIndex}`);
  const from = (town.junctions[street.from] as Junction).at;
  const to = (town.junctions[street.to] as Junction).at;
  return { street, from, direction: directionOf(from, to) };
}
