import { createRandom, type Junction, type PlanePoint, type Road, type Street } from "../model/index.ts";
import type { Bounds } from "../model/plane-shapes.ts";
import { type Arrangement, arrangeRoads, dropStreet, streetsAt } from "./arrange-roads.ts";
import type { Crossing } from "./find-crossings.ts";
import { alongOf, pointAt, type RoadLine } from "./road-line.ts";
import { createNameSource, type NameSource, type StreetName } from "./road-names.ts";
import type { Waters } from "./waters.ts";

/** A bend or a bridge's end keeps this distance from other junctions, metres. */
const LEAST_STREET_M = 62;
/** A bridge's deck reaches this far beyond the shore, metres. */
const BANK_M = 14;
/** A road that leaves the town ends at least this far from a shore, metres. */
const END_TO_SHORE_M = 110;
/** How far a street's line may lie beside the road's course before it gets a bend, metres. */
const BEND_TOLERANCE_M = 2.5;
/** Share of the local streets that are left out, so that blocks differ and T-junctions appear. */
const LEFT_OUT = { local: 0.1, lane: 0.16 } as const;

/** Roads, junctions and streets. */
export interface RoadNetwork {
  readonly roads: readonly Road[];
  readonly junctions: readonly Junction[];
  readonly streets: readonly Street[];
}

/** Joins possible roads into the town's street network. */
export function buildRoadNetwork(
  seed: number,
  lines: readonly RoadLine[],
  extent: Bounds,
  waters: Waters,
): RoadNetwork {
  const arrangement = arrangeRoads(lines, extent, (point) => !waters.isWetOrNear(point, END_TO_SHORE_M));
  leaveStreetsOut(seed, arrangement);
  return writeNetwork(arrangement, waters, createNameSource(seed));
}

/** Leaves out streets whose ends stay crossed by a passing road: two blocks become one, crossings become Ts. */
function leaveStreetsOut(seed: number, arrangement: Arrangement): void {
  const random = createRandom(seed, "streets left out");
  for (const [line, { roadClass, isDrawn, isWhole }] of arrangement.lines.entries()) {
    if (isDrawn || (roadClass !== "local" && roadClass !== "lane")) continue;
    const pieces = arrangement.isStreet[line] ?? [];
    for (const [piece, stays] of pieces.entries()) {
      if (!random.chance(LEFT_OUT[roadClass]) || !stays) continue;
      const ends = [piece, piece + 1].map((at) => arrangement.stops[line]?.[at] as number);
      const passes = ends.every((stop) => passesThrough(arrangement, line, stop));
      const isLone = !pieces[piece - 1] && !pieces[piece + 1];
      if (passes && !isLone && !isWhole) dropStreet(arrangement, line, piece);
    }
  }
}

function passesThrough(arrangement: Arrangement, line: number, stop: number): boolean {
  const { eastWest, northSouth } = arrangement.crossings[stop] as Crossing;
  const other = eastWest === line ? northSouth : eastWest;
  return other !== null && streetsAt(arrangement, other, stop).length === 2;
}

interface Draft {
  readonly roads: Road[];
  readonly junctions: { index: number; at: PlanePoint; eastWest: number | null; northSouth: number | null }[];
  readonly streets: Street[];
}

function writeNetwork(arrangement: Arrangement, waters: Waters, names: NameSource): RoadNetwork {
  const draft: Draft = { roads: [], junctions: [], streets: [] };
  const junctionOf = new Map<number, number>();
  const junctionAt = (stop: number) => {
    const known = junctionOf.get(stop);
    if (known !== undefined) return known;
    const index = addJunction(draft, (arrangement.crossings[stop] as Crossing).at);
    junctionOf.set(stop, index);
    return index;
  };
  for (const [line, road] of arrangement.lines.entries()) {
    const runs = runsOf(arrangement, line);
    if (runs.length === 0) continue;
    const words = road.words ?? (road.roadClass === "lane" ? names.lane() : names.local(road.family));
    for (const run of runs) writeRoad(draft, { ...road, words }, run, arrangement, junctionAt, waters);
  }
  return draft;
}

/** Unbroken runs of streets along a line, as stops. */
function runsOf(arrangement: Arrangement, line: number): number[][] {
  const stops = arrangement.stops[line] ?? [];
  const runs: number[][] = [];
  let run: number[] = [];
  for (const [piece, stays] of (arrangement.isStreet[line] ?? []).entries()) {
    if (!stays) {
      run = [];
      continue;
    }
    if (run.length === 0) {
      run = [stops[piece] as number];
      runs.push(run);
    }
    run.push(stops[piece + 1] as number);
  }
  return runs;
}

function writeRoad(
  draft: Draft,
  line: RoadLine & { readonly words: StreetName },
  run: readonly number[],
  arrangement: Arrangement,
  junctionAt: (stop: number) => number,
  waters: Waters,
): void {
  const index = draft.roads.length;
  const junctions: number[] = [];
  const streets: number[] = [];
  const setRoad = (junction: number) => {
    const at = draft.junctions[junction];
    if (at && line.family === "east-west") at.eastWest = index;
    else if (at) at.northSouth = index;
    junctions.push(junction);
  };
  setRoad(junctionAt(run[0] as number));
  for (const [i, stop] of run.entries()) {
    const before = run[i - 1];
    if (before === undefined) continue;
    const [fromM, toM] = [before, stop].map((end) =>
      alongOf(line.family, (arrangement.crossings[end] as Crossing).at),
    ) as [number, number];
    for (const { untilM, isBridge } of splitPiece(line, fromM, toM, waters)) {
      const from = junctions.at(-1) as number;
      setRoad(untilM === toM ? junctionAt(stop) : addJunction(draft, pointAt(line, untilM)));
      streets.push(addStreet(draft, index, from, junctions.at(-1) as number, isBridge));
    }
  }
  const { words, family, roadClass } = line;
  draft.roads.push({ index, ...words, family, roadClass, junctions, streets });
}

function addJunction(draft: Draft, at: PlanePoint): number {
  const index = draft.junctions.length;
  draft.junctions.push({ index, at, eastWest: null, northSouth: null });
  return index;
}

function addStreet(draft: Draft, road: number, from: number, to: number, isBridge: boolean): number {
  const index = draft.streets.length;
  const [a, b] = [draft.junctions[from], draft.junctions[to]].map((junction) => junction?.at ?? [0, 0]);
  const lengthM = Math.hypot((b?.[0] ?? 0) - (a?.[0] ?? 0), (b?.[1] ?? 0) - (a?.[1] ?? 0));
  draft.streets.push({ index, road, from, to, lengthM, isBridge });
  return index;
}

interface Piece {
  readonly untilM: number;
  readonly isBridge: boolean;
}

/** Cuts the way between two crossings at the ends of bridges and, where it bends, into straight streets. */
function splitPiece(line: RoadLine, fromM: number, toM: number, waters: Waters): Piece[] {
  const pieces: Piece[] = [];
  let atM = fromM;
  for (const [wetFromM, wetToM] of bridgesOf(line, fromM, toM, waters)) {
    if (wetFromM > atM) pieces.push(...bendsOf(line, atM, wetFromM));
    pieces.push({ untilM: wetToM, isBridge: true });
    atM = wetToM;
  }
  if (atM < toM) pieces.push(...bendsOf(line, atM, toM));
  return pieces;
}

function bridgesOf(line: RoadLine, fromM: number, toM: number, waters: Waters): [number, number][] {
  const wet: [number, number][] = [];
  for (let alongM = fromM; alongM <= toM; alongM += 2) {
    if (!waters.findAt(pointAt(line, alongM))) continue;
    const last = wet.at(-1);
    if (last && alongM - last[1] < 2 * LEAST_STREET_M + 2 * BANK_M) last[1] = alongM;
    else wet.push([alongM, alongM]);
  }
  return wet.map(([start, end]) => {
    const middleM = (start + end) / 2;
    const reachM = Math.max((end - start) / 2 + BANK_M, LEAST_STREET_M / 2);
    const [low, high] = [middleM - reachM, middleM + reachM];
    return [low - fromM < LEAST_STREET_M ? fromM : low, toM - high < LEAST_STREET_M ? toM : high];
  });
}

function bendsOf(line: RoadLine, fromM: number, toM: number): Piece[] {
  const most = Math.floor((toM - fromM) / LEAST_STREET_M);
  for (let parts = 1; parts <= most; parts++) {
    const ends = Array.from({ length: parts + 1 }, (_, i) => fromM + ((toM - fromM) * i) / parts);
    ends[parts] = toM;
    if (parts === most || ends.slice(1).every((endM, i) => isStraight(line, ends[i] ?? 0, endM))) {
      return ends.slice(1).map((untilM) => ({ untilM, isBridge: false }));
    }
  }
  return [{ untilM: toM, isBridge: false }];
}

/** Answers whether a course keeps near the straight line between two of its places. */
function isStraight(line: RoadLine, fromM: number, toM: number): boolean {
  const side = line.family === "east-west" ? 1 : 0;
  const [a, b] = [pointAt(line, fromM)[side], pointAt(line, toM)[side]];
  return [0.25, 0.5, 0.75].every((t) => {
    const onCourse = pointAt(line, fromM + (toM - fromM) * t)[side];
    return Math.abs(onCourse - (a + (b - a) * t)) < BEND_TOLERANCE_M;
  });
}
