import { BaseMapSchema } from "@shuicheng/shared/contracts";
import { json } from "../describe.ts";
import type { Area } from "../operation.ts";

/** The ground that a page draws. */
export const BASE_MAP: Area = {
  tag: "basemap",
  description: "The vector map that everything is drawn on.",
  operations: [
    {
      method: "get",
      path: "/api/v1/basemap",
      summary: "The vector base map: ground areas, roads, names.",
      who: "reader",
      takesRanges: true,
      answers: { 200: json(BaseMapSchema, "The whole map.") },
      codes: ["basemap/none"],
    },
  ],
};
