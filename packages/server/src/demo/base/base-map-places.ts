import type { BaseMap } from "@shuicheng/shared/contracts";
import { type Building, type PlanePoint, planDistanceM } from "../model/index.ts";
import { boundsOf, ringCentre } from "../model/plane-shapes.ts";
import type { BaseMapInput } from "./base-map-input.ts";
import { buildExtent } from "./extent.ts";
import { mapPoint } from "./map-degrees.ts";
import { isWithin } from "./named-buildings.ts";
import { textOf } from "./read-assets.ts";

type Place = BaseMap["places"][number];

/** Landmarks that are named before the others. */
const FIRST = new Set([
  "光岳楼",
  "山陕会馆",
  "水城明珠大剧场",
  "中国运河文化博物馆",
  "聊城市人民医院",
  "聊城大学东校区",
]);

/** Names of the map, with the ranks in which they show. */
export function namePlaces(input: BaseMapInput): Place[] {
  return [
    ...administrative(input),
    ...waterNames(input),
    ...parkNames(input),
    ...stationNames(input),
    ...buildingNames(input.buildings),
  ];
}

/** The city, its counties' seats, and districts by their middle. */
function administrative({ drawn, districts, scale }: BaseMapInput): Place[] {
  const counties = drawn.districts.filter(({ points }) => points.length === 1);
  const extent = buildExtent(scale);
  return [
    place("city", "city", "聊城市", "Liaocheng", counties[0]?.points[0] ?? [0, 0], 1),
    ...counties.map((feature) =>
      place(
        `county-${textOf(feature, "id")}`,
        "district",
        textOf(feature, "name"),
        textOf(feature, "nameEn"),
        feature.points[0] ?? [0, 0],
        1,
      ),
    ),
    ...districts.all.map(({ id, name, nameEn, centre }) => {
      const at: PlanePoint = [
        Math.min(Math.max(centre[0], extent.west - 1500), extent.east + 1500),
        Math.min(Math.max(centre[1], extent.south - 1500), extent.north + 1500),
      ];
      return place(`district-${id}`, "district", name, nameEn, at, 2);
    }),
  ];
}

/** The lake at its widest part; canal and rivers where they come nearest to the town's middle. */
function waterNames({ waters, scale }: BaseMapInput): Place[] {
  const extent = buildExtent(scale);
  const middle = [(extent.west + extent.east) / 2, (extent.south + extent.north) / 2] as const;
  return waters.all.map(({ id, name, nameEn, kind, ring }) => {
    const { west, east, south, north } = boundsOf(ring);
    const half = ring.length / 2;
    const axis = ring.slice(0, half).map((point, i): PlanePoint => {
      const other = ring[ring.length - 1 - i] ?? point;
      return [(point[0] + other[0]) / 2, (point[1] + other[1]) / 2];
    });
    const nearest = axis.reduce((best, point) =>
      planDistanceM(point, middle) < planDistanceM(best, middle) ? point : best,
    );
    const at: PlanePoint =
      kind === "lake" ? [west + (east - west) * 0.17, south + (north - south) * 0.4] : nearest;
    return place(`water-${id}`, "water", name, nameEn, at, kind === "lake" ? 2 : 3);
  });
}

function parkNames({ drawn }: BaseMapInput): Place[] {
  return drawn.green.map((feature) =>
    place(
      `park-${textOf(feature, "id")}`,
      "park",
      textOf(feature, "name"),
      textOf(feature, "nameEn"),
      ringCentre(feature.points),
      4,
    ),
  );
}

/** Railway stations; those in the town stand where their halls do. */
function stationNames({ drawn, buildings, scale }: BaseMapInput): Place[] {
  const extent = buildExtent(scale);
  return drawn.transport
    .filter(({ points }) => points.length === 1)
    .map((feature) => {
      const name = textOf(feature, "name");
      const drawnAt = feature.points[0] ?? [0, 0];
      const hall = isWithin(drawnAt, extent)
        ? buildings.find((one) => one.name === `${name}站房`)
        : undefined;
      const at = hall ? ringCentre(hall.ring) : drawnAt;
      return place(textOf(feature, "id"), "station", name, textOf(feature, "nameEn"), at, 2);
    });
}

function buildingNames(buildings: readonly Building[]): Place[] {
  return buildings
    .filter(({ name, use }) => name !== "" && !(use === "station" && name.endsWith("站房")))
    .map(({ id, name, nameEn, use, ring }) => {
      const kind = use === "hospital" || use === "school" || use === "station" ? use : "landmark";
      return place(`building-${id}`, kind, name, nameEn, ringCentre(ring), FIRST.has(name) ? 3 : 4);
    });
}

function place(
  id: string,
  kind: Place["kind"],
  name: string,
  nameEn: string,
  at: PlanePoint,
  rank: Place["rank"],
): Place {
  return { id, kind, name, nameEn, at: mapPoint(at), rank };
}
