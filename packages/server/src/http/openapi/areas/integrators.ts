import {
  DatastreamHealthSchema,
  HEALTH_FILTERS,
  HEALTH_SORTS,
  IntegratorSchema,
  QuotaSchema,
  ReadableRejectionSchema,
} from "@shuicheng/shared/contracts";
import type { FaultCode } from "@shuicheng/shared/faults";
import Type from "typebox";
import { json, jsonBody, listOf, page, pageOf, query } from "../describe.ts";
import type { Area } from "../operation.ts";

/** Of another's token it is said that it is another's. */
const CODES: readonly FaultCode[] = ["access/forbidden", "request/not-found"];

const SORTS = HEALTH_SORTS.flatMap((sort) => [sort, `-${sort}`]);

/** Who sends what, and how well. */
export const INTEGRATORS: Area = {
  tag: "integrators",
  description: "Who sends what, and how well. An integrator sees itself, an administrator everybody.",
  pathParameters: { token: { description: "Number of a token.", schema: Type.Integer({ minimum: 1 }) } },
  operations: [
    {
      method: "get",
      path: "/api/v1/integrators",
      summary: "Lists tokens and what came under each.",
      who: "writer",
      answers: { 200: json(listOf(IntegratorSchema), "Those that the asking one may see.") },
    },
    {
      method: "get",
      path: "/api/v1/integrators/{token}",
      summary: "One token and what came under it.",
      who: "writer",
      answers: { 200: json(IntegratorSchema, "The integrator.") },
      codes: CODES,
    },
    {
      method: "get",
      path: "/api/v1/integrators/{token}/datastreams",
      summary: "How each datastream is that a token sends.",
      who: "writer",
      query: [
        query("filter", "Narrows the list to what is wrong in this way.", Type.Enum([...HEALTH_FILTERS])),
        query(
          "sort",
          "The order; with `-` before it the largest first.",
          Type.Enum(SORTS, { default: "id" }),
        ),
        ...page(100, 10_000),
      ],
      answers: { 200: json(pageOf(DatastreamHealthSchema), "A page of them.") },
      codes: CODES,
    },
    {
      method: "get",
      path: "/api/v1/integrators/{token}/rejections",
      summary: "The last items of a token that were rejected, the newest first.",
      who: "writer",
      answers: { 200: json(listOf(ReadableRejectionSchema), "Two hundred at most.") },
      codes: CODES,
    },
    {
      method: "put",
      path: "/api/v1/integrators/{token}/quota",
      summary: "Sets how much a token may send.",
      who: "administrator",
      body: jsonBody(QuotaSchema),
      answers: { 200: json(IntegratorSchema, "The integrator with its quota.") },
      codes: CODES,
    },
  ],
};
