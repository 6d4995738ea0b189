import {
  RetentionDryRunSchema,
  RetentionInputSchema,
  RetentionSchema,
  RetentionVersionSchema,
} from "@shuicheng/shared/contracts";
import Type from "typebox";
import { DRY_RUN, json, jsonBody, listOf } from "../describe.ts";
import type { Area } from "../operation.ts";

/** How long what is kept. */
export const RETENTION: Area = {
  tag: "retention",
  description: "How long observations and their roll-ups are kept, by class of datastream.",
  operations: [
    {
      method: "get",
      path: "/api/v1/retention",
      summary: "What is in force, and how far letting go has come.",
      who: "administrator",
      answers: { 200: json(RetentionSchema, "What is in force.") },
    },
    {
      method: "get",
      path: "/api/v1/retention/changes",
      summary: "What was in force, the newest first.",
      who: "administrator",
      answers: { 200: json(listOf(RetentionVersionSchema), "All versions.") },
    },
    {
      method: "put",
      path: "/api/v1/retention",
      summary: "Changes what is in force.",
      who: "administrator",
      query: [DRY_RUN],
      body: jsonBody(RetentionInputSchema),
      answers: {
        200: json(
          Type.Union([RetentionSchema, RetentionDryRunSchema]),
          "What is in force now, or with `dryRun` what would go.",
        ),
      },
      codes: ["data/unreadable", "registry/conflict", "registry/invalid"],
    },
  ],
};
