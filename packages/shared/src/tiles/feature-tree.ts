import { anchorOf, type TileFeature } from "./tile-feature.ts";

/** A property table longer than the GPU's largest texture cannot be read in a shader: WebGL 2 promises 2,048, all real devices 4,096. */
export const MAX_FEATURES_PER_TILE = 4_096;

/** What a tile with children draws itself: enough for trunk mains and plants, little enough to come at once. */
const COARSE_FEATURES_PER_TILE = 1_024;

/** A cell of the quadtree: draws `features` itself and adds what its children draw. */
export interface FeatureCell {
  /** Digits of the quarters from the root: 0 south-west, 1 south-east, 2 north-west, 3 north-east. */
  readonly path: string;
  readonly features: readonly TileFeature[];
  readonly children: readonly FeatureCell[];
  /** Side of the square, metres. */
  readonly sizeM: number;
}

/** Limits of {@link buildFeatureTree}, smaller in tests. */
export interface TreeLimits {
  readonly maxFeaturesPerTile: number;
  readonly coarseFeaturesPerTile: number;
}

interface Anchored {
  readonly feature: TileFeature;
  readonly eastM: number;
  readonly northM: number;
}

interface Square {
  readonly path: string;
  readonly westM: number;
  readonly southM: number;
  readonly sizeM: number;
}

/**
 * Sorts features into a quadtree over their anchors: a cell with too many keeps the most important ones and hands
 * the rest to its quarters. Each feature is in exactly one cell, and never above a more important one of its place.
 *
 * @returns `undefined` when no feature has geometry.
 */
export function buildFeatureTree(
  features: readonly TileFeature[],
  limits: TreeLimits = {
    maxFeaturesPerTile: MAX_FEATURES_PER_TILE,
    coarseFeaturesPerTile: COARSE_FEATURES_PER_TILE,
  },
): FeatureCell | undefined {
  const anchored = features
    .flatMap((feature): Anchored[] => {
      const anchor = anchorOf(feature);
      return anchor ? [{ feature, eastM: anchor[0], northM: anchor[1] }] : [];
    })
    // Index as the second key: the same input gives the same tiles.
    .sort(
      (a, b) =>
        b.feature.importance - a.feature.importance || a.feature.featureIndex - b.feature.featureIndex,
    );
  if (anchored.length === 0) return undefined;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { eastM, northM } of anchored) {
    [west, south] = [Math.min(west, eastM), Math.min(south, northM)];
    [east, north] = [Math.max(east, eastM), Math.max(north, northM)];
  }
  const sizeM = Math.max(east - west, north - south, 1);
  return buildCell(anchored, { path: "", westM: west, southM: south, sizeM }, limits);
}

function buildCell(anchored: readonly Anchored[], square: Square, limits: TreeLimits): FeatureCell {
  const { path, sizeM } = square;
  const isLeaf = anchored.length <= limits.maxFeaturesPerTile;
  const own = isLeaf ? anchored : anchored.slice(0, limits.coarseFeaturesPerTile);
  const rest = anchored.slice(own.length);
  const quarters: Anchored[][] = [[], [], [], []];
  rest.forEach((item, index) => {
    quarters[quarterOf(item, index, square)]?.push(item);
  });
  const children = quarters.flatMap((members, quarter) =>
    members.length > 0 ? [buildCell(members, quarterSquare(square, quarter), limits)] : [],
  );
  return { path, features: own.map(({ feature }) => feature), children, sizeM };
}

/** Cells below a decimetre hold features of one place: dealing them out in turn is the only way to part them. */
function quarterOf({ eastM, northM }: Anchored, index: number, square: Square): number {
  if (square.sizeM < 0.1) return index % 4;
  const half = square.sizeM / 2;
  return (eastM >= square.westM + half ? 1 : 0) + (northM >= square.southM + half ? 2 : 0);
}

function quarterSquare({ path, westM, southM, sizeM }: Square, quarter: number): Square {
  const half = sizeM / 2;
  return {
    path: `${path}${quarter}`,
    westM: westM + (quarter & 1 ? half : 0),
    southM: southM + (quarter & 2 ? half : 0),
    sizeM: half,
  };
}
