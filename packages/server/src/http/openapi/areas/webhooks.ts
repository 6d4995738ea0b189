import {
  WebhookChangeSchema,
  WebhookDeliverySchema,
  WebhookInputSchema,
  WebhookSchema,
} from "@shuicheng/shared/contracts";
import Type from "typebox";
import { DONE, json, jsonBody, listOf, made } from "../describe.ts";
import type { Area } from "../operation.ts";

const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** Who is told of what happens. */
export const WEBHOOKS: Area = {
  tag: "webhooks",
  description:
    "Who is told of what happens, by signed messages (Standard Webhooks). An integrator sees its own, an administrator all.",
  pathParameters: { id: { description: "Number of a webhook.", schema: Type.Integer({ minimum: 1 }) } },
  operations: [
    {
      method: "get",
      path: "/api/v1/webhooks",
      summary: "Lists webhooks and how each goes.",
      who: "writer",
      answers: { 200: json(listOf(WebhookSchema), "Those that the asking one may see.") },
    },
    {
      method: "post",
      path: "/api/v1/webhooks",
      summary: "Makes a webhook, which is told of what happens from now on.",
      who: "writer",
      body: jsonBody(WebhookInputSchema, MAX_BODY_BYTES),
      answers: { 201: made(WebhookSchema, "The webhook; this answer alone has its secret.") },
      codes: ["webhook/address-refused", "webhook/too-many"],
    },
    {
      method: "get",
      path: "/api/v1/webhooks/{id}",
      summary: "One webhook and how it goes.",
      who: "writer",
      answers: { 200: json(WebhookSchema, "The webhook.") },
      codes: ["webhook/unknown"],
    },
    {
      method: "patch",
      path: "/api/v1/webhooks/{id}",
      summary: "Changes, pauses or takes up a webhook, or gives it a new secret.",
      who: "writer",
      body: jsonBody(WebhookChangeSchema, MAX_BODY_BYTES),
      answers: { 200: json(WebhookSchema, "The webhook; with its secret where that is new.") },
      codes: ["webhook/address-refused", "webhook/gone", "webhook/unknown"],
    },
    {
      method: "delete",
      path: "/api/v1/webhooks/{id}",
      summary: "Removes a webhook and what waits for it.",
      who: "writer",
      answers: { 204: DONE },
      codes: ["webhook/unknown"],
    },
    {
      method: "post",
      path: "/api/v1/webhooks/{id}/test",
      summary: "Sends a message of the type `test` now.",
      who: "writer",
      answers: { 200: json(WebhookDeliverySchema, "How the receiver answered.") },
      codes: ["webhook/unknown"],
    },
    {
      method: "get",
      path: "/api/v1/webhooks/{id}/deliveries",
      summary: "The last attempts to deliver.",
      who: "writer",
      answers: { 200: json(listOf(WebhookDeliverySchema), "The last of them.") },
      codes: ["webhook/unknown"],
    },
  ],
};
