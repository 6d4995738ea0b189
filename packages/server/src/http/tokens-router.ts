import { TokenRequestSchema } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import express, { Router } from "express";
import { createBodyReader } from "./read-request.ts";

/** What the tokens' routes need. */
export interface TokenNeeds {
  createToken(name: string): { id: number; name: string; token: string };
  listTokens(): readonly { id: number; name: string; createdAtMs: number; lastUsedAtMs: number | null }[];
  /** Answers false where there is none; cuts its sockets where there is. */
  revokeToken(id: number): boolean;
}

/** `/tokens`, for administrators: integrators' keys. The secret is shown once, when it is made. */
export function createTokensRouter(needs: TokenNeeds): Router {
  const router = Router();
  const readBody = createBodyReader(TokenRequestSchema);
  router.post("/", express.json(), async (request, response) => {
    response
      .status(201)
      .set("Cache-Control", "no-store")
      .json(needs.createToken((await readBody(request)).name));
  });
  router.get("/", (_request, response) => {
    response.json({
      items: needs.listTokens().map(({ id, name, createdAtMs, lastUsedAtMs }) => ({
        id,
        name,
        createdAt: createdAtMs,
        lastUsedAt: lastUsedAtMs,
      })),
    });
  });
  router.delete("/:id", (request, response) => {
    if (!needs.revokeToken(Number(request.params.id))) {
      throw new Fault("request/not-found", `there is no token ${request.params.id}`);
    }
    response.status(204).end();
  });
  return router;
}
