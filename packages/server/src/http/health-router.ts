import { Router } from "express";

/** What the probes ask. */
export interface HealthNeeds {
  /** Why the server is not ready, or undefined when it is. */
  findUnreadiness(): string | undefined;
  /** Prometheus text and its content type. */
  metrics(): Promise<{ body: string; contentType: string }>;
}

/** `/healthz` (the process is up), `/readyz` (stores open, log writable), `/metrics` (Prometheus). */
export function createHealthRouter(needs: HealthNeeds): Router {
  const router = Router();
  router.get("/healthz", (_request, response) => {
    response.json({ status: "up" });
  });
  router.get("/readyz", (_request, response) => {
    const reason = needs.findUnreadiness();
    response
      .status(reason === undefined ? 200 : 503)
      .json(reason === undefined ? { status: "ready" } : { status: "not ready", reason });
  });
  router.get("/metrics", async (_request, response) => {
    const { body, contentType } = await needs.metrics();
    response.type(contentType).send(body);
  });
  return router;
}
