import { Fault } from "@shuicheng/shared/faults";
import { Router } from "express";
import type { CityQueries } from "./city-queries.ts";

/** `/basemap`: the vector base map that the page draws its ground from. */
export function createBaseMapRouter(city: CityQueries): Router {
  const router = Router();
  router.get("/", (_request, response, next) => {
    const map = city.baseMap();
    if (!map) throw new Fault("basemap/none", "this city has no base map");
    response.type("application/json").sendFile(map.file, { cacheControl: false }, (error) => {
      if (error && !response.headersSent) next(error);
    });
  });
  return router;
}
