import {
  IdentifierSchema,
  MAX_VIEW_BYTES,
  SavedViewSchema,
  ViewChangeSchema,
  ViewContentSchema,
  WholeViewSchema,
} from "@shuicheng/shared/contracts";
import { DONE, json, jsonBody, listOf, made, VERSION } from "../describe.ts";
import type { Area } from "../operation.ts";

/** Views of a model that people saved. */
export const VIEWS: Area = {
  tag: "views",
  description: "Views of a model that people saved. Authors are named to who has signed in.",
  pathParameters: {
    id: { description: "Id of a model.", schema: IdentifierSchema },
    view: { description: "Id of a view.", schema: SavedViewSchema.properties.id },
  },
  operations: [
    {
      method: "get",
      path: "/api/v1/models/{id}/views",
      summary: "Lists a model's views in the order in which they were made.",
      who: "reader",
      answers: { 200: json(listOf(SavedViewSchema), "All of them.") },
      codes: ["model/unknown"],
    },
    {
      method: "post",
      path: "/api/v1/models/{id}/views",
      summary: "Saves a view.",
      who: "writer",
      body: jsonBody(ViewContentSchema, MAX_VIEW_BYTES),
      answers: { 201: made(SavedViewSchema, "The view.") },
      codes: ["model/unknown", "view/too-many"],
    },
    {
      method: "get",
      path: "/api/v1/models/{id}/views/{view}",
      summary: "One view, whole.",
      who: "reader",
      answers: { 200: json(WholeViewSchema, "The view.") },
      codes: ["model/unknown", "view/unknown"],
    },
    {
      method: "get",
      path: "/api/v1/models/{id}/views/{view}/thumbnail",
      summary: "A small picture of a view.",
      who: "reader",
      answers: { 200: { description: "JPEG.", content: { "image/jpeg": null } } },
      codes: ["model/unknown", "view/unknown"],
    },
    {
      method: "put",
      path: "/api/v1/models/{id}/views/{view}",
      summary: "Replaces what a view shows.",
      who: "writer",
      body: jsonBody(ViewChangeSchema, MAX_VIEW_BYTES),
      answers: { 200: json(SavedViewSchema, "The view.") },
      codes: ["model/unknown", "view/conflict", "view/unknown"],
    },
    {
      method: "delete",
      path: "/api/v1/models/{id}/views/{view}",
      summary: "Deletes a view; for a day that can be taken back.",
      who: "writer",
      query: [VERSION],
      answers: { 204: DONE },
      codes: ["model/unknown", "view/conflict", "view/unknown"],
    },
    {
      method: "post",
      path: "/api/v1/models/{id}/views/{view}/restore",
      summary: "Takes a deletion back.",
      who: "writer",
      answers: { 200: json(SavedViewSchema, "The view.") },
      codes: ["model/unknown", "view/too-many", "view/unknown"],
    },
  ],
};
