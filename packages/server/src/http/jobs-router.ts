import { Fault } from "@shuicheng/shared/faults";
import { type RequestHandler, Router } from "express";
import type { JobQueries } from "./city-queries.ts";

/** `/jobs`: long work, with its stage and progress; it can be ended, and begun again where its upload was kept. */
export function createJobsRouter(city: JobQueries, requireWriter: RequestHandler): Router {
  const router = Router();
  const find = (id: string) => {
    const job = city.findJob(id);
    if (!job) throw new Fault("job/unknown", `there is no job ${id}`, { id });
    return job;
  };
  router.get("/", (_request, response) => {
    response.json({ items: city.jobs() });
  });
  router.get("/:id", (request, response) => {
    response.json(find(request.params.id));
  });
  router.delete("/:id", requireWriter, async (request, response) => {
    response.json(await city.dropJob(find(request.params.id as string).id));
  });
  router.post("/:id/restart", requireWriter, (request, response) => {
    const { id } = city.restartJob(find(request.params.id as string).id);
    response.status(202).location(`/api/v1/jobs/${id}`).json({ job: id });
  });
  return router;
}
