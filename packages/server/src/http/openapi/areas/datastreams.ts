import {
  BindReportSchema,
  BindRequestSchema,
  DatastreamSchema,
  IdentifierSchema,
  LayerKindSchema,
  LayerSchema,
  RegistrationSchema,
  TableImportSchema,
} from "@shuicheng/shared/contracts";
import Type from "typebox";
import { atMost, DRY_RUN, idList, json, jsonBody, page, pageOf, query } from "../describe.ts";
import type { Area } from "../operation.ts";

const MIB = 1024 * 1024;
const Count = Type.Integer({ minimum: 0 });

const RegistrationReportSchema = Type.Object({
  layer: LayerSchema,
  added: Count,
  changed: Count,
  datastreams: Count,
  datastreamsChanged: Count,
  dryRun: Type.Boolean(),
});

/** What is observed. */
export const DATASTREAMS: Area = {
  tag: "datastreams",
  description: "What is observed: one property of one asset each, with unit, range, limits and latest value.",
  pathParameters: { id: { description: "Id of a datastream.", schema: IdentifierSchema } },
  operations: [
    {
      method: "get",
      path: "/api/v1/datastreams",
      summary: "Lists datastreams with their latest values.",
      who: "reader",
      query: [
        query("layer", "Id of the layer that their assets are in.", IdentifierSchema),
        idList("asset", "Ids of the assets that they observe.", 100),
        ...page(100, 10_000),
      ],
      answers: { 200: json(pageOf(DatastreamSchema), "A page of them.") },
      codes: ["layer/unknown", "asset/unknown"],
    },
    {
      method: "get",
      path: "/api/v1/datastreams/{id}",
      summary: "One datastream with its latest value and how long what is kept of it.",
      who: "reader",
      answers: { 200: json(DatastreamSchema, "The datastream.") },
      codes: ["datastream/unknown"],
    },
    {
      method: "post",
      path: "/api/v1/datastreams/import",
      summary: "Registers assets and datastreams of one layer, or changes them, by the integrator's own ids.",
      description:
        "JSON is taken whole or not at all. Of a table in CSV (UTF-8 or GBK, headers in Chinese or English) the good rows are taken and the others listed.",
      who: "writer",
      query: [
        DRY_RUN,
        query("layer", "Of a table, and needed there: id of the layer of its assets.", IdentifierSchema),
        query("layerName", "Of a table whose layer is new: its name.", Type.String({ maxLength: 256 })),
        query("kind", "Of a table whose layer is new: its kind.", LayerKindSchema),
      ],
      body: {
        description: `JSON: ${atMost(64 * MIB)} CSV: 16 MiB.`,
        content: { "application/json": RegistrationSchema, "text/csv": null },
      },
      answers: {
        200: json(
          Type.Union([RegistrationReportSchema, TableImportSchema]),
          "What was done: the first to JSON, the second to a table.",
        ),
      },
      codes: ["registry/conflict", "registry/invalid"],
    },
    {
      method: "get",
      path: "/api/v1/datastreams/import/template.csv",
      summary: "A table to be filled in and imported.",
      who: "reader",
      query: [query("lang", "Of its headers.", Type.Enum(["zh", "en"], { default: "zh" }))],
      answers: {
        200: { description: "CSV in UTF-8 with a byte order mark.", content: { "text/csv": null } },
      },
    },
    {
      method: "post",
      path: "/api/v1/datastreams/bind",
      summary: "Lets datastreams observe other assets; all of them or none.",
      who: "writer",
      query: [DRY_RUN],
      body: jsonBody(BindRequestSchema, 4 * MIB),
      answers: { 200: json(BindReportSchema, "What was done, and how to take it back.") },
      codes: ["datastream/unknown", "asset/unknown"],
    },
  ],
};
