import Type, { type Static } from "typebox";
import { ImportReportSchema } from "./network.ts";

/** Long work on the server. `progress` is 0–1; `stage` names the step for a person. */
export const JobSchema = Type.Object({
  id: Type.String(),
  kind: Type.Enum(["network-import", "demo-city"]),
  name: Type.String(),
  state: Type.Enum(["queued", "running", "done", "failed"]),
  stage: Type.String(),
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  createdAt: Type.Number(),
  finishedAt: Type.Union([Type.Number(), Type.Null()]),
  report: Type.Union([ImportReportSchema, Type.Null()]),
  error: Type.Union([Type.Object({ code: Type.String(), message: Type.String() }), Type.Null()]),
});
export type Job = Static<typeof JobSchema>;
