import {
  type Junction,
  type PlanePoint,
  type Road,
  type RoadClass,
  STREET_SECTIONS,
  type Street,
  type Town,
} from "../model/index.ts";
import { createPlaneGrid } from "../model/plane-grid.ts";
import {
  boundsOf,
  doCross,
  isInRing,
  pieceToPieceM,
  type Ring,
  ringToPieceM,
} from "../model/plane-shapes.ts";
import { directionOf, mitre, placeAt } from "./mains-plane.ts";

/** Where a utility tunnel lies: beside consecutive streets of one road or round the town, clear of everything else. */
export interface TunnelLine {
  readonly name: string;
  readonly nameEn: string;
  /** Middle of the tunnel. */
  readonly path: readonly PlanePoint[];
  /** By straight piece of the path: the street beside which it lies, if one. */
  readonly streets: readonly (number | undefined)[];
  readonly lengthM: number;
}

/** Outer width of the tunnel, m: all compartments. */
export const TUNNEL_WIDTH_M = 8.4;
/** From the road's right of way to the tunnel's wall, m. */
const BESIDE_ROAD_M = 4;
/** Free ground on the far side, m. */
const FREE_BEYOND_M = 3;
/** A tunnel round the town keeps this far from where the streets end, m. */
const OUTSIDE_M = 45;
/** Straight pieces of a tunnel round the town, m. */
const OUTER_PIECE_M = 250;
/** As many tunnels… */
const TUNNELS = 2;
/** …none longer than this, m. */
const LONGEST_M = 5000;
/** Classes of roads that are worth a tunnel. */
const CLASSES: readonly RoadClass[] = ["arterial", "collector"];

/**
 * Finds the longest lines for tunnels: beside greater roads on a side where no street leads off, nothing is built and no
 * water lies; and straight along the sides of the built area, outside of it. Longest first, at most one a road or side.
 */
export function findTunnelLines(town: Town): TunnelLine[] {
  const isFree = freeGroundTest(town);
  const beside = town.roads
    .filter(({ roadClass }) => CLASSES.includes(roadClass))
    .flatMap((road) => longer(longestBeside(town, road, -1, isFree), longestBeside(town, road, 1, isFree)));
  const outside = sidesOf(town).flatMap((side) => longestRun(side, isFree) ?? []);
  return [...beside, ...outside].toSorted((a, b) => b.lengthM - a.lengthM).slice(0, TUNNELS);
}

/** Answers whether a straight line in plan meets a tunnel or comes near to one. */
export function createTunnelBar(lines: readonly TunnelLine[]): (a: PlanePoint, b: PlanePoint) => boolean {
  const nearM = TUNNEL_WIDTH_M / 2 + FREE_BEYOND_M;
  return (a, b) =>
    lines.some(({ path }) =>
      path.some((c, i) => i > 0 && pieceToPieceM(a, b, path[i - 1] as PlanePoint, c) < nearM),
    );
}

/** A line parallel to a tunnel's middle, `rightM` to the right of it, with mitred bends: one point for each of its points. */
export function besideLine({ path }: Pick<TunnelLine, "path">, rightM: number): PlanePoint[] {
  const directions = path.slice(1).map((to, i) => directionOf(path[i] as PlanePoint, to));
  return path.map((point, i) => {
    const arriving = directions[i - 1] ?? (directions[i] as PlanePoint);
    return mitre(point, arriving, directions[i] ?? arriving, rightM);
  });
}

/** A line that a tunnel might take, piece by piece. */
interface Candidate {
  readonly name: string;
  readonly nameEn: string;
  readonly path: readonly PlanePoint[];
  readonly streets: readonly (Street | undefined)[];
}

type FreeTest = (a: PlanePoint, b: PlanePoint, own: Street | undefined) => boolean;

function longer(one: TunnelLine | undefined, other: TunnelLine | undefined): TunnelLine[] {
  const lines = [one, other].filter((line) => line !== undefined);
  return lines.toSorted((a, b) => b.lengthM - a.lengthM).slice(0, 1);
}

function longestBeside(town: Town, road: Road, side: -1 | 1, isFree: FreeTest): TunnelLine | undefined {
  const offsetM = side * (STREET_SECTIONS[road.roadClass].halfWidthM + BESIDE_ROAD_M + TUNNEL_WIDTH_M / 2);
  const middle = { path: road.junctions.map((junction) => (town.junctions[junction] as Junction).at) };
  return longestRun(
    {
      ...{ name: `${road.name}综合管廊`, nameEn: `${road.nameEn} utility tunnel` },
      ...{ path: besideLine(middle, offsetM), streets: road.streets.map((index) => town.streets[index]) },
    },
    isFree,
  );
}

/** Straight lines along the four sides of the box round all junctions, outside of it. */
function sidesOf(town: Town): Candidate[] {
  const { west, south, east, north } = boundsOf(town.junctions.map(({ at }) => at));
  const line = (zh: string, en: string, from: PlanePoint, to: PlanePoint): Candidate => {
    const lengthM = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const pieces = Math.max(1, Math.round(lengthM / OUTER_PIECE_M));
    const direction = directionOf(from, to);
    const path = Array.from({ length: pieces + 1 }, (_, i) =>
      placeAt(from, direction, (lengthM * i) / pieces, 0),
    );
    const streets = path.slice(1).map(() => undefined);
    return { name: `${zh}环线综合管廊`, nameEn: `${en} Ring utility tunnel`, path, streets };
  };
  const out = OUTSIDE_M;
  return [
    line("西", "West", [west - out, south], [west - out, north]),
    line("东", "East", [east + out, south], [east + out, north]),
    line("南", "South", [west, south - out], [east, south - out]),
    line("北", "North", [west, north + out], [east, north + out]),
  ];
}

/** The longest run of free pieces of a line. */
function longestRun({ name, nameEn, path, streets }: Candidate, isFree: FreeTest): TunnelLine | undefined {
  let best: TunnelLine | undefined;
  let first = 0;
  let lengthM = 0;
  streets.forEach((street, i) => {
    const [a, b] = [path[i] as PlanePoint, path[i + 1] as PlanePoint];
    const pieceM = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (!isFree(a, b, street)) {
      [first, lengthM] = [i + 1, 0];
      return;
    }
    if (lengthM + pieceM > LONGEST_M) return;
    lengthM += pieceM;
    if (lengthM <= (best?.lengthM ?? 0)) return;
    const run = {
      path: path.slice(first, i + 2),
      streets: streets.slice(first, i + 1).map((own) => own?.index),
    };
    best = { name, nameEn, ...run, lengthM };
  });
  return best;
}

/** Answers whether the strip that a piece of a tunnel needs is free of other roads' streets, buildings and water. */
function freeGroundTest(town: Town): FreeTest {
  const rings = createPlaneGrid<Ring>(150);
  for (const { ring } of town.buildings) rings.add(ring, boundsOf(ring));
  const streets = createPlaneGrid<Street>(200);
  const endsOf = (street: Street): [PlanePoint, PlanePoint] => [
    (town.junctions[street.from] as Junction).at,
    (town.junctions[street.to] as Junction).at,
  ];
  for (const street of town.streets) streets.add(street, boundsOf(endsOf(street)));
  return (a, b, own) => {
    const strip = stripAround(a, b);
    const box = boundsOf(strip);
    const meets = ([c, d]: [PlanePoint, PlanePoint]) =>
      ringToPieceM(strip, c, d) < 0.01 || isInRing(c, strip) || isInRing(d, strip);
    if (streets.find(box).some((other) => other.road !== own?.road && meets(endsOf(other)))) return false;
    if (rings.find(box).some((ring) => isInRing(ring[0] as PlanePoint, strip) || doRingsCross(ring, strip)))
      return false;
    return town.shores.every(
      ({ ring }) => !doRingsCross(ring, strip) && !strip.some((corner) => isInRing(corner, ring)),
    );
  };
}

/** The ground that a piece of a tunnel needs: its width and some room on both sides. */
function stripAround(a: PlanePoint, b: PlanePoint): Ring {
  const direction = directionOf(a, b);
  const halfM = TUNNEL_WIDTH_M / 2 + FREE_BEYOND_M;
  return [
    placeAt(a, direction, 0, halfM),
    placeAt(b, direction, 0, halfM),
    placeAt(b, direction, 0, -halfM),
    placeAt(a, direction, 0, -halfM),
  ];
}

function doRingsCross(one: Ring, other: Ring): boolean {
  return one.some((a, i) => {
    const b = one[(i + 1) % one.length] as PlanePoint;
    return other.some((c, k) => doCross(a, b, c, other[(k + 1) % other.length] as PlanePoint));
  });
}
