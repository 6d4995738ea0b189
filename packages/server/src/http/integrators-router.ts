import {
  type DatastreamHealth,
  HEALTH_FILTERS,
  HEALTH_SORTS,
  type HealthFilter,
  type HealthSort,
  type Integrator,
  QuotaSchema,
  type ReadableRejection,
  type TokenQuota,
} from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import express, { type Request, type RequestHandler, type Response, Router } from "express";
import type { Page } from "./city-queries.ts";
import { RequestFault } from "./error-handler.ts";
import { callerOf } from "./principal.ts";
import { buildCursor, createBodyReader, readPage, readText } from "./read-request.ts";

/** What the integrators' routes ask; compose.ts answers. */
export interface IntegratorQueries {
  /** Tokens in use. */
  list(): readonly Integrator[];
  find(token: number): Integrator | undefined;
  datastreams(query: {
    readonly token: number;
    readonly filter: HealthFilter | undefined;
    readonly sort: HealthSort;
    readonly isDescending: boolean;
    /** How many of the sorted list to leave out. */
    readonly after: number;
    readonly limit: number;
  }): Page<DatastreamHealth>;
  /** Newest first. */
  rejections(token: number): readonly ReadableRejection[];
  setQuota(token: number, quota: TokenQuota): void;
}

/** `/integrators`: who sends what, and how well. An integrator sees itself, an administrator everybody. */
export function createIntegratorsRouter(
  queries: IntegratorQueries,
  guards: { readonly requireWriter: RequestHandler; readonly requireAdministrator: RequestHandler },
): Router {
  const router = Router();
  const readQuota = createBodyReader(QuotaSchema);

  function find(request: Request, response: Response): Integrator {
    const token = Number(request.params.token);
    const { tokenId, name } = callerOf(response);
    if (tokenId !== undefined && tokenId !== token) {
      throw new Fault("access/forbidden", `${name} is token ${tokenId} and sees no other's`);
    }
    const integrator = queries.find(token);
    if (integrator) return integrator;
    throw new Fault("request/not-found", `there is no token ${request.params.token}`);
  }

  router.use(guards.requireWriter);
  router.get("/", (_request, response) => {
    const { tokenId } = callerOf(response);
    const items = queries.list().filter(({ id }) => tokenId === undefined || id === tokenId);
    response.json({ items });
  });
  router.get("/:token", (request, response) => {
    response.json(find(request, response));
  });
  router.get("/:token/datastreams", (request, response) => {
    const { id } = find(request, response);
    const sort = readText(request, "sort") ?? "id";
    const { limit, after } = readPage(request, 100, 10_000);
    const { items, next } = queries.datastreams({
      token: id,
      filter: readOneOf(readText(request, "filter"), HEALTH_FILTERS, "filter"),
      sort: readOneOf(sort.replace(/^-/, ""), HEALTH_SORTS, "sort") ?? "id",
      isDescending: sort.startsWith("-"),
      after: Math.max(0, after ?? 0),
      limit,
    });
    response.json(next === undefined ? { items } : { items, nextCursor: buildCursor(next) });
  });
  router.get("/:token/rejections", (request, response) => {
    response.json({ items: queries.rejections(find(request, response).id) });
  });
  router.put("/:token/quota", guards.requireAdministrator, express.json(), async (request, response) => {
    const { id } = find(request, response);
    queries.setQuota(id, await readQuota(request));
    response.json(find(request, response));
  });
  return router;
}

function readOneOf<T extends string>(
  text: string | undefined,
  allowed: readonly T[],
  name: string,
): T | undefined {
  const found = allowed.find((one) => one === text);
  if (text === undefined || found !== undefined) return found;
  const message = `is ${text.slice(0, 64)}; one of ${allowed.join(", ")} is right`;
  throw new RequestFault(`parameter ${name} ${message}`, [{ pointer: `?${name}`, message }]);
}
