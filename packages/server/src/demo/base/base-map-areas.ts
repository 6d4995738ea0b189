import type { BaseMap } from "@shuicheng/shared/contracts";
import { counterClockwise } from "../model/plane-shapes.ts";
import type { BaseMapInput } from "./base-map-input.ts";
import { PLAN_USES } from "./block-plans.ts";
import { mapRing } from "./map-degrees.ts";
import { numberOf, textOf } from "./read-assets.ts";
import { bandAround } from "./waters.ts";

type Area = BaseMap["areas"][number];

/** Green on both banks of canal and rivers, metres. */
const BANK_GREEN_M = 22;

/** Areas in the order in which they are to be painted. */
export function drawAreas(input: BaseMapInput): Area[] {
  return [
    ...input.districts.all.map(({ id, name, nameEn, ring }) => area(id, "district", name, nameEn, [ring])),
    ...blocksOf(input),
    ...bankGreens(input),
    ...parksOf(input),
    ...input.waters.all.map(({ id, name, nameEn, ring, islands }) =>
      area(id, "water", name, nameEn, [ring, ...islands.map((island) => island.toReversed())]),
    ),
  ];
}

/** Blocks by use; what reaches into the lake is green, the tower stands on a square. */
function blocksOf({ built }: BaseMapInput): Area[] {
  return built.blocks.map(({ block, plan }) => {
    const id = `block-${block.index + 1}`;
    if (plan === "lakeside") return area(id, "green", "", "", [block.ring]);
    if (plan === "square") return area(id, "plaza", "", "", [block.ring]);
    return { ...area(id, "block", "", "", [block.ring]), use: PLAN_USES[plan] };
  });
}

function bankGreens({ drawn }: BaseMapInput): Area[] {
  return drawn.water
    .filter((feature) => textOf(feature, "kind") !== "lake")
    .map((feature) => {
      const ring = bandAround(feature.points, numberOf(feature, "widthM") / 2 + BANK_GREEN_M);
      return area(`${textOf(feature, "id")}-banks`, "green", "", "", [ring]);
    });
}

function parksOf({ drawn, built }: BaseMapInput): Area[] {
  return [
    ...drawn.green.map((feature) =>
      area(
        textOf(feature, "id"),
        textOf(feature, "kind") === "plaza" ? "plaza" : "green",
        textOf(feature, "name"),
        textOf(feature, "nameEn"),
        [counterClockwise(feature.points)],
      ),
    ),
    ...drawn["ancient-town"]
      .filter(({ properties }) => properties.kind === "island")
      .map((feature) =>
        area(textOf(feature, "id"), "green", textOf(feature, "name"), textOf(feature, "nameEn"), [
          counterClockwise(feature.points),
        ]),
      ),
    ...built.plots.parks.map(({ ring }, index) => area(`pocket-park-${index + 1}`, "green", "", "", [ring])),
  ];
}

function area(
  id: string,
  kind: Area["kind"],
  name: string,
  nameEn: string,
  rings: readonly Parameters<typeof mapRing>[0][],
): Area {
  return { id, kind, name, nameEn, rings: rings.map(mapRing) };
}
