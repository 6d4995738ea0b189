import { JobSchema } from "@shuicheng/shared/contracts";
import Type from "typebox";
import { begun, json, listOf } from "../describe.ts";
import type { Area } from "../operation.ts";

/** Long work. */
export const JOBS: Area = {
  tag: "jobs",
  description: "Long work, with its stage and progress.",
  pathParameters: { id: { description: "Id of a job.", schema: Type.String() } },
  operations: [
    {
      method: "get",
      path: "/api/v1/jobs",
      summary: "Lists jobs that wait, run or have ended.",
      who: "reader",
      answers: { 200: json(listOf(JobSchema), "All that are known.") },
    },
    {
      method: "get",
      path: "/api/v1/jobs/{id}",
      summary: "One job: how far it is, and what it did.",
      who: "reader",
      answers: { 200: json(JobSchema, "The job.") },
      codes: ["job/unknown"],
    },
    {
      method: "delete",
      path: "/api/v1/jobs/{id}",
      summary: "Ends a job that waits or runs; forgets one that has ended.",
      who: "writer",
      answers: { 200: json(JobSchema, "How it ended.") },
      codes: ["job/unknown"],
    },
    {
      method: "post",
      path: "/api/v1/jobs/{id}/restart",
      summary: "Begins a failed job again, where its upload was kept.",
      who: "writer",
      answers: { 202: begun(Type.Object({ job: Type.String() })) },
      codes: ["job/not-restartable", "job/unknown", "model/busy", "model/unknown"],
    },
  ],
};
