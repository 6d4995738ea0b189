import { Router } from "express";

/** `/api/openapi.json`: what this API is, for programs. Put together when it is first asked for. */
export function createOpenApiRouter(version: string): Router {
  const router = Router();
  let written: Promise<string> | undefined;
  router.get("/", async (_request, response) => {
    written ??= import("./build-document.ts").then(({ buildDocument }) =>
      JSON.stringify(buildDocument(version)),
    );
    response.type("application/json").send(await written);
  });
  return router;
}
