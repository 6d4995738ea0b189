import type { BaseMap, MapPlace } from "@shuicheng/shared/contracts";
import { ellipsoidalGroundHeightM } from "@shuicheng/shared/geo";
import { BoundingSphere, Cartesian3 } from "cesium";

/** How a name is set. */
export type NameManner = "city" | "district" | "landmark" | "water" | "road";

interface MapName {
  readonly zh: string;
  readonly en: string;
  readonly manner: NameManner;
  /** Smaller is set first, and from farther away. */
  readonly rank: number;
}

/** A name that stands upright at a place. */
export interface PlaceName extends MapName {
  readonly atEcefM: Cartesian3;
}

/** A name that runs along a road, a railway or a river. */
export interface LineName extends MapName {
  /** At most {@link STEP_M} apart, so that a name finds room also where both ends are off the picture. */
  readonly pathEcefM: readonly Cartesian3[];
  /** Around the path. */
  readonly middleEcefM: Cartesian3;
  readonly reachM: number;
}

/** Names of a base map with their places in space: on the ground. */
export interface MapNames {
  readonly places: readonly PlaceName[];
  readonly lines: readonly LineName[];
}

const MANNERS: Readonly<Record<MapPlace["kind"], NameManner>> = {
  city: "city",
  district: "district",
  landmark: "landmark",
  station: "landmark",
  hospital: "landmark",
  school: "landmark",
  park: "landmark",
  water: "water",
};

/** Ranks of line names beside those of places (1 city, 2 districts and lakes, 3 landmarks, 4 the rest). */
const RANK_BY_ROAD = { highway: 2.5, arterial: 2.5, collector: 3.5, local: 4.5, lane: 5 } as const;
const STEP_M = 60;
const RIVER_RANK = 2.2;
const RAILWAY_RANK = 4;

/** Takes the names out of a base map. Lines of one name in several pieces give a name each. */
export function collectNames({ places, lines }: BaseMap): MapNames {
  return {
    places: places.map(({ kind, name, nameEn, at, rank }) => ({
      zh: name,
      en: nameEn,
      manner: MANNERS[kind],
      rank,
      atEcefM: onGround(at),
    })),
    lines: lines.flatMap(({ kind, roadClass, name, nameEn, path }): LineName[] => {
      if (name === "" && nameEn === "") return [];
      const rank =
        kind === "river"
          ? RIVER_RANK
          : kind === "railway"
            ? RAILWAY_RANK
            : RANK_BY_ROAD[roadClass ?? "local"];
      const manner = kind === "river" ? "water" : "road";
      const pathEcefM = densify(path.map(onGround));
      const sphere = BoundingSphere.fromPoints(pathEcefM);
      return [
        { zh: name, en: nameEn, manner, rank, pathEcefM, middleEcefM: sphere.center, reachM: sphere.radius },
      ];
    }),
  };
}

function onGround([lonDeg, latDeg]: readonly [number, number]): Cartesian3 {
  return Cartesian3.fromDegrees(lonDeg, latDeg, ellipsoidalGroundHeightM(lonDeg, latDeg));
}

function densify(path: readonly Cartesian3[]): Cartesian3[] {
  return path.flatMap((point, index) => {
    const next = path[index + 1];
    if (!next) return [point];
    const steps = Math.max(1, Math.ceil(Cartesian3.distance(point, next) / STEP_M));
    return Array.from({ length: steps }, (_, k) => Cartesian3.lerp(point, next, k / steps, new Cartesian3()));
  });
}
