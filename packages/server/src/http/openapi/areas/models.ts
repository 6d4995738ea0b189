import {
  HandPlaceSchema,
  IdentifierSchema,
  ModelElementSchema,
  ModelHealthSchema,
  ModelRevisionSchema,
  ModelSchema,
} from "@shuicheng/shared/contracts";
import Type from "typebox";
import { ELEMENT_OPERATORS } from "../../model-queries.ts";
import { begun, bytes, DONE, json, jsonBody, listOf, needed, page, pageOf, query } from "../describe.ts";
import type { Area } from "../operation.ts";

const PointM = Type.Tuple([Type.Number(), Type.Number(), Type.Number()]);

const ObjectLinkSchema = Type.Object({
  row: Type.Integer({ minimum: 0 }),
  globalId: Type.String(),
  class: Type.String(),
  name: Type.String(),
});

/** Everything about an element: what panels need most; there is more. */
const ElementDetailSchema = Type.Object({
  ...ObjectLinkSchema.properties,
  key: Type.String(),
  asset: IdentifierSchema,
  featureIndex: Type.Integer({ minimum: 0 }),
  expressId: Type.Integer({ minimum: 0, description: "`#id` in the file." }),
  boundsM: Type.Union([Type.Array(Type.Number(), { minItems: 6, maxItems: 6 }), Type.Null()], {
    description: "Of what is drawn, in the model's frame: least x, y, z, greatest x, y, z, metres.",
  }),
  path: Type.Array(ObjectLinkSchema, { description: "From its parent up to the project." }),
  sets: Type.Array(
    Type.Object({
      name: Type.String(),
      inherited: Type.Boolean({ description: "It belongs to the type object." }),
      properties: Type.Array(
        Type.Object({
          name: Type.String(),
          values: Type.Array(Type.Union([Type.Number(), Type.String(), Type.Boolean(), Type.Null()])),
          unit: Type.Optional(Type.String()),
        }),
      ),
    }),
  ),
});

/** IFC files as layers of the city. */
export const MODELS: Area = {
  tag: "models",
  description: "IFC files as layers of the city: upload, health, elements, revisions, placement.",
  pathParameters: {
    id: { description: "Id of a model.", schema: IdentifierSchema },
    key: { description: "Key of an element, e.g. its GlobalId.", schema: Type.String() },
  },
  operations: [
    {
      method: "get",
      path: "/api/v1/models",
      summary: "Lists models.",
      who: "reader",
      answers: { 200: json(listOf(ModelSchema), "All of them.") },
    },
    {
      method: "post",
      path: "/api/v1/models",
      summary: "Takes an IFC file in and begins a job that makes a model, or a revision of one, of it.",
      who: "writer",
      query: [
        needed(query("name", "Of the file, e.g. `school.ifc`.")),
        query("model", "Id of the model that this is a new revision of.", IdentifierSchema),
        query("place", "Where it stands: `lon,lat[,heightM[,headingDeg]]`, degrees and metres."),
        query(
          "crs",
          "Of its coordinates, where the file does not say.",
          Type.String({ pattern: "^EPSG:\\d{4,6}$" }),
        ),
        query("again", "Takes a file again that is there already.", Type.Boolean({ default: false })),
      ],
      body: {
        isStreamed: true,
        description:
          "The file as it is: IFC in STEP form or an .ifczip, told by its content, at most 1 GiB. Its type is not looked at.",
        content: { "application/x-step": null, "application/zip": null, "application/octet-stream": null },
      },
      answers: { 202: begun(Type.Object({ job: Type.String(), model: Type.Optional(IdentifierSchema) })) },
      codes: [
        "data/unreadable",
        "model/archive-too-large",
        "model/broken-archive",
        "model/busy",
        "model/duplicate",
        "model/invalid-placement",
        "model/not-ifc",
        "model/unknown",
        "request/incomplete-body",
        "request/too-large",
      ],
    },
    {
      method: "get",
      path: "/api/v1/models/{id}",
      summary: "One model.",
      who: "reader",
      answers: { 200: json(ModelSchema, "The model.") },
      codes: ["model/unknown"],
    },
    {
      method: "delete",
      path: "/api/v1/models/{id}",
      summary: "Deletes a model with its revisions and views; its datastreams stay.",
      who: "writer",
      answers: { 204: DONE },
      codes: ["model/busy", "model/unknown"],
    },
    {
      method: "get",
      path: "/api/v1/models/{id}/health",
      summary: "What became of each product of a model, and what is wrong with its file.",
      who: "reader",
      answers: { 200: json(ModelHealthSchema, "The report.") },
      codes: ["model/unknown"],
    },
    {
      method: "get",
      path: "/api/v1/models/{id}/revisions",
      summary: "The files that a model was made of, and what each changed.",
      who: "reader",
      answers: { 200: json(listOf(ModelRevisionSchema), "All of them.") },
      codes: ["model/unknown"],
    },
    {
      method: "get",
      path: "/api/v1/models/{id}/source",
      summary: "The IFC file of a revision.",
      who: "writer",
      takesRanges: true,
      query: [
        query(
          "revision",
          "Which; the current one unless given.",
          Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        ),
      ],
      answers: {
        200: {
          description: "The file as it was uploaded, unpacked.",
          content: { "application/x-step": null },
          headers: { "Content-Disposition": "Its name." },
        },
      },
      codes: ["model/unknown"],
    },
    {
      method: "get",
      path: "/api/v1/models/{id}/table",
      summary: "The element table of a model, for viewers.",
      who: "reader",
      answers: { 200: bytes("The table, in a form of its own.") },
      codes: ["model/unknown"],
    },
    {
      method: "get",
      path: "/api/v1/models/{id}/features",
      summary: "Which feature each row of the element table is.",
      who: "reader",
      answers: { 200: bytes("Little-endian u32 a row: its feature index.") },
      codes: ["model/unknown"],
    },
    {
      method: "get",
      path: "/api/v1/models/{id}/frame",
      summary: "Where the frame of a model's tiles lies in the model's own.",
      who: "reader",
      answers: { 200: json(Type.Object({ originM: PointM }), "Its origin, metres.") },
      codes: ["model/unknown"],
    },
    {
      method: "get",
      path: "/api/v1/models/{id}/storey-indices",
      summary: "Which storey each feature of a model is on.",
      who: "reader",
      answers: { 200: bytes("Little-endian u16 a feature: the index of its storey; 65535 for none.") },
      codes: ["model/unknown"],
    },
    {
      method: "put",
      path: "/api/v1/models/{id}/placement",
      summary: "Places a model by hand.",
      who: "writer",
      body: jsonBody(HandPlaceSchema),
      answers: { 200: json(ModelSchema, "The model where it stands now.") },
      codes: ["model/busy", "model/unknown"],
    },
    {
      method: "delete",
      path: "/api/v1/models/{id}/placement",
      summary: "Places a model as its file says again.",
      who: "writer",
      answers: { 200: json(ModelSchema, "The model where it stands now.") },
      codes: ["model/busy", "model/unknown"],
    },
    {
      method: "get",
      path: "/api/v1/models/{id}/elements",
      summary: "Finds elements of a model; what is given must all hold.",
      who: "reader",
      query: [
        query("class", "Their class of IFC, with its subclasses."),
        query("storey", "GlobalId or name of their storey."),
        query("property", "A property: `Pset_WallCommon.FireRating`; `*.FireRating` for any set."),
        query(
          "op",
          "How the property is compared: `=` where a value is given, else `exists`.",
          Type.Enum([...ELEMENT_OPERATORS]),
        ),
        query("value", "What the property is compared with."),
        query("q", "A part of their name, long name, tag, class or GlobalId."),
        ...page(100, 1_000),
      ],
      answers: {
        200: json(
          Type.Object({ ...pageOf(ModelElementSchema).properties, total: Type.Integer({ minimum: 0 }) }),
          "A page of them, and how many there are.",
        ),
      },
      codes: ["model/unknown"],
    },
    {
      method: "get",
      path: "/api/v1/models/{id}/elements/{key}",
      summary: "Everything about one element.",
      who: "reader",
      answers: { 200: json(ElementDetailSchema, "The element.") },
      codes: ["model/unknown", "model/unknown-element"],
    },
  ],
};
