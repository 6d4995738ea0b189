import { AssetSchema, IdentifierSchema } from "@shuicheng/shared/contracts";
import Type from "typebox";
import { json, page, pageOf, query } from "../describe.ts";
import type { Area } from "../operation.ts";

const MAX_FEATURES = 1_000;

/** Things with an identity, a class and a place. */
export const ASSETS: Area = {
  tag: "assets",
  description: "Things with an identity, a class and a place.",
  pathParameters: { id: { description: "Id of an asset.", schema: IdentifierSchema } },
  operations: [
    {
      method: "get",
      path: "/api/v1/assets",
      summary: "Finds assets; what is given must all hold.",
      who: "reader",
      query: [
        query("layer", "Id of the layer that they are in.", IdentifierSchema),
        query("class", "Their class."),
        query(
          "q",
          "Words of their name, code or place; Chinese, pinyin or its initials. The best hits come first.",
        ),
        query(
          "feature",
          "Feature indices; of a layer.",
          Type.Array(Type.Integer({ minimum: 0 }), { minItems: 1, maxItems: MAX_FEATURES }),
        ),
        query("monitored", "Whether they have a datastream.", Type.Boolean()),
        query("connected", "Id of the asset that they begin or end at.", IdentifierSchema),
        ...page(100, 10_000),
      ],
      answers: { 200: json(pageOf(AssetSchema), "A page of them.") },
      codes: ["layer/unknown", "asset/unknown"],
    },
    {
      method: "get",
      path: "/api/v1/assets/{id}",
      summary: "One asset with its status.",
      who: "reader",
      answers: { 200: json(AssetSchema, "The asset.") },
      codes: ["asset/unknown"],
    },
  ],
};
