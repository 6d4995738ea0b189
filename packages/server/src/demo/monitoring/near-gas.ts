import type { PlanePoint, SpacePoint, UtilityNetwork } from "../model/index.ts";

/** Gas from a leak reaches spaces about this far away through the ground, metres; general knowledge, 5 to 15 m in guides. */
const NEAR_M = 15;
/** Distance of points along a main, metres. */
const STEP_M = 10;
/** More rows than any city has, so that a column and a row make one number. */
const COLUMN = 2 ** 24;

/** Makes the question whether a place lies beside a gas main. Cost: linear in the length of the mains. */
export function findNearGas(networks: readonly UtilityNetwork[]): (at: PlanePoint) => boolean {
  const cells = new Set<number>();
  const key = (column: number, row: number) => column * COLUMN + row;
  const cell = (metres: number) => Math.floor(metres / NEAR_M);
  for (const network of networks) {
    if (network.kind !== "gas") continue;
    for (const { class: edgeClass, path } of network.edges) {
      if (edgeClass === "abandoned-pipe") continue;
      for (let i = 1; i < path.length; i++) {
        const [a, b] = [path[i - 1] as SpacePoint, path[i] as SpacePoint];
        const steps = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / STEP_M));
        for (let step = 0; step <= steps; step++) {
          const part = step / steps;
          cells.add(key(cell(a[0] + (b[0] - a[0]) * part), cell(a[1] + (b[1] - a[1]) * part)));
        }
      }
    }
  }
  return ([eastM, northM]) => {
    for (const column of [-1, 0, 1])
      for (const row of [-1, 0, 1]) if (cells.has(key(cell(eastM) + column, cell(northM) + row))) return true;
    return false;
  };
}
