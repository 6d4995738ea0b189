import {
  type BatchCheck,
  type Pull,
  type PullInput,
  PullInputSchema,
  type PullOutcome,
} from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import express, { type Request, type RequestHandler, Router } from "express";
import { createBodyReader } from "./read-request.ts";

/** What the connectors' routes ask; compose.ts answers. */
export interface ConnectorQueries {
  list(): readonly Pull[];
  find(id: number): Pull | undefined;
  /** @throws {Fault} `request/invalid` where there is no such token */
  add(input: PullInput): Pull;
  /** @throws {Fault} `request/not-found`, `request/invalid` */
  replace(id: number, input: PullInput): Pull;
  /** @throws {Fault} `request/not-found` */
  remove(id: number): void;
  run(id: number): Promise<PullOutcome>;
  /** @throws {Fault} `request/not-found`, `connector/failed` */
  check(id: number): Promise<BatchCheck>;
}

/** `/connectors`, for administrators: documents elsewhere that are fetched on a schedule. */
export function createConnectorsRouter(
  connectors: ConnectorQueries,
  requireAdministrator: RequestHandler,
): Router {
  const router = Router();
  const readInput = createBodyReader(PullInputSchema);
  const idOf = (request: Request) => Number(request.params.id);
  router.use(requireAdministrator);
  router.get("/", (_request, response) => {
    response.json({ items: connectors.list() });
  });
  router.post("/", express.json(), async (request, response) => {
    const pull = connectors.add(await readInput(request));
    response.status(201).location(`/api/v1/connectors/${pull.id}`).json(pull);
  });
  router.get("/:id", (request, response) => {
    const pull = connectors.find(idOf(request));
    if (!pull) throw new Fault("request/not-found", `there is no connector ${request.params.id}`);
    response.json(pull);
  });
  router.put("/:id", express.json(), async (request, response) => {
    response.json(connectors.replace(idOf(request), await readInput(request)));
  });
  router.delete("/:id", (request, response) => {
    connectors.remove(idOf(request));
    response.status(204).end();
  });
  router.post("/:id/run", async (request, response) => {
    response.json(await connectors.run(idOf(request)));
  });
  router.post("/:id/check", async (request, response) => {
    response.json(await connectors.check(idOf(request)));
  });
  return router;
}
