import { SOURCE_INPUT_SCHEMAS, SourceSchema } from "@shuicheng/shared/contracts";
import Type from "typebox";
import { DONE, json, jsonBody, listOf, made } from "../describe.ts";
import type { Area } from "../operation.ts";

const INPUT = jsonBody(Type.Union([SOURCE_INPUT_SCHEMAS.hj212, SOURCE_INPUT_SCHEMAS.opcua]), 8 * 1024 * 1024);

/** What delivers by a protocol of its own. */
export const SOURCES: Area = {
  tag: "sources",
  description: "What delivers by HJ 212-2017 or OPC UA.",
  pathParameters: { id: { description: "Number of a source.", schema: Type.Integer({ minimum: 1 }) } },
  operations: [
    {
      method: "get",
      path: "/api/v1/sources",
      summary: "Lists sources, with state, last error and counts.",
      who: "administrator",
      answers: { 200: json(listOf(SourceSchema), "All of them; passwords are null.") },
    },
    {
      method: "post",
      path: "/api/v1/sources",
      summary: "Makes a source, and opens it where it is enabled.",
      who: "administrator",
      body: INPUT,
      answers: { 201: made(SourceSchema, "The source.") },
    },
    {
      method: "get",
      path: "/api/v1/sources/{id}",
      summary: "One source and how it goes.",
      who: "administrator",
      answers: { 200: json(SourceSchema, "The source.") },
      codes: ["request/not-found"],
    },
    {
      method: "put",
      path: "/api/v1/sources/{id}",
      summary: "Replaces a source, which is then opened anew; passwords that are null stay.",
      who: "administrator",
      body: INPUT,
      answers: { 200: json(SourceSchema, "The source.") },
      codes: ["request/not-found"],
    },
    {
      method: "delete",
      path: "/api/v1/sources/{id}",
      summary: "Closes and removes a source; what it brought stays.",
      who: "administrator",
      answers: { 204: DONE },
      codes: ["request/not-found"],
    },
  ],
};
