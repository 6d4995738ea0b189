import { Fault } from "@shuicheng/shared/faults";
import { Router } from "express";
import type { CityQueries } from "./city-queries.ts";

/** `/layers`: what is drawn, and where each of its features stands. */
export function createLayersRouter(city: CityQueries): Router {
  const router = Router();
  router.get("/", (_request, response) => {
    response.json({ items: city.layers() });
  });
  router.get("/:id", (request, response) => {
    response.json(findLayer(city, request.params.id));
  });
  router.get("/:id/positions", (request, response) => {
    const layer = findLayer(city, request.params.id);
    const positions = city.positions(layer.id);
    response
      .set("ETag", `"${layer.id}-${layer.revision}-${layer.features}"`)
      .set("Cache-Control", layer.access === "public" ? "public, no-cache" : "private, no-cache")
      .type("application/octet-stream")
      .send(Buffer.from(positions.buffer, positions.byteOffset, positions.byteLength));
  });
  return router;
}

function findLayer(city: CityQueries, id: string) {
  const layer = city.findLayer(id);
  if (!layer) throw new Fault("layer/unknown", `there is no layer ${id}`, { id });
  return layer;
}
