import {
  MAX_VIEW_BYTES,
  type SavedView,
  ViewChangeSchema,
  ViewContentSchema,
} from "@shuicheng/shared/contracts";
import express, { type RequestHandler, type Response, Router } from "express";
import { callerOf } from "./principal.ts";
import { createBodyReader, readInteger } from "./read-request.ts";
import type { ViewQueries } from "./view-queries.ts";

const MAX_VERSION = Number.MAX_SAFE_INTEGER;

/** `/models/:id/views`: views of a model that people saved. */
export function createViewsRouter(views: ViewQueries, requireWriter: RequestHandler): Router {
  const router = Router({ mergeParams: true });
  const readBody = express.json({ limit: MAX_VIEW_BYTES });
  const readContent = createBodyReader(ViewContentSchema);
  const readChange = createBodyReader(ViewChangeSchema);
  router.get("/", (request, response) => {
    const { id } = namesIn(request.params);
    response.json({ items: views.list(id).map((view) => shownTo(response, view)) });
  });
  router.post("/", requireWriter, readBody, async (request, response) => {
    const { id } = namesIn(request.params);
    const view = views.add(id, await readContent(request), authorOf(response));
    response.status(201).location(`/api/v1/models/${id}/views/${view.id}`).json(view);
  });
  router.get("/:view", (request, response) => {
    const { id, view } = namesIn(request.params);
    response.json(shownTo(response, views.find(id, view)));
  });
  router.get("/:view/thumbnail", (request, response) => {
    const { id, view } = namesIn(request.params);
    response.type("image/jpeg").send(Buffer.from(views.thumbnail(id, view)));
  });
  router.put("/:view", requireWriter, readBody, async (request, response) => {
    const { id, view } = namesIn(request.params);
    const { version, content } = await readChange(request);
    response.json(views.replace(id, view, version, content, authorOf(response)));
  });
  router.delete("/:view", requireWriter, (request, response) => {
    const { id, view } = namesIn(request.params);
    views.remove(id, view, readInteger(request, "version", 1, MAX_VERSION));
    response.status(204).end();
  });
  router.post("/:view/restore", requireWriter, (request, response) => {
    const { id, view } = namesIn(request.params);
    response.json(views.restore(id, view));
  });
  return router;
}

/** The model's id comes from the router above, which express's types do not know. */
const namesIn = (params: object) => params as { readonly id: string; readonly view: string };

function authorOf(response: Response) {
  const { name, tokenId } = callerOf(response);
  return { kind: tokenId === undefined ? "user" : "token", name } as const;
}

/** Names of accounts are not for everybody: whoever has not signed in is not told who saved a view. */
function shownTo<T extends SavedView>(response: Response, view: T): T {
  return callerOf(response).role === "anonymous" ? { ...view, createdBy: null, changedBy: null } : view;
}
