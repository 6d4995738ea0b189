import {
  type Retention,
  type RetentionDryRun,
  type RetentionInput,
  RetentionInputSchema,
  type RetentionVersion,
} from "@shuicheng/shared/contracts";
import express, { type RequestHandler, Router } from "express";
import { callerOf } from "./principal.ts";
import { createBodyReader, readFlag } from "./read-request.ts";

/** What the routes of retention ask; compose.ts answers. */
export interface RetentionQueries {
  read(): Retention;
  /** What was in force, the newest first. */
  changes(): readonly RetentionVersion[];
  /** @throws {Fault} `registry/conflict`, `registry/invalid` */
  change(input: RetentionInput, author: NonNullable<RetentionVersion["changedBy"]>): Retention;
  /** @throws {Fault} `registry/conflict`, `registry/invalid` */
  weigh(input: RetentionInput): Promise<RetentionDryRun>;
}

/** `/retention`, for administrators: how long observations and roll-ups are kept, by class. */
export function createRetentionRouter(
  retention: RetentionQueries,
  requireAdministrator: RequestHandler,
): Router {
  const router = Router();
  const readInput = createBodyReader(RetentionInputSchema);
  router.use(requireAdministrator);
  router.get("/", (_request, response) => {
    response.json(retention.read());
  });
  router.get("/changes", (_request, response) => {
    response.json({ items: retention.changes() });
  });
  router.put("/", express.json(), async (request, response) => {
    const input = await readInput(request);
    if (readFlag(request, "dryRun")) {
      response.json(await retention.weigh(input));
      return;
    }
    const { name, tokenId } = callerOf(response);
    response.json(retention.change(input, { kind: tokenId === undefined ? "user" : "token", name }));
  });
  return router;
}
