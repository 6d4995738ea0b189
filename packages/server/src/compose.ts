import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Annotation, Job } from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import {
  INGEST_NAMESPACE,
  LIVE_NAMESPACE,
  PATCH_INTERVAL_MS,
  TICK_INTERVAL_MS,
} from "@shuicheng/shared/protocol";
import type { Logger } from "pino";
import { Server } from "socket.io";
import { createAccess, SESSION_MS } from "./access/access.ts";
import { createAnnotations } from "./annotations.ts";
import { createCity } from "./city.ts";
import type { Config } from "./config.ts";
import { createPullDesk } from "./connectors/pull-desk.ts";
import { createJobQueue, createNetworkImports } from "./convert/index.ts";
import { takeDataFolder } from "./data-folder.ts";
import { createDemoCity, type DemoCityDesk, isDemoWanted } from "./demo-city.ts";
import { createExports } from "./export/exports.ts";
import { HISTORY_FORMAT } from "./history/history-schema.ts";
import { createApp } from "./http/app.ts";
import { createAdmission } from "./ingest/admission.ts";
import { checkBatch } from "./ingest/check-batch.ts";
import { serveIngest } from "./ingest/ingest-namespace.ts";
import { openLedger } from "./ingest/ledger/open-ledger.ts";
import { createZoneOffset } from "./ingest/ledger/zone-offset.ts";
import { alignLedger, createIntegrators } from "./integrators.ts";
import { createLive } from "./live/live.ts";
import { LOG_FORMAT } from "./log/log-schema.ts";
import { createMetrics } from "./metrics.ts";
import { openModels } from "./models.ts";
import { type Mqtt, openMqtt } from "./mqtt.ts";
import { openSensorThings } from "./open-sensor-things.ts";
import { openPipeline } from "./pipeline.ts";
import { registerTable } from "./register-table.ts";
import { buildTableTemplate } from "./registration/table-columns.ts";
import { openRegistry } from "./registry/registry.ts";
import { REGISTRY_FORMAT } from "./registry/registry-schema.ts";
import { openSocketDoors } from "./socket-doors.ts";
import { createSources } from "./sources.ts";
import { createViews } from "./views.ts";
import { WEBHOOKS_FORMAT } from "./webhooks/webhook-schema.ts";
import { createWebhooks, findStrangers } from "./webhooks.ts";

/** A running server. */
export interface RunningServer {
  /** Where the page is, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Generated at the first start where none was given; to be printed once. */
  readonly generatedPassword: string | undefined;
  /** Where integrators' MQTT clients connect; undefined where they do not. */
  readonly mqttPort: number | undefined;
  /** Resolves when the city can be shown: at once, or when the demo city is built and its simulator runs. */
  readonly ready: Promise<void>;
  /** Stops taking work, writes what is under way, lets go of the data folder. */
  close(): Promise<void>;
}

/** Largest socket message: 5,000 observations with ids of full length. */
const MAX_MESSAGE_BYTES = 2 * 1024 * 1024;

/** A stream of observations may last as long as a day. */
const MAX_REQUEST_MS = 86_400_000;
const MAX_HEADERS_MS = 60_000;
/** What a killed process forgets of its integrators' counters. */
const LEDGER_INTERVAL_MS = 60_000;

/** Name of the token that the demo's simulator holds. */
const SIMULATOR_TOKEN = "simulator (demo)";

const FORMATS = {
  "registry.db": REGISTRY_FORMAT,
  "log.db": LOG_FORMAT,
  "history.db": HISTORY_FORMAT,
  "webhooks.db": WEBHOOKS_FORMAT,
};

/**
 * Wires the stages — ingest → log → twin → (history, live) — and listens. The one place that knows them all.
 *
 * @throws {Fault} `data/*` when the folder cannot be taken, `config/port-in-use` when the port is.
 */
export async function compose(
  config: Config,
  options: {
    logger: Logger;
    pageFolder: string;
    version: string;
    now?: () => number;
    /** Told while the demo city is built. */
    onProgress?: (stage: string, progress: number) => void;
    /** Told, in a sentence, what whoever started this should know. */
    onNotice?: (notice: string) => void;
  },
): Promise<RunningServer> {
  const { logger } = options;
  const now = options.now ?? Date.now;
  const folder = takeDataFolder(config.dataFolder, FORMATS);
  const tilesFolder = join(folder.path, "tiles");
  mkdirSync(tilesFolder, { recursive: true });
  const registry = openRegistry(folder.path);
  const isDemo = isDemoWanted(config, { isFresh: registry.identities.countUsers() === 0 });
  const isPublicViewAllowed = config.isPublicViewAllowed ?? isDemo;
  const access = createAccess(registry.identities, { isPublicViewAllowed, now });
  const logNeededAfter = () => webhooks.neededAfter();
  const pipeline = openPipeline(folder.path, registry, {
    ...{ logger, now, logNeededAfter },
    onRetention() {
      for (const job of retentionJobs()) changedJobs.set(job.id, job);
    },
  });
  const retentionJobs = () => {
    const job = pipeline.retention.job();
    return job ? [job] : [];
  };
  const webhooks = createWebhooks(folder.path, registry, pipeline, {
    now,
    onUnexpected: (error) => logger.error({ err: error }, "webhooks failed"),
  });

  const { ledger, save: saveLedger } = openLedger(
    join(folder.path, "ledger.bin"),
    {
      rangeOf: (handle) => registry.datastreams.findByHandle(handle)?.range,
      findHandle: (id) => registry.datastreams.find(id)?.handle,
      offsetMs: createZoneOffset(config.timeZone),
      now,
    },
    { onProblem: (what, reason) => logger.warn({ err: reason }, what) },
  );
  alignLedger(ledger, registry);
  const admission = createAdmission({ ...pipeline.admissionNeeds, accounts: ledger });

  const check = (payload: unknown) =>
    checkBatch(
      { ...pipeline.admissionNeeds, latestMs: (handle) => pipeline.twin.findLatest(handle)?.timeMs },
      payload,
    );
  const connectors = createPullDesk({
    ...{ store: registry.connectors, admit: admission.admit, check, now },
    isTokenInUse: (token) => registry.identities.listTokens().some(({ id }) => id === token),
    onUnexpected: (error) => logger.error({ err: error }, "a connector failed"),
  });
  const sources = createSources(config, folder.path, {
    ...{ store: registry.sources, admit: admission.admit, now },
    isTokenInUse: (token) => registry.identities.listTokens().some(({ id }) => id === token),
    findDatastream: registry.datastreams.find,
    onUnexpected: (error) => logger.error({ err: error }, "a source failed"),
  });

  const server = createServer({ requestTimeout: MAX_REQUEST_MS, headersTimeout: MAX_HEADERS_MS });
  const io = new Server({
    serveClient: false,
    transports: ["websocket", "polling"],
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  const live = createLive(io.of(LIVE_NAMESPACE), {
    ...pipeline.liveNeeds,
    takeChanges() {
      const changes = pipeline.liveNeeds.takeChanges();
      webhooks.noteChanged(changes.assets);
      return changes;
    },
  });
  const city = createCity({
    ...{ registry, pipeline, now },
    announceLayers() {
      live.announceLayers();
      webhooks.forgetDescriptions();
    },
    baseMap: () => demo?.baseMap(),
    onPublished: (touched) => sensorThings.noteTouched(touched),
  });
  const demo = isDemo
    ? createDemoCity({
        ...{ dataFolder: folder.path, tilesFolder, scale: config.demoScale, now },
        reserveFeatures: registry.publisher.reserveFeatures,
        publish: city.publishConverted,
        findLayer: registry.layers.find,
        onDamage: (layer, reason) =>
          options.onNotice?.(`the demo city's layer ${layer} is built again: ${reason}`),
        onUnexpected: (error) => logger.error({ err: error }, "the simulator failed"),
      })
    : undefined;
  const changedJobs = new Map<string, Job>();
  const changedAnnotations: Pick<Annotation, "datastreams" | "asset">[] = [];
  const jobs = createJobQueue({
    now,
    onChange: (job) => changedJobs.set(job.id, job),
    onUnexpected: (error, job) => logger.error({ err: error, job }, "a job failed"),
  });
  const importNetwork = createNetworkImports({
    jobs,
    reserveFeatures: registry.publisher.reserveFeatures,
    publish: (layer) => city.publishConverted(layer),
    tilesFolder,
    now,
  });
  const models = openModels({
    ...{ dataFolder: folder.path, tilesFolder, registry, jobs, now },
    follow: city.followLayer,
  });
  const demoJobs = () => {
    const job = demo?.job();
    return job ? [job] : [];
  };
  const metrics = createMetrics({
    acceptedObservations: () => pipeline.acceptedObservations,
    committedSeq: () => pipeline.log.committedSeq,
    tailObservations: () => pipeline.tail.size,
    screens: () => live.screens,
    gauges: () => mqtt?.gauges ?? [],
  });
  let mqtt: Mqtt | undefined;

  /** Who loses access loses open connections, too. */
  const cutSockets = openSocketDoors(io, live, (credentials) => access.identify(credentials));
  const sensorThings = openSensorThings({
    ...{ registry, pipeline, city, admit: admission.admit, now },
    mqttPort: () => mqtt?.port,
    onUnexpected: (error) => logger.error({ err: error }, "SensorThings could not tell a change"),
  });
  serveIngest(io.of(INGEST_NAMESPACE), {
    identify: (token) => access.identify({ token }),
    findHandle: (id) => registry.datastreams.find(id)?.handle,
    admission,
    onUnexpected: (error, caller) => logger.error({ err: error, caller }, "ingest failed"),
  });
  server.on(
    "request",
    createApp({
      city: {
        ...city.queries,
        importNetwork,
        registerTable: (upload, isDryRun) => registerTable(city.queries, upload, isDryRun),
        tableTemplate: buildTableTemplate,
        jobs: () => [...demoJobs(), ...retentionJobs(), ...jobs.list()],
        findJob: (id) => [...demoJobs(), ...retentionJobs()].find((job) => job.id === id) ?? jobs.find(id),
        dropJob: models.dropJob,
        restartJob: models.restartJob,
      },
      models: models.queries,
      views: createViews(registry, now),
      annotations: createAnnotations(registry, {
        now,
        onChange: (changed) => changedAnnotations.push(changed),
      }),
      sessions: {
        identify: (credentials) => access.identify(credentials),
        signIn: access.signIn,
        signOut(sessionId) {
          access.signOut(sessionId);
          cutSockets((held) => held.sessionId === sessionId);
        },
        sessionMs: SESSION_MS,
        isPublicViewAllowed,
        timeZone: config.timeZone,
        isDemo,
        version: options.version,
        now,
      },
      tokens: {
        createToken: access.createToken,
        listTokens: registry.identities.listTokens,
        revokeToken(id) {
          cutSockets((held) => held.tokenId === id);
          mqtt?.disconnect(id);
          ledger.forget(id);
          webhooks.pauseOf(id);
          return registry.identities.revokeToken(id);
        },
      },
      observations: { admit: admission.admit, check },
      exports: createExports(city.queries),
      retention: pipeline.retention,
      connectors,
      sources,
      webhooks: { ...webhooks, findStrangers: (input) => findStrangers(registry, input) },
      integrators: createIntegrators(registry, ledger, now),
      sta: sensorThings.queries,
      health: {
        findUnreadiness: () => pipeline.findUnreadiness() ?? demo?.findUnreadiness(),
        metrics,
      },
      tilesFolder,
      pageFolder: options.pageFolder,
      onUnexpected: (error, path) => logger.error({ err: error, path }, "request failed"),
    }),
  );
  // Last, so that socket.io hands on to the app what is not its own; the other way round both would answer.
  io.attach(server);
  const timers = [
    setInterval(() => {
      live.flush();
      webhooks.pump();
      if (changedJobs.size > 0) live.announceJobs([...changedJobs.values()]);
      changedJobs.clear();
      if (changedAnnotations.length > 0) live.announceAnnotations(changedAnnotations.splice(0));
    }, PATCH_INTERVAL_MS),
    setInterval(() => {
      pipeline.tick();
      live.tick();
    }, TICK_INTERVAL_MS),
    setInterval(saveLedger, LEDGER_INTERVAL_MS),
  ];

  async function close(): Promise<void> {
    for (const timer of timers) clearInterval(timer);
    await demo?.close();
    await connectors.close();
    await sources.close();
    await io.close();
    server.closeAllConnections();
    await mqtt?.close();
    await jobs.close();
    await models.close();
    await webhooks.close();
    await pipeline.close();
    await saveLedger();
    await registry.stagedPublisher.close();
    registry.close();
    folder.release();
  }

  async function showDemo(desk: DemoCityDesk, url: string): Promise<void> {
    await desk.prepare(options.onProgress ?? (() => {}));
    if (config.isSimulatorOn === false) return;
    // Tokens are stored as hashes: each start gives the simulator a new one.
    for (const { id, name } of registry.identities.listTokens()) {
      if (name === SIMULATOR_TOKEN) registry.identities.revokeToken(id);
    }
    await desk.startSimulator({ url, token: access.createToken(SIMULATOR_TOKEN).token });
  }

  try {
    await demo?.check();
    const url = await listen(server, config);
    mqtt = await openMqtt(config, {
      identify: (token) => access.identify({ token }),
      admit: admission.admit,
      findHandle: (id) => registry.datastreams.find(id)?.handle,
      things: sensorThings.thingsAt(Number(new URL(url).port || 80)),
      fallSilent: pipeline.fallSilent,
      serverName: `shuicheng-${pipeline.log.epoch.slice(0, 8)}`,
      now,
      logger,
    });
    // After the port is ours: a password that was made and never printed would lock everybody out.
    const generatedPassword = await access.ensureAdministrator(config.adminPassword);
    connectors.start();
    sources.start();
    const ready = demo ? showDemo(demo, url) : Promise.resolve();
    return { url, generatedPassword, mqttPort: mqtt.port, ready, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function listen(server: ReturnType<typeof createServer>, { host, port }: Config): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new Fault(
              "config/port-in-use",
              `--port ${port} on ${host} is in use: stop what uses it, or name another port`,
              {
                port,
              },
            )
          : new Fault(
              "config/invalid-value",
              `cannot listen on --host ${host} --port ${port}: ${error.message}`,
              {},
              { cause: error },
            ),
      );
    });
    server.listen(port, host, () => {
      const { port: actual } = server.address() as AddressInfo;
      resolve(`http://${host.includes(":") ? `[${host}]` : host}:${actual}`);
    });
  });
}
