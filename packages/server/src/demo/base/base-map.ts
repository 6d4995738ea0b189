import type { BaseMap } from "@shuicheng/shared/contracts";
import { drawAreas } from "./base-map-areas.ts";
import type { BaseMapInput } from "./base-map-input.ts";
import { drawLines } from "./base-map-lines.ts";
import { namePlaces } from "./base-map-places.ts";

/** Draws the vector base map: areas from the ground up (districts, blocks, greens, water), lines, and names. */
export function drawBaseMap(input: BaseMapInput): BaseMap {
  return {
    version: 1,
    areas: drawAreas(input),
    lines: drawLines(input),
    places: namePlaces(input),
    attribution: {
      zh: "示意数据：形状为手绘与程序生成，非测绘成果；行政区划名称与代码据公开资料",
      en: "Synthetic data: shapes drawn by hand and generated, no survey; names and codes of districts from public sources",
    },
  };
}
