import { Fault } from "@shuicheng/shared/faults";
import { Router } from "express";
import type { CityQueries } from "./city-queries.ts";
import { RequestFault } from "./error-handler.ts";
import { buildCursor, readFlag, readPage, readText } from "./read-request.ts";

const MAX_FEATURES = 1_000;

/** `/assets`: things with an identity, a class and a place. */
export function createAssetsRouter(city: CityQueries): Router {
  const router = Router();
  router.get("/", (request, response) => {
    const { items, next } = city.assets({
      layer: readText(request, "layer"),
      class: readText(request, "class"),
      text: readText(request, "q"),
      features: readFeatures(readText(request, "feature")),
      isMonitored: readFlag(request, "monitored"),
      connected: readText(request, "connected"),
      ...readPage(request, 100, 10_000),
    });
    response.json(next === undefined ? { items } : { items, nextCursor: buildCursor(next) });
  });
  router.get("/:id", (request, response) => {
    const asset = city.findAsset(request.params.id);
    if (!asset)
      throw new Fault("asset/unknown", `there is no asset ${request.params.id}`, { id: request.params.id });
    response.json(asset);
  });
  return router;
}

function readFeatures(text: string | undefined): number[] | undefined {
  if (text === undefined) return undefined;
  const features = text.split(",").map(Number);
  if (features.length <= MAX_FEATURES && features.every((index) => Number.isInteger(index) && index >= 0))
    return features;
  const message = `lists feature indices, at most ${MAX_FEATURES}, e.g. feature=0,5,12`;
  throw new RequestFault(`parameter feature ${message}`, [{ pointer: "?feature", message }]);
}
