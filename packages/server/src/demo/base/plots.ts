import { createRandom, type PlanePoint } from "../model/index.ts";
import { boundsOf, type Ring } from "../model/plane-shapes.ts";
import type { BlockPlan, PlannedBlock } from "./block-plans.ts";
import { rowAngleRad } from "./building-layouts.ts";
import type { BuildingSite } from "./building-site.ts";

/** A piece of ground set apart for something that is no building. */
export interface Plot {
  readonly ring: Ring;
  readonly block: number;
  /** A street of its block, the nearest. */
  readonly street: number;
}

/** What plots are looked for. Sizes in metres. */
export interface PlotOrder {
  readonly name: string;
  readonly count: number;
  readonly widthM: readonly [least: number, most: number];
  readonly depthM: readonly [least: number, most: number];
  /** Free ground round it. */
  readonly gapM: number;
  /** Plans of the blocks in which it may lie. */
  readonly plans: readonly BlockPlan[];
}

/** Tries in one block before the next is looked at. */
const TRIES = 40;

/** Sets plots apart, at most one to a block, spread over the town by chance. */
export function findPlots(
  seed: number,
  order: PlotOrder,
  blocks: readonly PlannedBlock[],
  site: BuildingSite,
): Plot[] {
  const random = createRandom(seed, "plots", order.name);
  const candidates = blocks
    .filter(({ plan }) => order.plans.includes(plan))
    .map((planned) => ({ planned, at: random.next() }))
    .sort((a, b) => a.at - b.at);
  const plots: Plot[] = [];
  for (const { planned } of candidates) {
    if (plots.length >= order.count) break;
    const { block } = planned;
    const { west, east, south, north } = boundsOf(block.ring);
    for (let tries = 0; tries < TRIES; tries++) {
      const at: PlanePoint = [random.between(west, east), random.between(south, north)];
      const ring = boxAround(
        at,
        random.between(...order.widthM),
        random.between(...order.depthM),
        rowAngleRad(block),
      );
      if (!site.fits(block, ring, order.gapM)) continue;
      site.build(ring);
      plots.push({ ring, block: block.index, street: nearestStreet(planned, at) });
      break;
    }
  }
  return plots;
}

function boxAround([x, y]: PlanePoint, widthM: number, depthM: number, angleRad: number): Ring {
  const [cos, sin] = [Math.cos(angleRad), Math.sin(angleRad)];
  return [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([i = 0, j = 0]): PlanePoint => {
    const [u, v] = [(i * widthM) / 2, (j * depthM) / 2];
    return [Math.round((x + u * cos - v * sin) * 100) / 100, Math.round((y + u * sin + v * cos) * 100) / 100];
  });
}

function nearestStreet({ block }: PlannedBlock, [x, y]: PlanePoint): number {
  let [best, bestM] = [block.sides[0]?.street ?? 0, Infinity];
  for (const { street, a, b } of block.sides) {
    const lengthM = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const along = ((x - a[0]) * (b[0] - a[0]) + (y - a[1]) * (b[1] - a[1])) / lengthM;
    const offM = ((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])) / lengthM;
    if (along > 0 && along < lengthM && offM > 0 && offM < bestM) [best, bestM] = [street, offM];
  }
  return best;
}
