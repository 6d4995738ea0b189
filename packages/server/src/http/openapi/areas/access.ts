import { CredentialsSchema, CurrentSessionSchema, TokenRequestSchema } from "@shuicheng/shared/contracts";
import Type from "typebox";
import { DONE, json, jsonBody, listOf } from "../describe.ts";
import type { Area } from "../operation.ts";

const NewTokenSchema = Type.Object({
  id: Type.Integer({ minimum: 1 }),
  name: Type.String(),
  token: Type.String({ description: "The secret; it is not shown again." }),
});

const TokenSchema = Type.Object({
  id: Type.Integer({ minimum: 1 }),
  name: Type.String(),
  createdAt: Type.Number(),
  lastUsedAt: Type.Union([Type.Number(), Type.Null()]),
});

/** Signing in, and integrators' keys. */
export const ACCESS: Area = {
  tag: "access",
  description: "Signing in, and the tokens of integrators.",
  pathParameters: { id: { description: "Number of a token.", schema: Type.Integer({ minimum: 1 }) } },
  operations: [
    {
      method: "post",
      path: "/api/v1/sessions",
      summary: "Signs in: sets a cookie that scripts and other sites cannot use.",
      who: "anyone",
      body: jsonBody(CredentialsSchema),
      answers: {
        201: { ...json(CurrentSessionSchema, "Signed in."), headers: { "Set-Cookie": "The session." } },
      },
      codes: ["access/invalid-credentials", "access/too-many-attempts"],
    },
    {
      method: "get",
      path: "/api/v1/sessions/current",
      summary: "Says who is asking, and what a page needs to know before it draws.",
      who: "anyone",
      isNeverSame: true,
      answers: { 200: json(CurrentSessionSchema, "Who is asking; `user` is null for nobody.") },
    },
    {
      method: "delete",
      path: "/api/v1/sessions/current",
      summary: "Signs out and cuts the session's sockets.",
      who: "anyone",
      answers: { 204: DONE },
    },
    {
      method: "get",
      path: "/api/v1/tokens",
      summary: "Lists tokens in use, without their secrets.",
      who: "administrator",
      answers: { 200: json(listOf(TokenSchema), "All of them.") },
    },
    {
      method: "post",
      path: "/api/v1/tokens",
      summary: "Makes a token for an integrator.",
      who: "administrator",
      body: jsonBody(TokenRequestSchema),
      answers: { 201: json(NewTokenSchema, "The token; this answer alone has its secret.") },
    },
    {
      method: "delete",
      path: "/api/v1/tokens/{id}",
      summary: "Revokes a token, cuts its sockets and pauses its webhooks.",
      who: "administrator",
      answers: { 204: DONE },
      codes: ["request/not-found"],
    },
  ],
};
