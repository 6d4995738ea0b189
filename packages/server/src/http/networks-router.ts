import { type RequestHandler, Router } from "express";
import type { CityQueries } from "./city-queries.ts";
import { RequestFault } from "./error-handler.ts";
import { readText } from "./read-request.ts";

/** `/networks/import`: the file is the body, streamed; the answer names the job that converts it. */
export function createNetworksRouter(city: CityQueries, requireWriter: RequestHandler): Router {
  const router = Router();
  router.post("/import", requireWriter, async (request, response) => {
    const name = readText(request, "name");
    if (name === undefined) {
      const message = "names the file, e.g. name=Net3.inp";
      throw new RequestFault(`parameter name is missing: it ${message}`, [{ pointer: "?name", message }]);
    }
    const job = await city.importNetwork({
      name,
      layer: readText(request, "layer"),
      place: readText(request, "place"),
      body: request,
    });
    response.status(202).location(`/api/v1/jobs/${job.id}`).json({ job: job.id });
  });
  return router;
}
