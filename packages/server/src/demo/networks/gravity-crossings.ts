import type { PlanePoint, SpacePoint } from "../model/index.ts";

/** A straight pipe that something is to pass below. */
export interface Obstacle {
  /** Ends of its axis. */
  readonly a: SpacePoint;
  readonly b: SpacePoint;
  /** Half its outer height, m: axis to outer bottom. */
  readonly halfHeightM: number;
}

/** Where a line in plan crosses an obstacle. */
export interface ObstacleCrossing {
  /** From the line's start, m. */
  readonly atM: number;
  /** The obstacle's outer bottom there, m orthometric. */
  readonly bottomM: number;
}

/** Obstacles, to be found by place. */
export interface ObstacleIndex {
  add(obstacle: Obstacle): void;
  /**
   * Obstacles whose axis crosses the plan line from `a` to `b` or comes within `reachM` of its ends, in no order.
   */
  crossings(a: PlanePoint, b: PlanePoint, reachM: number): ObstacleCrossing[];
}

/** Side of a cell of the spatial hash, m: about a piece of pipe. */
const CELL_M = 40;

/** Makes an empty index: a hash of square cells. Adding and asking cost the cells that a line's box touches. */
export function createObstacleIndex(): ObstacleIndex {
  const obstacles: Obstacle[] = [];
  const cells = new Map<number, number[]>();
  const seen: number[] = [];
  let question = 0;
  return {
    add(given) {
      const obstacle = lengthen(given);
      const index = obstacles.push(obstacle) - 1;
      seen.push(0);
      for (const key of cellsOf(obstacle.a, obstacle.b)) {
        const cell = cells.get(key);
        if (cell) cell.push(index);
        else cells.set(key, [index]);
      }
    },
    crossings(a, b, reachM) {
      question++;
      const found: ObstacleCrossing[] = [];
      const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
      if (lengthM === 0) return found;
      const [ux, uy] = [((b[0] - a[0]) / lengthM) * reachM, ((b[1] - a[1]) / lengthM) * reachM];
      const start: PlanePoint = [a[0] - ux, a[1] - uy];
      const end: PlanePoint = [b[0] + ux, b[1] + uy];
      for (const key of cellsOf(start, end)) {
        for (const index of cells.get(key) ?? []) {
          if (seen[index] === question) continue;
          seen[index] = question;
          const crossing = crossAt(start, end, obstacles[index] as Obstacle);
          if (crossing) found.push({ atM: crossing.atM - reachM, bottomM: crossing.bottomM });
        }
      }
      return found;
    },
  };
}

/** An obstacle is felt this far past its ends, m: half its width and half of what passes beside its end. */
const PAST_END_M = 1;

function lengthen({ a, b, halfHeightM }: Obstacle): Obstacle {
  const share = PAST_END_M / Math.hypot(b[0] - a[0], b[1] - a[1]);
  const past = (from: SpacePoint, to: SpacePoint): SpacePoint => [
    to[0] + (to[0] - from[0]) * share,
    to[1] + (to[1] - from[1]) * share,
    to[2] + (to[2] - from[2]) * share,
  ];
  return { a: past(b, a), b: past(a, b), halfHeightM };
}

/** Where two straight lines cross in plan, as shares of each; undefined where they do not, or are parallel. */
function crossAt(a: PlanePoint, b: PlanePoint, obstacle: Obstacle): ObstacleCrossing | undefined {
  const [px, py] = [b[0] - a[0], b[1] - a[1]];
  const [qx, qy] = [obstacle.b[0] - obstacle.a[0], obstacle.b[1] - obstacle.a[1]];
  const turn = px * qy - py * qx;
  if (Math.abs(turn) < 1e-9) return undefined;
  const [dx, dy] = [obstacle.a[0] - a[0], obstacle.a[1] - a[1]];
  const share = (dx * qy - dy * qx) / turn;
  const other = (dx * py - dy * px) / turn;
  if (share < 0 || share > 1 || other < 0 || other > 1) return undefined;
  const axisM = obstacle.a[2] + (obstacle.b[2] - obstacle.a[2]) * other;
  return { atM: share * Math.hypot(px, py), bottomM: axisM - obstacle.halfHeightM };
}

/** Keys of the cells that the box of a line touches. */
function* cellsOf(a: readonly number[], b: readonly number[]): Generator<number> {
  const [ax, ay, bx, by] = [a[0] ?? 0, a[1] ?? 0, b[0] ?? 0, b[1] ?? 0];
  const west = Math.floor(Math.min(ax, bx) / CELL_M);
  const east = Math.floor(Math.max(ax, bx) / CELL_M);
  const south = Math.floor(Math.min(ay, by) / CELL_M);
  const north = Math.floor(Math.max(ay, by) / CELL_M);
  for (let x = west; x <= east; x++) {
    // Towns are smaller than 65,536 cells either way: no two cells share a key.
    for (let y = south; y <= north; y++) yield x * 65_536 + y;
  }
}
