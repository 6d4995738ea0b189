import type { PlanePoint, Random } from "../model/index.ts";

/** Side of a cell of the curve, metres: finer than the gap between two instruments. */
const CELL_M = 16;
/** The plane's corner, so that cells are not negative: cities up to 1,000 km across. */
const CORNER_M = -500_000;

/** Puts sites along a Morton curve, which keeps neighbours together; a new list. */
export function orderAlongCurve<T extends { readonly id: string; readonly at: PlanePoint }>(
  sites: readonly T[],
): T[] {
  return sites
    .map((site) => ({ site, key: mortonKey(site.at) }))
    .sort((a, b) => a.key - b.key || (a.site.id < b.site.id ? -1 : 1))
    .map(({ site }) => site);
}

/**
 * Chooses `count` of `sites` so that every neighbourhood gets its part: each equal run of the curve gives one.
 *
 * @param sites In the order of {@link orderAlongCurve}.
 * @param prefer Of one run the site with most of this is taken; without it, any.
 * @returns Chosen sites in the same order; all of them where `count` is not less.
 */
export function spreadEvenly<T>(
  sites: readonly T[],
  count: number,
  random: Random,
  prefer?: (site: T) => number,
): readonly T[] {
  if (count >= sites.length) return sites;
  const chosen: T[] = [];
  for (let k = 0; k < count; k++) {
    const from = Math.floor((k * sites.length) / count);
    const run = sites.slice(from, Math.floor(((k + 1) * sites.length) / count));
    // Drawn in any case, so that a preference for one kind does not shift the numbers of the next.
    const any = run[Math.floor(random.next() * run.length)] as T;
    chosen.push(prefer ? mostOf(run, prefer) : any);
  }
  return chosen;
}

function mostOf<T>(run: readonly T[], prefer: (site: T) => number): T {
  let [best] = run;
  for (const site of run) if (prefer(site) > prefer(best as T)) best = site;
  return best as T;
}

/** Interleaves the bits of column and row: 2 × 20 bits, exact in a double. */
function mortonKey([eastM, northM]: PlanePoint): number {
  const column = Math.floor((eastM - CORNER_M) / CELL_M);
  const row = Math.floor((northM - CORNER_M) / CELL_M);
  let key = 0;
  for (let bit = 19; bit >= 0; bit--) key = key * 4 + ((row >> bit) & 1) * 2 + ((column >> bit) & 1);
  return key;
}
