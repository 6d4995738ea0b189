import { SOURCE_INPUT_SCHEMAS, type Source, type SourceInput } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import express, { type Request, type RequestHandler, Router } from "express";
import { createBodyReader } from "./read-request.ts";

/** What the sources' routes ask; compose.ts answers. */
export interface SourceQueries {
  list(): readonly Source[];
  find(id: number): Source | undefined;
  /** @throws {Fault} `request/invalid` where there is no such token */
  add(input: SourceInput): Source;
  /** @throws {Fault} `request/not-found`, `request/invalid` */
  replace(id: number, input: SourceInput): Source;
  /** @throws {Fault} `request/not-found` */
  remove(id: number): void;
}

/** Of a source with the most stations or nodes. */
const MAX_BODY = "8mb";

/** `/sources`, for administrators: what delivers by OPC UA and HJ 212. */
export function createSourcesRouter(sources: SourceQueries, requireAdministrator: RequestHandler): Router {
  const router = Router();
  const readers = {
    hj212: createBodyReader(SOURCE_INPUT_SCHEMAS.hj212),
    opcua: createBodyReader(SOURCE_INPUT_SCHEMAS.opcua),
  };
  const readJson = express.json({ limit: MAX_BODY });
  const readInput = async (request: Request): Promise<SourceInput> => {
    const kind: unknown = (request.body as { kind?: unknown } | undefined)?.kind;
    if (kind === "hj212" || kind === "opcua") return readers[kind](request);
    throw new Fault("request/invalid", "kind is one of hj212, opcua");
  };
  const idOf = (request: Request) => Number(request.params.id);
  router.use(requireAdministrator);
  router.get("/", (_request, response) => {
    response.json({ items: sources.list() });
  });
  router.post("/", readJson, async (request, response) => {
    const source = sources.add(await readInput(request));
    response.status(201).location(`/api/v1/sources/${source.id}`).json(source);
  });
  router.get("/:id", (request, response) => {
    const source = sources.find(idOf(request));
    if (!source) throw new Fault("request/not-found", `there is no source ${request.params.id}`);
    response.json(source);
  });
  router.put("/:id", readJson, async (request, response) => {
    response.json(sources.replace(idOf(request), await readInput(request)));
  });
  router.delete("/:id", (request, response) => {
    sources.remove(idOf(request));
    response.status(204).end();
  });
  return router;
}
