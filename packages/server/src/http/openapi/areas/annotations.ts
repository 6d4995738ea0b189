import { AnnotationChangeSchema, AnnotationInputSchema, AnnotationSchema } from "@shuicheng/shared/contracts";
import { DONE, idList, json, jsonBody, made, page, pageOf, time, VERSION } from "../describe.ts";
import type { Area } from "../operation.ts";

const MAX_IDS = 200;

/** Words at a moment or over a span. */
export const ANNOTATIONS: Area = {
  tag: "annotations",
  description:
    "Words at a moment or over a span, of datastreams and assets. Authors are named to who has signed in.",
  pathParameters: { id: { description: "Id of an annotation.", schema: AnnotationSchema.properties.id } },
  operations: [
    {
      method: "get",
      path: "/api/v1/annotations",
      summary: "Lists annotations, the newest first.",
      who: "reader",
      query: [
        idList("datastream", "Ids of datastreams that they are of.", MAX_IDS),
        idList("asset", "Ids of assets that they are of.", MAX_IDS),
        time("from", "They end no earlier."),
        time("to", "They begin no later."),
        ...page(100, 1_000),
      ],
      answers: { 200: json(pageOf(AnnotationSchema), "A page of them.") },
    },
    {
      method: "post",
      path: "/api/v1/annotations",
      summary: "Adds an annotation: `time`, or `from` and `to`; datastreams, an asset, or both.",
      who: "writer",
      body: jsonBody(AnnotationInputSchema),
      answers: { 201: made(AnnotationSchema, "The annotation.") },
      codes: ["annotation/too-many", "asset/unknown", "datastream/unknown"],
    },
    {
      method: "get",
      path: "/api/v1/annotations/{id}",
      summary: "One annotation.",
      who: "reader",
      answers: { 200: json(AnnotationSchema, "The annotation.") },
      codes: ["annotation/unknown"],
    },
    {
      method: "patch",
      path: "/api/v1/annotations/{id}",
      summary: "Changes an annotation's words or place.",
      who: "writer",
      body: jsonBody(AnnotationChangeSchema),
      answers: { 200: json(AnnotationSchema, "The annotation.") },
      codes: ["annotation/conflict", "annotation/unknown"],
    },
    {
      method: "delete",
      path: "/api/v1/annotations/{id}",
      summary: "Deletes an annotation; for a day that can be taken back.",
      who: "writer",
      query: [VERSION],
      answers: { 204: DONE },
      codes: ["annotation/conflict", "annotation/unknown"],
    },
    {
      method: "post",
      path: "/api/v1/annotations/{id}/restore",
      summary: "Takes a deletion back.",
      who: "writer",
      answers: { 200: json(AnnotationSchema, "The annotation.") },
      codes: ["annotation/too-many", "annotation/unknown"],
    },
  ],
};
