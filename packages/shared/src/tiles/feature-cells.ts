import type { PackedFeatures } from "./packed-features.ts";
import { selectNth } from "./select-nth.ts";

/** A property table longer than the GPU's largest texture cannot be read in a shader: WebGL 2 promises 2,048, all real devices 4,096. */
export const MAX_FEATURES_PER_TILE = 4_096;

/**
 * Features that appear together, once the eye is near enough. A layer has a few ranges, the farthest first; each
 * feature is in exactly one.
 */
export interface ViewRange {
  /**
   * Distance from the eye to a tile's box at which the tile appears, metres, on a screen 1,920 pixels wide; Infinity:
   * as long as the layer is drawn at all.
   */
  readonly withinM: number;
  /** It takes features at least so important; all where absent. */
  readonly fromImportance?: number;
  /** It takes no more than so many, the most important; the others wait for the next range. All where absent. */
  readonly maxFeatures?: number;
  /** At most {@link MAX_FEATURES_PER_TILE}, which it is where absent. Fewer: smaller tiles, less drawn in vain. */
  readonly maxFeaturesPerTile?: number;
}

/**
 * Ranges where the caller knows no better: what fits two tiles is always drawn, the next sixteen from a district's
 * height, the rest in a street.
 */
export const DEFAULT_RANGES: readonly ViewRange[] = [
  { withinM: Number.POSITIVE_INFINITY, maxFeatures: 2 * MAX_FEATURES_PER_TILE },
  { withinM: 4_500, maxFeatures: 16 * MAX_FEATURES_PER_TILE },
  { withinM: 1_200 },
];

/** Part of the plane: either a tile's features or two halves. */
export type FeatureCell =
  | {
      /** Digits from the whole: 0 the west or south half, 1 the other. */
      readonly path: string;
      /** Positions in the pack, ascending. */
      readonly members: Uint32Array;
    }
  | { readonly path: string; readonly halves: readonly [FeatureCell, FeatureCell] };

/**
 * Deals features out to ranges by importance, then each range to cells with about as many features each, so that as few
 * tiles as possible hold them. Features with nothing to draw are left out. A range that gets none has no cell.
 *
 * Cost: O(n log n). The last range takes what is left, whatever it says.
 */
export function buildFeatureCells(
  pack: PackedFeatures,
  ranges: readonly ViewRange[] = DEFAULT_RANGES,
): (FeatureCell | undefined)[] {
  const order = byImportance(pack);
  let from = 0;
  return ranges.map((range, index) => {
    const isLast = index === ranges.length - 1;
    const to = isLast ? order.length : endOfRange(pack, order, from, range);
    const members = order.subarray(from, to);
    from = to;
    const perTile = Math.min(range.maxFeaturesPerTile ?? MAX_FEATURES_PER_TILE, MAX_FEATURES_PER_TILE);
    if (members.length === 0) return undefined;
    return halve(pack.anchorsEnuM, members, Math.ceil(members.length / perTile), "");
  });
}

function endOfRange(pack: PackedFeatures, order: Uint32Array, from: number, range: ViewRange): number {
  const { fromImportance = Number.NEGATIVE_INFINITY, maxFeatures = Number.POSITIVE_INFINITY } = range;
  const most = Math.min(order.length, from + maxFeatures);
  let to = from;
  while (to < most && (pack.importances[order[to] as number] as number) >= fromImportance) to++;
  return to;
}

/** Positions of what is drawn, most important first, those of equal importance as they came. */
function byImportance({ importances, anchorsEnuM, count }: PackedFeatures): Uint32Array {
  const ranks = new Map<number, number>();
  for (const importance of importances) ranks.set(importance, 0);
  [...ranks.keys()]
    .sort((a, b) => b - a)
    .forEach((importance, rank) => {
      ranks.set(importance, rank);
    });
  // One number holds rank and position: typed arrays sort numbers many times faster than objects by a function.
  const keys = new Float64Array(count);
  let drawn = 0;
  for (let position = 0; position < count; position++) {
    if (Number.isNaN(anchorsEnuM[2 * position])) continue;
    keys[drawn++] = (ranks.get(importances[position] as number) as number) * 2 ** 32 + position;
  }
  return Uint32Array.from(keys.subarray(0, drawn).sort(), (key) => key % 2 ** 32);
}

/** Cuts across the longer side until each cell is one of `tiles`. Reorders `members`. */
function halve(anchorsEnuM: Float64Array, members: Uint32Array, tiles: number, path: string): FeatureCell {
  if (tiles === 1) return { path, members: members.sort() };
  const axis = longerAxis(anchorsEnuM, members);
  const tilesBelow = tiles >> 1;
  const cut = Math.round((members.length * tilesBelow) / tiles);
  selectNth(members, cut, (position) => anchorsEnuM[2 * position + axis] as number);
  return {
    path,
    halves: [
      halve(anchorsEnuM, members.subarray(0, cut), tilesBelow, `${path}0`),
      halve(anchorsEnuM, members.subarray(cut), tiles - tilesBelow, `${path}1`),
    ],
  };
}

function longerAxis(anchorsEnuM: Float64Array, members: Uint32Array): 0 | 1 {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const position of members) {
    const eastM = anchorsEnuM[2 * position] as number;
    const northM = anchorsEnuM[2 * position + 1] as number;
    if (eastM < west) west = eastM;
    if (eastM > east) east = eastM;
    if (northM < south) south = northM;
    if (northM > north) north = northM;
  }
  return east - west >= north - south ? 0 : 1;
}
