import { HandPlaceSchema, type Uploader } from "@shuicheng/shared/contracts";
import express, { type Request, type RequestHandler, type Response, Router } from "express";
import { RequestFault } from "./error-handler.ts";
import { ELEMENT_OPERATORS, type ElementFilter, type ModelQueries } from "./model-queries.ts";
import { callerOf } from "./principal.ts";
import { buildCursor, createBodyReader, readFlag, readInteger, readPage, readText } from "./read-request.ts";

const MAX_REVISION = 1_000_000;

/** `/models`: IFC files as layers of the city: upload, health, elements, revisions, placement. */
export function createModelsRouter(models: ModelQueries, requireWriter: RequestHandler): Router {
  const router = Router();
  const readPlace = createBodyReader(HandPlaceSchema);
  router.get("/", (_request, response) => {
    response.json({ items: models.list().map((model) => shownTo(response, model)) });
  });
  router.post("/", requireWriter, async (request, response) => {
    const { name, tokenId } = callerOf(response);
    const uploadedBy = { kind: tokenId === undefined ? "user" : "token", name } as const;
    const job = await models.importModel({ ...readUpload(request), uploadedBy, body: request });
    response.status(202).location(`/api/v1/jobs/${job.id}`).json({ job: job.id, model: job.model?.id });
  });
  router.get("/:id", (request, response) => {
    response.json(shownTo(response, models.find(request.params.id)));
  });
  router.delete("/:id", requireWriter, async (request, response) => {
    await models.remove(request.params.id as string);
    response.status(204).end();
  });
  router.get("/:id/health", (request, response) => {
    response.json(models.health(request.params.id));
  });
  router.get("/:id/revisions", (request, response) => {
    const items = models.revisions(request.params.id);
    response.json({ items: items.map((revision) => shownTo(response, revision)) });
  });
  router.get("/:id/source", requireWriter, (request, response) => {
    const revision = readInteger(request, "revision", 1, MAX_REVISION);
    const { file, name } = models.source(request.params.id as string, revision);
    response.type("application/x-step").download(file, name);
  });
  router.get("/:id/table", (request, response) => {
    const { revision, table } = models.parts(request.params.id);
    sendPart(response, revision, table);
  });
  router.get("/:id/features", (request, response) => {
    const { revision, features } = models.parts(request.params.id);
    sendPart(response, revision, features);
  });
  router.get("/:id/frame", (request, response) => {
    const { originM } = models.parts(request.params.id);
    response.json({ originM });
  });
  router.get("/:id/storey-indices", async (request, response) => {
    const { revision } = models.parts(request.params.id);
    const indices = await models.storeyIndices(request.params.id);
    response.locals.isCompressible = true;
    response.set("ETag", `"${revision}"`).type("application/octet-stream");
    response.send(Buffer.from(indices.buffer, indices.byteOffset, indices.byteLength));
  });
  router.put("/:id/placement", requireWriter, express.json(), async (request, response) => {
    response.json(await models.place(request.params.id as string, await readPlace(request)));
  });
  router.delete("/:id/placement", requireWriter, async (request, response) => {
    response.json(await models.place(request.params.id as string, undefined));
  });
  router.get("/:id/elements", async (request, response) => {
    const { limit, after } = readPage(request, 100, 1_000);
    const { items, total, next } = await models.elements(
      request.params.id,
      readFilter(request),
      after ?? -1,
      limit,
    );
    response.json({ items, total, ...(next === undefined ? {} : { nextCursor: buildCursor(next) }) });
  });
  router.get("/:id/elements/:key", async (request, response) => {
    response.json(await models.element(request.params.id, request.params.key));
  });
  return router;
}

/** Names of accounts are not for everybody: whoever has not signed in is not told who uploaded. */
function shownTo<T extends { readonly uploadedBy: Uploader | null }>(response: Response, described: T): T {
  return callerOf(response).role === "anonymous" ? { ...described, uploadedBy: null } : described;
}

/** Numbers and short texts in columns: gzip halves them, though their type says nothing of it. */
function sendPart(response: Response, revision: string, file: string): void {
  response.locals.isCompressible = true;
  response.set("ETag", `"${revision}"`).type("application/octet-stream");
  response.sendFile(file, { etag: false, lastModified: false, cacheControl: false, acceptRanges: false });
}

function readUpload(
  request: Request,
): Omit<Parameters<ModelQueries["importModel"]>[0], "body" | "uploadedBy"> {
  const name = readText(request, "name");
  if (name === undefined) throw missing("name", "names the file, e.g. name=school.ifc");
  return {
    name,
    place: readText(request, "place"),
    crs: readText(request, "crs"),
    model: readText(request, "model"),
    isAgain: readFlag(request, "again"),
  };
}

function readFilter(request: Request): ElementFilter {
  const [assetClass, storey, text] = ["class", "storey", "q"].map((name) => readText(request, name));
  const property = readCondition(request);
  return {
    ...(assetClass === undefined ? {} : { class: assetClass }),
    ...(storey === undefined ? {} : { storey }),
    ...(text === undefined ? {} : { text }),
    ...(property === undefined ? {} : { property }),
  };
}

/** Without `op` a value is compared for equality, and a property alone is asked for. */
function readCondition(request: Request): ElementFilter["property"] {
  const [property, op, value] = ["property", "op", "value"].map((name) => readText(request, name));
  if (property === undefined) {
    if (op !== undefined || value !== undefined) throw missing("property", "is what op and value are about");
    return undefined;
  }
  const wanted = op === "==" ? "=" : (op ?? (value === undefined ? "exists" : "="));
  const operator = ELEMENT_OPERATORS.find((one) => one === wanted);
  if (operator === undefined) {
    const message = `is ${op}; one of ${ELEMENT_OPERATORS.join(" ")} is right`;
    throw new RequestFault(`parameter op ${message}`, [{ pointer: "?op", message }]);
  }
  if (operator !== "exists" && value === undefined)
    throw missing("value", `is what ${operator} compares with`);
  return { property, operator, ...(value === undefined ? {} : { value }) };
}

const missing = (name: string, message: string) =>
  new RequestFault(`parameter ${name} is missing: it ${message}`, [{ pointer: `?${name}`, message }]);
