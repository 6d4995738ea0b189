import type { StageBox } from "./row-bounds.ts";
import type { Triple } from "./stage-contract.ts";
import { BODY_HEIGHTS_M, EYE_HEIGHT_M, isFloor, type WalkWorld } from "./walk-step.ts";

/** Where a walker's eyes are, stage's frame, metres, and where they look: straight ahead, from x towards y. */
export interface Stand {
  readonly eyeM: Triple;
  readonly headingRad: number;
}

/** What is asked when a walk begins. */
interface WalkStart extends Stand {
  /** What the middle of the picture shows; null where that is nothing. */
  readonly aim: { readonly pointM: Triple; readonly normal: Triple } | null;
  /** Round all that is loaded. */
  readonly box: StageBox;
  /** Rooms are looked for first: nobody wants to walk on a roof. */
  readonly isBuilding: boolean;
}

/** Who is not higher than this above a floor begins where the camera is, metres. */
const NEAR_GROUND_M = 5;
/** What must be free ahead, all round, and above a floor, metres. */
const AHEAD_M = 1.5;
const AROUND_M = 0.35;
const HEADROOM_M = EYE_HEIGHT_M + 0.2;
/** A place with so much ahead is taken at once, metres. */
const ROOMY_M = 4;
/** Ways that are tried from a place. */
const WAYS = 24;
/** Columns along each side of the box in which floors are looked for, and floors in one. */
const COLUMNS = 12;
const MAX_FLOORS = 40;

/**
 * Where a walk begins: turned to where there is room if the camera stands above a floor, else on the floor in the middle of the
 * picture, else on the nearest floor with room to walk. Undefined: as the camera is, for it stands well, or there is no place.
 */
export function findStand(world: WalkWorld, start: WalkStart): Stand | undefined {
  const { aim, isBuilding, box } = start;
  const ground = world.meet(start.eyeM, [0, 0, -1]);
  if (ground && ground.distanceM < NEAR_GROUND_M) {
    const [x, y, z] = start.eyeM;
    const own = lookRound(world, [x, y, z - ground.distanceM]);
    if (own && freeM(world, own.eyeM, start.headingRad) >= AHEAD_M) return undefined;
    if (own) return own;
  }
  if (aim && isFloor(aim.normal)) {
    const seen = lookRound(world, aim.pointM);
    if (seen && (seen.isInside || !isBuilding)) return seen;
  }
  const middleM: Triple = [(box[0] + box[3]) / 2, (box[1] + box[4]) / 2, (box[2] + box[5]) / 2];
  return findNear(world, box, aim?.pointM ?? middleM, isBuilding);
}

/** A place to stand, with how far one sees there. */
interface Place extends Stand {
  readonly aheadM: number;
  /** Under something, or with walls on most sides. */
  readonly isInside: boolean;
}

/** Nearest columns first, in each the floors nearest in height: the first roomy place, or the roomiest. */
function findNear(world: WalkWorld, box: StageBox, aimM: Triple, isInsideFirst: boolean): Stand | undefined {
  let [best, bestOutside] = [undefined, undefined] as [Place | undefined, Place | undefined];
  for (const [x, y] of listColumns(box, aimM)) {
    const floors = listFloors(world, x, y, [box[2], box[5] + 1]).sort(
      (a, b) => Math.abs(a + EYE_HEIGHT_M - aimM[2]) - Math.abs(b + EYE_HEIGHT_M - aimM[2]),
    );
    for (const z of floors) {
      const place = lookRound(world, [x, y, z]);
      if (!place) continue;
      const isWanted = place.isInside || !isInsideFirst;
      if (isWanted && place.aheadM >= ROOMY_M) return place;
      if (isWanted) best = roomier(best, place);
      else bestOutside = roomier(bestOutside, place);
    }
  }
  return best ?? bestOutside;
}

const roomier = (a: Place | undefined, b: Place): Place => (a && a.aheadM >= b.aheadM ? a : b);

function listColumns(box: StageBox, [aimX, aimY]: Triple): readonly (readonly [number, number])[] {
  const [minX, minY, , maxX, maxY] = box;
  const shares = Array.from({ length: COLUMNS }, (_, i) => (i + 0.5) / COLUMNS);
  const columns = shares.flatMap((i) =>
    shares.map((j) => [minX + (maxX - minX) * i, minY + (maxY - minY) * j] as const),
  );
  const awayM = ([x, y]: readonly [number, number]) => Math.hypot(x - aimX, y - aimY);
  return columns.sort((a, b) => awayM(a) - awayM(b));
}

/** Heights of floors on a vertical between two heights, from above. */
function listFloors(
  world: WalkWorld,
  x: number,
  y: number,
  [lowM, highM]: readonly [number, number],
): number[] {
  const floors: number[] = [];
  let z = highM;
  while (z > lowM && floors.length < MAX_FLOORS) {
    const met = world.meet([x, y, z], [0, 0, -1]);
    if (!met) break;
    z -= met.distanceM;
    if (isFloor(met.normal)) floors.push(z);
    z -= 0.01;
  }
  return floors;
}

/** Floors are further apart than what stands on one is high: a table, a stair's landing, metres. */
const LEAST_STOREY_M = 1.8;

/**
 * The eyes of who goes straight to the next floor above (1) or below (−1); undefined where there is none with room to stand.
 */
export function nextFloor(world: WalkWorld, [x, y, z]: Triple, by: 1 | -1): Triple | undefined {
  const feetM = z - EYE_HEIGHT_M;
  const floors =
    by === 1
      ? listFloors(world, x, y, [feetM + LEAST_STOREY_M, topAbove(world, [x, y, z])]).reverse()
      : listFloors(world, x, y, [Number.NEGATIVE_INFINITY, feetM - LEAST_STOREY_M]);
  const floorM = floors.find(
    (each) => by * (each - feetM) >= LEAST_STOREY_M && headroomM(world, x, y, each) >= HEADROOM_M,
  );
  return floorM === undefined ? undefined : [x, y, floorM + EYE_HEIGHT_M];
}

/** Above the last thing over a point. */
function topAbove(world: WalkWorld, [x, y, fromM]: Triple): number {
  let z = fromM;
  for (let met = 0; met < MAX_FLOORS; met++) {
    const above = world.meet([x, y, z], [0, 0, 1]);
    if (!above) break;
    z += above.distanceM + 0.01;
  }
  return z + 1;
}

/** How far there is nothing above a floor, metres; infinite in the open. */
const headroomM = (world: WalkWorld, x: number, y: number, floorM: number): number =>
  world.meet([x, y, floorM + 0.05], [0, 0, 1])?.distanceM ?? Number.POSITIVE_INFINITY;

/** Looks the longest free way from a point of a floor; undefined where there is no room for a body. */
function lookRound(world: WalkWorld, [x, y, floorM]: Triple): Place | undefined {
  const overheadM = headroomM(world, x, y, floorM);
  if (overheadM < HEADROOM_M) return undefined;
  const eyeM: Triple = [x, y, floorM + EYE_HEIGHT_M];
  let [headingRad, aheadM, closed] = [0, 0, 0];
  for (let way = 0; way < WAYS; way++) {
    const towardsRad = (2 * Math.PI * way) / WAYS;
    const lengthM = freeM(world, eyeM, towardsRad);
    if (lengthM < AROUND_M) return undefined;
    if (lengthM < Number.POSITIVE_INFINITY) closed++;
    if (lengthM > aheadM) [headingRad, aheadM] = [towardsRad, lengthM];
  }
  if (aheadM < AHEAD_M) return undefined;
  return { eyeM, headingRad, aheadM, isInside: overheadM < Number.POSITIVE_INFINITY || closed > WAYS / 2 };
}

/** How far a body gets straight ahead, metres; infinite in the open. */
function freeM(world: WalkWorld, [x, y, z]: Triple, headingRad: number): number {
  const direction: Triple = [Math.cos(headingRad), Math.sin(headingRad), 0];
  const lengths = [...BODY_HEIGHTS_M, EYE_HEIGHT_M].map(
    (heightM) =>
      world.meet([x, y, z - EYE_HEIGHT_M + heightM], direction)?.distanceM ?? Number.POSITIVE_INFINITY,
  );
  return Math.min(...lengths);
}
