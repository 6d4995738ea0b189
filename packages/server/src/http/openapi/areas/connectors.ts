import {
  BatchCheckSchema,
  PullInputSchema,
  PullOutcomeSchema,
  PullSchema,
} from "@shuicheng/shared/contracts";
import Type from "typebox";
import { DONE, json, jsonBody, listOf, made } from "../describe.ts";
import type { Area } from "../operation.ts";

/** Documents elsewhere that are fetched on a schedule. */
export const CONNECTORS: Area = {
  tag: "connectors",
  description:
    "JSON documents elsewhere that are fetched on a schedule, as if a token had pushed what is in them.",
  pathParameters: { id: { description: "Number of a connector.", schema: Type.Integer({ minimum: 1 }) } },
  operations: [
    {
      method: "get",
      path: "/api/v1/connectors",
      summary: "Lists connectors and how each goes.",
      who: "administrator",
      answers: { 200: json(listOf(PullSchema), "All of them; the values of their headers are null.") },
    },
    {
      method: "post",
      path: "/api/v1/connectors",
      summary: "Makes a connector.",
      who: "administrator",
      body: jsonBody(PullInputSchema),
      answers: { 201: made(PullSchema, "The connector.") },
    },
    {
      method: "get",
      path: "/api/v1/connectors/{id}",
      summary: "One connector and how it goes.",
      who: "administrator",
      answers: { 200: json(PullSchema, "The connector.") },
      codes: ["request/not-found"],
    },
    {
      method: "put",
      path: "/api/v1/connectors/{id}",
      summary: "Replaces a connector; headers that are null keep their values.",
      who: "administrator",
      body: jsonBody(PullInputSchema),
      answers: { 200: json(PullSchema, "The connector.") },
      codes: ["request/not-found"],
    },
    {
      method: "delete",
      path: "/api/v1/connectors/{id}",
      summary: "Removes a connector; what it brought stays.",
      who: "administrator",
      answers: { 204: DONE },
      codes: ["request/not-found"],
    },
    {
      method: "post",
      path: "/api/v1/connectors/{id}/run",
      summary: "Fetches now and takes what is there.",
      who: "administrator",
      answers: { 200: json(PullOutcomeSchema, "How it went; a failure stands in `error`.") },
      codes: ["request/not-found"],
    },
    {
      method: "post",
      path: "/api/v1/connectors/{id}/check",
      summary: "Fetches now, says what would become of each item and stores nothing.",
      who: "administrator",
      answers: { 200: json(BatchCheckSchema, "What would happen.") },
      codes: ["request/not-found", "connector/failed"],
    },
  ],
};
