import { join } from "node:path";
import compression from "compression";
import express, { type Express } from "express";
import helmet from "helmet";
import type { AnnotationQueries } from "./annotation-queries.ts";
import { createAnnotationsRouter } from "./annotations-router.ts";
import { createAssetsRouter } from "./assets-router.ts";
import { createBaseMapRouter } from "./base-map-router.ts";
import type { CityQueries } from "./city-queries.ts";
import { type ConnectorQueries, createConnectorsRouter } from "./connectors-router.ts";
import { createDatastreamsRouter } from "./datastreams-router.ts";
import { answerNotFound, createErrorHandler } from "./error-handler.ts";
import { createExportRouter, type ExportQueries } from "./export-router.ts";
import { createHealthRouter, type HealthNeeds } from "./health-router.ts";
import { createIntegratorsRouter, type IntegratorQueries } from "./integrators-router.ts";
import { createJobsRouter } from "./jobs-router.ts";
import { createLayersRouter } from "./layers-router.ts";
import type { ModelQueries } from "./model-queries.ts";
import { createModelsRouter } from "./models-router.ts";
import { createNetworksRouter } from "./networks-router.ts";
import { createObservationsRouter, type ObservationNeeds } from "./observations-router.ts";
import { createOpenApiRouter } from "./openapi/openapi-router.ts";
import { requireRole } from "./principal.ts";
import { createRetentionRouter, type RetentionQueries } from "./retention-router.ts";
import { createSessionsRouter, type SessionNeeds } from "./sessions-router.ts";
import { createSourcesRouter, type SourceQueries } from "./sources-router.ts";
import { createStaRouter, type StaCommands, type StaQueries } from "./sta-router.ts";
import { createTokensRouter, type TokenNeeds } from "./tokens-router.ts";
import type { ViewQueries } from "./view-queries.ts";
import { createViewsRouter } from "./views-router.ts";
import { createWebhooksRouter, type WebhookQueries } from "./webhooks-router.ts";

/** What the HTTP side needs. */
export interface AppNeeds {
  readonly city: CityQueries;
  readonly models: ModelQueries;
  readonly views: ViewQueries;
  readonly annotations: AnnotationQueries;
  readonly sessions: SessionNeeds;
  readonly tokens: TokenNeeds;
  readonly observations: ObservationNeeds;
  readonly exports: ExportQueries;
  readonly integrators: IntegratorQueries;
  readonly retention: RetentionQueries;
  readonly connectors: ConnectorQueries;
  readonly sources: SourceQueries;
  readonly webhooks: WebhookQueries;
  readonly sta: StaQueries & StaCommands;
  readonly health: HealthNeeds;
  /** Folder of published tilesets. */
  readonly tilesFolder: string;
  /** Folder of the built page. */
  readonly pageFolder: string;
  onUnexpected(error: unknown, path: string): void;
}

const YEAR_MS = 31_536_000_000;
/** Of gzip: an answer of 118 kB in 0.9 ms instead of 2.1, and a sixth larger. */
const QUICK_LEVEL = 3;

/** Creates the express app: probes, API, tiles, page, each failure a problem document. */
export function createApp(needs: AppNeeds): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(createHealthRouter(needs.health));
  app.use(securityHeaders());
  const quick = compression({ filter: isCompressible, level: QUICK_LEVEL });
  const thorough = compression({ filter: isCompressible });
  app.use((request, response, next) => (isAnswer(request) ? quick : thorough)(request, response, next));
  app.use("/api/v1", createApi(needs));
  const { identify } = needs.sessions;
  const requireReader = requireRole(identify, "administrator", "integrator", "anonymous");
  app.use("/api/openapi.json", keepFresh, requireReader, createOpenApiRouter(needs.sessions.version));
  const sta = createStaRouter(needs.sta, requireRole(identify, "integrator"));
  app.use("/sta/v1.1", keepFresh, requireReader, sta);
  app.use(
    "/tiles",
    requireRole(identify, "administrator", "integrator", "anonymous"),
    // Each publication has a folder of its own, so a file never changes under its name.
    express.static(needs.tilesFolder, {
      maxAge: YEAR_MS,
      immutable: true,
      cacheControl: true,
      setHeaders: keepPrivate,
    }),
    answerNotFound,
  );
  app.use(express.static(needs.pageFolder, { index: false, setHeaders: cachePage }));
  // Each page of the application by its own address; it is one file.
  app.get(["/", "/models", "/models/:id", "/charts", "/integrators"], (_request, response) => {
    response.set("Cache-Control", "no-cache").sendFile(join(needs.pageFolder, "index.html"));
  });
  app.use(answerNotFound);
  app.use(createErrorHandler(needs.onUnexpected));
  return app;
}

function createApi({
  city,
  models,
  views,
  annotations,
  sessions,
  tokens,
  observations,
  exports,
  integrators,
  retention,
  connectors,
  sources,
  webhooks,
}: AppNeeds): express.Router {
  const api = express.Router();
  const requireReader = requireRole(sessions.identify, "administrator", "integrator", "anonymous");
  const requireWriter = requireRole(sessions.identify, "administrator", "integrator");
  const requireAdministrator = requireRole(sessions.identify, "administrator");
  api.use(keepFresh);
  api.use("/sessions", createSessionsRouter(sessions));
  api.use("/tokens", requireAdministrator, createTokensRouter(tokens));
  api.use(requireReader);
  api.use("/basemap", createBaseMapRouter(city));
  api.use("/layers", createLayersRouter(city));
  api.use("/assets", createAssetsRouter(city));
  api.use("/datastreams", createDatastreamsRouter(city, requireWriter, sessions.now));
  api.use("/observations/export", createExportRouter(exports));
  api.use("/observations", createObservationsRouter(observations, requireWriter));
  api.use("/integrators", createIntegratorsRouter(integrators, { requireWriter, requireAdministrator }));
  api.use("/retention", createRetentionRouter(retention, requireAdministrator));
  api.use("/connectors", createConnectorsRouter(connectors, requireAdministrator));
  api.use("/sources", createSourcesRouter(sources, requireAdministrator));
  api.use("/webhooks", createWebhooksRouter(webhooks, requireWriter));
  api.use("/networks", createNetworksRouter(city, requireWriter));
  api.use("/annotations", createAnnotationsRouter(annotations, requireWriter));
  api.use("/models/:id/views", createViewsRouter(views, requireWriter));
  api.use("/models", createModelsRouter(models, requireWriter));
  api.use("/jobs", createJobsRouter(city, requireWriter));
  api.use(answerNotFound);
  return api;
}

/** Answers change by the second, and some are not for everybody. */
const keepFresh: express.RequestHandler = (_request, response, next) => {
  response.set("Cache-Control", "private, no-cache");
  next();
};

/** Nothing from outside: scripts, workers and data are ours. Cesium decodes in wasm and in workers from blobs. */
function securityHeaders() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        workerSrc: ["'self'", "blob:"],
        imgSrc: ["'self'", "data:", "blob:"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'", "data:"],
        connectSrc: ["'self'", "ws:", "wss:", "blob:", "data:"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
  });
}

/** What is made for who asks, not kept. */
const isAnswer = ({ path }: express.Request): boolean => path.startsWith("/api/") || path.startsWith("/sta/");

/** A range counts bytes of the file as it is: part of it must not be compressed by itself (RFC 9110, 14.2). */
function isCompressible(request: express.Request, response: express.Response): boolean {
  // Tiles are compressed inside already.
  const isTile = request.originalUrl.endsWith(".glb");
  const isWorthIt = response.locals.isCompressible === true || compression.filter(request, response);
  return response.statusCode !== 206 && !isTile && isWorthIt;
}

function keepPrivate(response: express.Response): void {
  response.set("Cache-Control", `private, max-age=${YEAR_MS / 1000}, immutable`);
}

function cachePage(response: express.Response, path: string): void {
  const isHashed = /[\\/]assets[\\/]/.test(path);
  response.set("Cache-Control", isHashed ? `public, max-age=${YEAR_MS / 1000}, immutable` : "no-cache");
}
