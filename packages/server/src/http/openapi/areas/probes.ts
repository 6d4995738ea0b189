import Type from "typebox";
import { json } from "../describe.ts";
import type { Area } from "../operation.ts";

/** For whoever runs the server, and this document. */
export const PROBES: Area = {
  tag: "probes",
  description: "Whether the server is well, and what its API is.",
  operations: [
    {
      method: "get",
      path: "/healthz",
      summary: "Answers while the process is up.",
      who: "anyone",
      answers: { 200: json(Type.Object({ status: Type.Literal("up") }), "It is up.") },
    },
    {
      method: "get",
      path: "/readyz",
      summary: "Says whether the server takes requests: its stores are open, its log can be written.",
      who: "anyone",
      answers: {
        200: json(Type.Object({ status: Type.Literal("ready") }), "It is ready."),
        503: json(
          Type.Object({ status: Type.Literal("not ready"), reason: Type.String() }),
          "It is not ready, and why.",
        ),
      },
    },
    {
      method: "get",
      path: "/metrics",
      summary: "Counters and gauges for Prometheus.",
      who: "anyone",
      isNeverSame: true,
      answers: { 200: { description: "Prometheus text format.", content: { "text/plain": Type.String() } } },
    },
    {
      method: "get",
      path: "/api/openapi.json",
      summary: "This document.",
      who: "reader",
      answers: { 200: json(Type.Object({ openapi: Type.String() }), "OpenAPI 3.1.") },
    },
  ],
};
