import type { PlanePoint } from "../model/index.ts";
import { STREET_SECTIONS } from "../model/index.ts";
import { createPlaneGrid, widened } from "../model/plane-grid.ts";
import { type Bounds, boundsOf, pieceToPieceM } from "../model/plane-shapes.ts";
import { type Crossing, findCrossings } from "./find-crossings.ts";
import { alongOf, pointAt, type RoadLine } from "./road-line.ts";

/** Places of junctions along a road are at least this far apart, metres (and a little, for later bends). */
const JUNCTION_SPACING_M = 63;
/** Where streets are looked at for being free, metres. */
const LOOK_M = 12;
/** What streets that do not meet leave between their rights of way, metres. */
const STREET_GAP_M = 5;
const CLASS_RANK = { arterial: 3, collector: 2, local: 1, lane: 0 } as const;

/** Lines cut at their crossings: which pieces stay. */
export interface Arrangement {
  readonly lines: readonly RoadLine[];
  readonly crossings: readonly Crossing[];
  /** Of each line its crossings in order. */
  readonly stops: number[][];
  /** Of each line: whether the piece between stop i and i + 1 is a street. */
  readonly isStreet: boolean[][];
}

/**
 * Crosses all lines and drops the pieces that are not free, so that every piece that stays ends at a crossing, or at
 * the town's edge where `mayEnd` allows it.
 */
export function arrangeRoads(
  lines: readonly RoadLine[],
  extent: Bounds,
  mayEnd: (point: PlanePoint) => boolean,
): Arrangement {
  const crossings = findCrossings(lines, extent, mayEnd);
  const stops: number[][] = lines.map(() => []);
  for (const [index, { eastWest, northSouth }] of crossings.entries()) {
    if (eastWest !== null) stops[eastWest]?.push(index);
    if (northSouth !== null) stops[northSouth]?.push(index);
  }
  const alongStop = (line: number) => (stop: number) => {
    const { family } = lines[line] as RoadLine;
    return alongOf(family, (crossings[stop] as Crossing).at);
  };
  for (const [line, list] of stops.entries()) list.sort((a, b) => alongStop(line)(a) - alongStop(line)(b));
  const isStreet = lines.map((line, index) => {
    const along = (stops[index] ?? []).map(alongStop(index));
    return along.slice(1).map((to, i) => isFreeBetween(line, along[i] ?? 0, to));
  });
  const arrangement: Arrangement = { lines, crossings, stops, isStreet };
  pruneEnds(arrangement);
  while (dropCrowded(arrangement) || dropTouching(arrangement)) pruneEnds(arrangement);
  keepLargestPart(arrangement);
  return arrangement;
}

/** Takes one street out and whatever then leads nowhere. */
export function dropStreet(arrangement: Arrangement, line: number, piece: number): void {
  const own = arrangement.isStreet[line];
  if (own) own[piece] = false;
  pruneEnds(arrangement);
}

/** Answers whether a line has a street at one of its stops, before or after it. */
function hasStreetAt(arrangement: Arrangement, line: number | null, stop: number): boolean {
  return line !== null && streetsAt(arrangement, line, stop).length > 0;
}

/** Pieces of a line at one of its stops that are streets: none, one or two. */
export function streetsAt({ stops, isStreet }: Arrangement, line: number, stop: number): number[] {
  const at = stops[line]?.indexOf(stop) ?? -1;
  return at < 0 ? [] : [at - 1, at].filter((piece) => isStreet[line]?.[piece] === true);
}

function isFreeBetween(line: RoadLine, fromM: number, toM: number): boolean {
  const { isFree } = line;
  if (!isFree) return true;
  const steps = Math.max(1, Math.ceil((toM - fromM) / LOOK_M));
  for (let step = 0; step <= steps; step++) {
    if (!isFree(pointAt(line, fromM + ((toM - fromM) * step) / steps))) return false;
  }
  return true;
}

/** A street whose end meets no other road leads nowhere, unless out of the town: drops such ends until none is left. */
function pruneEnds(arrangement: Arrangement): void {
  const { lines, crossings, stops, isStreet } = arrangement;
  const isDeadEnd = (line: number, stop: number) => {
    const crossing = crossings[stop] as Crossing;
    if (streetsAt(arrangement, line, stop).length !== 1) return false;
    const other = crossing.eastWest === line ? crossing.northSouth : crossing.eastWest;
    return other !== null && !hasStreetAt(arrangement, other, stop);
  };
  for (let dropped = true; dropped; ) {
    dropped = false;
    for (const line of lines.keys()) {
      for (const [piece, stays] of (isStreet[line] ?? []).entries()) {
        const [from, to] = [stops[line]?.[piece], stops[line]?.[piece + 1]];
        if (!stays || from === undefined || to === undefined) continue;
        if (!isDeadEnd(line, from) && !isDeadEnd(line, to)) continue;
        (isStreet[line] as boolean[])[piece] = false;
        dropped = true;
      }
    }
  }
  forgetGhosts(arrangement);
}

/** Forgets stops at which a line no longer meets anybody: the streets on both sides become one. */
function forgetGhosts(arrangement: Arrangement): void {
  const { lines, crossings, stops, isStreet } = arrangement;
  for (const line of lines.keys()) {
    const old = stops[line] ?? [];
    const streets = isStreet[line] ?? [];
    const kept = old.filter((stop, i) => {
      const { eastWest, northSouth } = crossings[stop] as Crossing;
      const other = eastWest === line ? northSouth : eastWest;
      const isInside = i > 0 && i < old.length - 1 && streets[i - 1] === streets[i];
      return !isInside || hasStreetAt(arrangement, other, stop);
    });
    isStreet[line] = kept.slice(0, -1).map((stop) => streets[old.indexOf(stop)] === true);
    stops[line] = kept;
  }
}

/** Of two junctions too near each other along a road, takes the lesser crossing road off. True if it had to. */
function dropCrowded(arrangement: Arrangement): boolean {
  const { lines, crossings, stops } = arrangement;
  let dropped = false;
  for (const [line, { family }] of lines.entries()) {
    const live = (stops[line] ?? []).filter(
      (stop) => isJunction(arrangement, stop) && hasStreetAt(arrangement, line, stop),
    );
    for (let i = 1; i < live.length; i++) {
      const [a, b] = [live[i - 1] as number, live[i] as number];
      const [p, q] = [(crossings[a] as Crossing).at, (crossings[b] as Crossing).at];
      if (Math.hypot(p[0] - q[0], p[1] - q[1]) >= JUNCTION_SPACING_M) continue;
      const [c, d] = [a, b].map((stop) => otherOf(crossings[stop] as Crossing, family));
      if (c === null || d === null || c === undefined || d === undefined) continue;
      const [lesser, at] = rankOf(lines[c]) < rankOf(lines[d]) ? [c, a] : [d, b];
      for (const piece of streetsAt(arrangement, lesser, at)) {
        (arrangement.isStreet[lesser] as boolean[])[piece] = false;
        dropped = true;
      }
    }
  }
  return dropped;
}

/** Takes off the lesser of two streets that come too near without meeting. True if it had to. */
function dropTouching(arrangement: Arrangement): boolean {
  const { lines, crossings, stops, isStreet } = arrangement;
  const grid = createPlaneGrid<{ line: number; piece: number; from: number; to: number }>(250);
  for (const [line, pieces] of isStreet.entries()) {
    for (const [piece, stays] of pieces.entries()) {
      const [from, to] = [stops[line]?.[piece], stops[line]?.[piece + 1]];
      if (!stays || from === undefined || to === undefined) continue;
      grid.add(
        { line, piece, from, to },
        boundsOf([(crossings[from] as Crossing).at, (crossings[to] as Crossing).at]),
      );
    }
  }
  let dropped = false;
  const everywhere = { west: -1e5, south: -1e5, east: 1e5, north: 1e5 };
  for (const one of grid.find(everywhere)) {
    const [a, b] = [(crossings[one.from] as Crossing).at, (crossings[one.to] as Crossing).at];
    for (const other of grid.find(widened(boundsOf([a, b]), 60))) {
      if (other.line <= one.line || !isStreet[one.line]?.[one.piece] || !isStreet[other.line]?.[other.piece])
        continue;
      if ([other.from, other.to].includes(one.from) || [other.from, other.to].includes(one.to)) continue;
      const [c, d] = [(crossings[other.from] as Crossing).at, (crossings[other.to] as Crossing).at];
      const leastM = halfWidthM(lines[one.line]) + halfWidthM(lines[other.line]) + STREET_GAP_M;
      if (pieceToPieceM(a, b, c, d) >= leastM) continue;
      const lesser = rankOf(lines[one.line]) < rankOf(lines[other.line]) ? one : other;
      (isStreet[lesser.line] as boolean[])[lesser.piece] = false;
      dropped = true;
    }
  }
  return dropped;
}

/** Keeps the part of the town in which most streets hang together. */
function keepLargestPart(arrangement: Arrangement): void {
  const { crossings, stops, isStreet } = arrangement;
  const part = crossings.map((_, index) => index);
  const rootOf = (start: number): number => {
    let at = start;
    while (part[at] !== at) {
      part[at] = part[part[at] as number] as number;
      at = part[at] as number;
    }
    return at;
  };
  const eachStreet = (visit: (line: number, piece: number, from: number, to: number) => void) => {
    for (const [line, pieces] of isStreet.entries()) {
      for (const [piece, stays] of pieces.entries()) {
        if (stays) visit(line, piece, stops[line]?.[piece] as number, stops[line]?.[piece + 1] as number);
      }
    }
  };
  eachStreet((_line, _piece, from, to) => {
    part[rootOf(from)] = rootOf(to);
  });
  const sizes = new Map<number, number>();
  eachStreet((_line, _piece, from) => {
    sizes.set(rootOf(from), (sizes.get(rootOf(from)) ?? 0) + 1);
  });
  const [largest] = [...sizes].sort((a, b) => b[1] - a[1])[0] ?? [];
  eachStreet((line, piece, from) => {
    if (rootOf(from) !== largest) (isStreet[line] as boolean[])[piece] = false;
  });
}

function isJunction(arrangement: Arrangement, stop: number): boolean {
  const { eastWest, northSouth } = arrangement.crossings[stop] as Crossing;
  return hasStreetAt(arrangement, eastWest, stop) && hasStreetAt(arrangement, northSouth, stop);
}

function otherOf(crossing: Crossing, family: RoadLine["family"]): number | null {
  return family === "east-west" ? crossing.northSouth : crossing.eastWest;
}

function rankOf(line: RoadLine | undefined): number {
  return line ? CLASS_RANK[line.roadClass] + (line.isDrawn ? 0.5 : 0) : 0;
}

function halfWidthM(line: RoadLine | undefined): number {
  return line ? STREET_SECTIONS[line.roadClass].halfWidthM : 0;
}
