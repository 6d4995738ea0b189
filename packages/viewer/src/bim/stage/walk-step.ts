import type { Triple } from "./stage-contract.ts";

/** What stands in a walker's way, or underfoot. */
export interface WalkWorld {
  /** The nearest thing on a ray that nobody walks through; undefined where there is none. @param direction Unit length. */
  meet(
    originM: Triple,
    direction: Triple,
  ): { readonly distanceM: number; readonly normal: Triple } | undefined;
}

/** What a walker wants: −1, 0 or 1 each. */
interface WalkWish {
  readonly ahead: number;
  readonly right: number;
  readonly up: number;
  readonly isRunning: boolean;
}

/** Height of the eyes of somebody who stands, metres (ISO 7250-1: 1.5 to 1.7 m for most grown people). */
export const EYE_HEIGHT_M = 1.6;
/** A brisk walk, and with Shift a run, metres a second. */
const WALK_M_S = 2.2;
const RUN_FACTOR = 4;
/** The highest step that is taken without climbing: two of a stair. */
const STEP_UP_M = 0.45;
/** How near the middle of a body comes to a wall, metres: a door of 0.8 m is wide enough. */
const BODY_RADIUS_M = 0.25;
/** Where a body is held up, metres above the feet: at the shin, the hip and the shoulder. */
export const BODY_HEIGHTS_M = [STEP_UP_M + 0.05, 0.95, 1.4];
/** A face that is steeper is a wall, cosine of its slope. */
const LEVEL = 0.7;
/** Up a stair and down from a ledge, metres a second. */
const RISE_M_S = 3;
const FALL_M_S = 6;
/** What stands closer to where it should than this stands there. */
const CLOSE_M = 0.001;

/** Whether one can stand on a face. @param normal Unit length, z up. */
export const isFloor = (normal: Triple): boolean => normal[2] > LEVEL;

/**
 * Where the eyes are after some time of walking: held up by walls, along which they slide, up and down steps, and falling
 * where there is nothing underfoot. While up or down is held the walker floats, through floors too, and falls after.
 *
 * @param headingRad Of the look, from x towards y. @param deltaS Seconds; what a stride leads over in that time must be no higher than a step.
 */
export function stepWalk(
  world: WalkWorld,
  eyeM: Triple,
  headingRad: number,
  wish: WalkWish,
  deltaS: number,
): Triple {
  const strideM = WALK_M_S * (wish.isRunning ? RUN_FACTOR : 1) * deltaS;
  const length = Math.hypot(wish.ahead, wish.right) || 1;
  const [ahead, right] = [(wish.ahead / length) * strideM, (wish.right / length) * strideM];
  const [cos, sin] = [Math.cos(headingRad), Math.sin(headingRad)];
  const wayM: readonly [number, number] = [ahead * cos + right * sin, ahead * sin - right * cos];
  const isFloating = wish.up !== 0;
  const [dx, dy] = isFloating ? wayM : slide(world, eyeM, wayM);
  const [x, y, z] = [eyeM[0] + dx, eyeM[1] + dy, eyeM[2] + wish.up * strideM];
  return isFloating ? [x, y, z] : [x, y, settle(world, [x, y, z], deltaS)];
}

/** The height of a floor under a point, not higher than a step above the feet; undefined where there is none. */
function floorUnder(world: WalkWorld, [x, y, z]: Triple): number | undefined {
  const fromM = z - EYE_HEIGHT_M + STEP_UP_M;
  const met = world.meet([x, y, fromM], [0, 0, -1]);
  return met && fromM - met.distanceM;
}

function settle(world: WalkWorld, eyeM: Triple, seconds: number): number {
  const floorM = floorUnder(world, eyeM);
  if (floorM === undefined) return eyeM[2];
  const gapM = floorM + EYE_HEIGHT_M - eyeM[2];
  if (Math.abs(gapM) < CLOSE_M) return floorM + EYE_HEIGHT_M;
  return eyeM[2] + (gapM > 0 ? Math.min(gapM, RISE_M_S * seconds) : Math.max(gapM, -FALL_M_S * seconds));
}

/** As much of a way as walls leave, and what of the rest goes along them. */
function slide(world: WalkWorld, eyeM: Triple, wayM: readonly [number, number]): readonly [number, number] {
  const first = walkUntil(world, eyeM, wayM);
  if (!first.wall) return first.wentM;
  const [nx, ny] = first.wall;
  const rest = [wayM[0] - first.wentM[0], wayM[1] - first.wentM[1]] as const;
  const into = rest[0] * nx + rest[1] * ny;
  const along = [rest[0] - into * nx, rest[1] - into * ny] as const;
  const from: Triple = [eyeM[0] + first.wentM[0], eyeM[1] + first.wentM[1], eyeM[2]];
  const second = walkUntil(world, from, along);
  return [first.wentM[0] + second.wentM[0], first.wentM[1] + second.wentM[1]];
}

/** How far a way leads until something holds the body up. `wall`: its level direction, unit length. */
function walkUntil(
  world: WalkWorld,
  [x, y, z]: Triple,
  wayM: readonly [number, number],
): { readonly wentM: readonly [number, number]; readonly wall?: readonly [number, number] } {
  const lengthM = Math.hypot(...wayM);
  if (lengthM < 1e-6) return { wentM: [0, 0] };
  const direction: Triple = [wayM[0] / lengthM, wayM[1] / lengthM, 0];
  let [freeM, wall] = [lengthM, undefined as readonly [number, number] | undefined];
  for (const heightM of BODY_HEIGHTS_M) {
    const met = world.meet([x, y, z - EYE_HEIGHT_M + heightM], direction);
    if (!met) continue;
    // Square to the wall, however slantwise the way leads to it; nearly along it the body would never get near.
    const square = Math.abs(direction[0] * met.normal[0] + direction[1] * met.normal[1]);
    const clearM = met.distanceM - BODY_RADIUS_M / Math.max(square, 0.2);
    if (clearM >= freeM) continue;
    freeM = Math.max(0, clearM);
    const level = Math.hypot(met.normal[0], met.normal[1]);
    wall = level < 0.1 ? [-direction[0], -direction[1]] : [met.normal[0] / level, met.normal[1] / level];
  }
  const wentM = [direction[0] * freeM, direction[1] * freeM] as const;
  return wall ? { wentM, wall } : { wentM };
}
