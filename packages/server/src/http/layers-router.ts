import type { Layer } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { type Response, Router } from "express";
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
  router.get("/:id/positions", async (request, response) => {
    const bytes = await city.positions(findLayer(city, request.params.id).id);
    sendBytes(response, findLayer(city, request.params.id), bytes);
  });
  router.get("/:id/classes", async (request, response) => {
    response.json(await city.classes(findLayer(city, request.params.id).id));
  });
  router.get("/:id/class-indices", async (request, response) => {
    const bytes = await city.classIndices(findLayer(city, request.params.id).id);
    sendBytes(response, findLayer(city, request.params.id), bytes);
  });
  router.get("/:id/datastreams", (request, response) => {
    response.json(city.layerDatastreams(findLayer(city, request.params.id).id));
  });
  return router;
}

/** Bytes that are the same until the layer is published again. */
function sendBytes(response: Response, layer: Layer, bytes: Float64Array | Uint8Array): void {
  response
    .set("ETag", `"${layer.id}-${layer.revision}-${layer.features}"`)
    .set("Cache-Control", layer.access === "public" ? "public, no-cache" : "private, no-cache")
    .type("application/octet-stream")
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function findLayer(city: CityQueries, id: string) {
  const layer = city.findLayer(id);
  if (!layer) throw new Fault("layer/unknown", `there is no layer ${id}`, { id });
  return layer;
}
