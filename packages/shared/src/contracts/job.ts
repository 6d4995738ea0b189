import Type, { type Static } from "typebox";
import { IdentifierSchema } from "./identifier.ts";
import { ImportReportSchema } from "./network.ts";

/** Long work on the server. `progress` is 0–1; `stage` names the step for a person. */
export const JobSchema = Type.Object({
  id: Type.String(),
  kind: Type.Enum(["network-import", "model-import", "demo-city", "retention"]),
  name: Type.String(),
  state: Type.Enum(["queued", "running", "done", "failed"]),
  stage: Type.String(),
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  createdAt: Type.Number(),
  finishedAt: Type.Union([Type.Number(), Type.Null()]),
  report: Type.Union([ImportReportSchema, Type.Null()]),
  error: Type.Union([Type.Object({ code: Type.String(), message: Type.String() }), Type.Null()]),
  /** The model that a `model-import` makes; `revision` is null until it is published. */
  model: Type.Optional(
    Type.Object({
      id: IdentifierSchema,
      revision: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
    }),
  ),
  /** Failed for a reason that is not its file's: `POST /api/v1/jobs/:id/restart` tries again without an upload. */
  isRestartable: Type.Optional(Type.Boolean()),
});
export type Job = Static<typeof JobSchema>;
