import { createRandom, type PlanePoint, type Random, type Road } from "../model/index.ts";
import { createPlaneGrid, widened } from "../model/plane-grid.ts";
import { type Bounds, boundsOf, pointToPieceM } from "../model/plane-shapes.ts";
import type { Frame, MainRoads } from "./main-roads.ts";
import { type Course, courseOf, crossingOf, offsetAt, pointAt, type RoadLine } from "./road-line.ts";

/** Local streets lie about this far apart in the core and beyond it, metres. */
const SPACING_M = { core: 325, outside: 355 };
/** They leave a drawn road of their own family that is no frame this much room, metres. */
const ROOM_M = 115;
/** A local road may end this much past the frame it is laid to, so that the crossing is found. */
const PAST_FRAME_M = 12;

/** What local roads are laid out from. */
export interface LocalRoadsInput {
  readonly seed: number;
  readonly extent: Bounds;
  /** The extent of scale 1: denser streets. */
  readonly core: Bounds;
  readonly mains: MainRoads;
  /** Answers whether a local road may lie here: no water, park or railway near. */
  readonly isFree: (point: PlanePoint) => boolean;
}

/**
 * Streets between the main roads. In each strip between two frames of a family run local streets at even parts of its
 * width, so that they bend as the main roads do. From cell to cell they either run on or change to the courses
 * half-way between: crossings and T-junctions mix as they do in a grown town.
 */
export function layLocalRoads(input: LocalRoadsInput): RoadLine[] {
  const { mains, extent } = input;
  const near = drawnNear(mains);
  return (["east-west", "north-south"] as const).flatMap((family) => {
    const isFree = (point: PlanePoint) => input.isFree(point) && !near(family, point);
    const own = withEdges(mains.frames[family], family, extent);
    const across = withEdges(
      mains.frames[family === "east-west" ? "north-south" : "east-west"],
      family === "east-west" ? "north-south" : "east-west",
      extent,
    );
    const between = own.slice(1).flatMap((upper, i) => {
      const lower = own[i];
      return lower ? stripLines(input, { family, lower, upper, across, index: i, isFree }) : [];
    });
    const inGaps = own.flatMap((frame) => gapLines(input, family, frame, isFree));
    return [...between, ...inGaps];
  });
}

interface Strip {
  readonly family: Road["family"];
  readonly lower: Frame;
  readonly upper: Frame;
  readonly across: readonly Frame[];
  readonly index: number;
  readonly isFree: (point: PlanePoint) => boolean;
}

/** Frames of the other family cut a strip into cells: in each, its courses or the ones half-way between are used. */
function stripLines(input: LocalRoadsInput, strip: Strip): RoadLine[] {
  const { family, lower, upper, across } = strip;
  const random = createRandom(input.seed, "local roads", family, strip.index);
  const [fromM, toM] = rangeOf(family, input.extent);
  const middleM = (fromM + toM) / 2;
  const gapM = offsetAt(upper.course, middleM) - offsetAt(lower.course, middleM);
  const isCore = isInCore(
    family,
    input.core,
    (offsetAt(upper.course, middleM) + offsetAt(lower.course, middleM)) / 2,
  );
  const pieces = Math.max(
    1,
    Math.round(gapM / ((isCore ? SPACING_M.core : SPACING_M.outside) * random.between(0.84, 1.2))),
  );
  const isShifted = across.slice(1).map(() => pieces > 1 && random.chance(0.36));
  const lines: RoadLine[] = [];
  for (let half = 1; half < 2 * pieces; half++) {
    const course = between(lower.course, upper.course, half / (2 * pieces), gapM / pieces, random, [
      fromM,
      toM,
    ]);
    const isOn = (cell: number) => isShifted[cell] === (half % 2 === 1);
    for (let cell = 0; cell < isShifted.length; cell++) {
      if (!isOn(cell)) continue;
      const first = cell;
      while (cell + 1 < isShifted.length && isOn(cell + 1)) cell++;
      const [start, end] = [across[first], across[cell + 1]];
      if (!start || !end) continue;
      lines.push({
        family,
        roadClass: "local",
        course,
        fromM: meetingM(family, course, start.course, middleM) - PAST_FRAME_M,
        toM: meetingM(family, course, end.course, middleM) + PAST_FRAME_M,
        isDrawn: false,
        isFree: strip.isFree,
      });
    }
  }
  return lines;
}

/** Where a frame carries no drawn road a local one may lie. */
function gapLines(
  input: LocalRoadsInput,
  family: Road["family"],
  frame: Frame,
  isFree: (point: PlanePoint) => boolean,
): RoadLine[] {
  const [west, east] = rangeOf(family, input.extent);
  const roads = [...frame.roads].sort((a, b) => a[0] - b[0]);
  const ends = [west - 200, ...roads.flat(), east + 200];
  const lines: RoadLine[] = [];
  for (let i = 0; i < ends.length; i += 2) {
    const [fromM, toM] = [(ends[i] ?? 0) + 40, (ends[i + 1] ?? 0) - 40];
    if (toM - fromM < 100) continue;
    lines.push({
      family,
      roadClass: "local",
      course: frame.course,
      fromM,
      toM,
      isDrawn: false,
      isFree,
    });
  }
  return lines;
}

/** A course at a part of the way from one to another, with a slow swing of its own. */
function between(
  lower: Course,
  upper: Course,
  part: number,
  widthM: number,
  random: Random,
  [fromM, toM]: readonly [number, number],
): Course {
  const swingM = Math.min(26, widthM * 0.1) * random.between(0.3, 1);
  const lengthM = random.between(1300, 2600);
  const phase = random.between(0, 2 * Math.PI);
  const shift = part + random.between(-0.05, 0.05) * (widthM / 300) * Math.min(part, 1 - part);
  return courseOf(fromM - 400, toM + 400, (alongM) => {
    const low = offsetAt(lower, alongM);
    const high = offsetAt(upper, alongM);
    return low + (high - low) * shift + swingM * Math.sin((2 * Math.PI * alongM) / lengthM + phase);
  });
}

/** Frames of a family with a bare course added beyond the outermost wherever the town reaches further. */
function withEdges(frames: readonly Frame[], family: Road["family"], extent: Bounds): Frame[] {
  const [fromM, toM] = rangeOf(family, extent);
  const [low, high] = family === "east-west" ? [extent.south, extent.north] : [extent.west, extent.east];
  const middleM = (fromM + toM) / 2;
  const bare = (offsetM: number): Frame => ({
    course: courseOf(fromM - 600, toM + 600, () => offsetM),
    roads: [],
  });
  const inside = [...frames];
  const outermost = (at: 0 | -1) => {
    const frame = inside.at(at);
    return frame ? offsetAt(frame.course, middleM) : (low + high) / 2;
  };
  while (outermost(0) > low) inside.unshift(bare(outermost(0) - 1000));
  while (outermost(-1) < high) inside.push(bare(outermost(-1) + 1000));
  return inside;
}

function rangeOf(family: Road["family"], extent: Bounds): readonly [number, number] {
  return family === "east-west" ? [extent.west, extent.east] : [extent.south, extent.north];
}

function isInCore(family: Road["family"], core: Bounds, offsetM: number): boolean {
  return family === "east-west"
    ? offsetM > core.south && offsetM < core.north
    : offsetM > core.west && offsetM < core.east;
}

function meetingM(family: Road["family"], own: Course, other: Course, startM: number): number {
  return family === "east-west" ? crossingOf(own, other, startM)[0] : crossingOf(other, own, 0)[1];
}

/** Answers whether a drawn road of the same family, other than a frame, is near. */
function drawnNear(mains: MainRoads): (family: Road["family"], point: PlanePoint) => boolean {
  const isFrame = new Set(
    Object.values(mains.frames).flatMap((frames) => frames.map(({ course }) => course)),
  );
  const pieces = createPlaneGrid<{ family: Road["family"]; a: PlanePoint; b: PlanePoint }>(300);
  for (const line of mains.lines) {
    if (isFrame.has(line.course)) continue;
    for (let alongM = line.fromM; alongM < line.toM; alongM += 60) {
      const [a, b] = [pointAt(line, alongM), pointAt(line, Math.min(alongM + 60, line.toM))];
      pieces.add({ family: line.family, a, b }, boundsOf([a, b]));
    }
  }
  return (family, point) =>
    pieces
      .find(widened(boundsOf([point]), ROOM_M))
      .some((piece) => piece.family === family && pointToPieceM(point, piece.a, piece.b) < ROOM_M);
}
