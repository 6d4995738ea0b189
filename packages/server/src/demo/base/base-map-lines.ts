import type { BaseMap } from "@shuicheng/shared/contracts";
import { type PlanePoint, STREET_SECTIONS } from "../model/index.ts";
import type { BaseMapInput } from "./base-map-input.ts";
import { buildExtent } from "./extent.ts";
import { mapPoint } from "./map-degrees.ts";
import { type DrawnFeature, numberOf, textOf } from "./read-assets.ts";
import { alongOf } from "./road-line.ts";

type Line = BaseMap["lines"][number];

/** Roads of the town, main roads on their way out of it, railways and the expressway. */
export function drawLines(input: BaseMapInput): Line[] {
  return [...townRoads(input), ...roadsOutside(input), ...farLines(input)];
}

function townRoads({ network }: BaseMapInput): Line[] {
  return network.roads.map(({ index, name, nameEn, roadClass, junctions }) => ({
    id: `road-${index + 1}`,
    kind: "road",
    roadClass,
    name,
    nameEn,
    widthM: 2 * STREET_SECTIONS[roadClass].kerbM,
    path: junctions.map((junction) => mapPoint(network.junctions[junction]?.at ?? [0, 0])),
  }));
}

/** Drawn roads go on beyond the town's edge, so that they do not end in nowhere. */
function roadsOutside({ drawn, network, scale }: BaseMapInput): Line[] {
  const extent = buildExtent(scale);
  return drawn.roads.flatMap((feature) => {
    const isEastWest = textOf(feature, "family") === "east-west";
    const family = isEastWest ? "east-west" : "north-south";
    const [low, high] = isEastWest ? [extent.west, extent.east] : [extent.south, extent.north];
    const along = (point: PlanePoint) => alongOf(family, point);
    const points = [...feature.points].sort((a, b) => along(a) - along(b));
    const ends = network.roads
      .filter((road) => road.name === feature.properties.name && road.family === family)
      .flatMap(({ junctions }) => [junctions[0], junctions.at(-1)])
      .map((junction) => network.junctions[junction ?? -1]?.at)
      .filter((at) => at !== undefined)
      .sort((a, b) => along(a) - along(b));
    const [first, last] = [ends[0], ends.at(-1)];
    if (!first || !last) return points.length > 1 ? [outsideLine(feature, "whole", points)] : [];
    const before = points.filter((point) => along(point) < Math.min(low, along(first)) - 50);
    const after = points.filter((point) => along(point) > Math.max(high, along(last)) + 50);
    return [
      ...(before.length > 0 ? [outsideLine(feature, "low", [...before, first])] : []),
      ...(after.length > 0 ? [outsideLine(feature, "high", [last, ...after])] : []),
    ];
  });
}

function outsideLine(feature: DrawnFeature, part: string, points: readonly PlanePoint[]): Line {
  const roadClass = textOf(feature, "class") as keyof typeof STREET_SECTIONS;
  const nameEn = textOf(feature, "nameEn");
  return {
    id: `outside-${nameEn.toLowerCase().replaceAll(" ", "-")}-${part}`,
    kind: "road",
    roadClass,
    name: textOf(feature, "name"),
    nameEn,
    widthM: 2 * STREET_SECTIONS[roadClass].kerbM,
    path: points.map(mapPoint),
  };
}

function farLines({ drawn }: BaseMapInput): Line[] {
  return drawn.transport
    .filter(({ points }) => points.length > 1)
    .map((feature): Line => {
      const common = {
        id: textOf(feature, "id"),
        name: textOf(feature, "name"),
        nameEn: textOf(feature, "nameEn"),
        widthM: numberOf(feature, "widthM"),
        path: feature.points.map(mapPoint),
      };
      return textOf(feature, "kind") === "highway"
        ? { ...common, kind: "road", roadClass: "highway" }
        : { ...common, kind: "railway" };
    });
}
