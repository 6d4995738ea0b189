import {
  IdentifierSchema,
  LayerClassesSchema,
  LayerDatastreamsSchema,
  LayerSchema,
} from "@shuicheng/shared/contracts";
import { bytes, json, listOf } from "../describe.ts";
import type { Area } from "../operation.ts";

/** What is drawn and secured together. */
export const LAYERS: Area = {
  tag: "layers",
  description: "What is drawn and secured together, and columns by feature index of what is in it.",
  pathParameters: { id: { description: "Id of a layer.", schema: IdentifierSchema } },
  operations: [
    {
      method: "get",
      path: "/api/v1/layers",
      summary: "Lists all layers, with the addresses of their tilesets.",
      who: "reader",
      answers: { 200: json(listOf(LayerSchema), "All of them.") },
    },
    {
      method: "get",
      path: "/api/v1/layers/{id}",
      summary: "One layer.",
      who: "reader",
      answers: { 200: json(LayerSchema, "The layer.") },
      codes: ["layer/unknown"],
    },
    {
      method: "get",
      path: "/api/v1/layers/{id}/positions",
      summary: "Where each feature of a layer stands.",
      who: "reader",
      answers: {
        200: bytes(
          "Little-endian f64, three a feature: longitude and latitude in degrees, orthometric height in metres; NaN where there is no place.",
        ),
      },
      codes: ["layer/unknown"],
    },
    {
      method: "get",
      path: "/api/v1/layers/{id}/classes",
      summary: "Classes of a layer's assets, the most frequent first.",
      who: "reader",
      answers: { 200: json(LayerClassesSchema, "The classes, which `class-indices` counts.") },
      codes: ["layer/unknown"],
    },
    {
      method: "get",
      path: "/api/v1/layers/{id}/class-indices",
      summary: "Which class each feature of a layer is of.",
      who: "reader",
      answers: {
        200: bytes("A byte a feature: the place of its class in `classes`; 255 where there is no asset."),
      },
      codes: ["layer/unknown"],
    },
    {
      method: "get",
      path: "/api/v1/layers/{id}/datastreams",
      summary: "Datastreams of a layer with the handles that live patches name.",
      who: "reader",
      answers: { 200: json(LayerDatastreamsSchema, "Columns of equal length.") },
      codes: ["layer/unknown"],
    },
  ],
};
