import {
  BindRequestSchema,
  IDENTIFIER_PATTERN,
  type KeptFrom,
  LAYER_KINDS,
  type Registration,
  RegistrationSchema,
} from "@shuicheng/shared/contracts";
import { Fault } from "@shuicheng/shared/faults";
import { MAX_CLOCK_LEAD_MS } from "@shuicheng/shared/protocol";
import express, { type Request, type RequestHandler, Router } from "express";
import type { CityQueries } from "./city-queries.ts";
import { RequestFault } from "./error-handler.ts";
import {
  buildCursor,
  createBodyReader,
  readFlag,
  readInteger,
  readPage,
  readText,
  readTime,
} from "./read-request.ts";

const DAY_MS = 86_400_000;
const MAX_POINTS = 10_000;
const MAX_ASSETS = 100;
/** 30,000 datastreams with their assets, with room to spare. */
const MAX_REGISTRATION = "64mb";

/** 30,000 rows of 300 bytes, and as much again. */
const MAX_TABLE = "16mb";

/** 10,000 bindings of two ids of 128 characters. */
const MAX_BINDINGS = "4mb";

/** `/datastreams`: what is observed, its latest value and its history. */
export function createDatastreamsRouter(
  city: CityQueries,
  requireWriter: RequestHandler,
  now: () => number,
): Router {
  const router = Router();
  const readRegistration = createBodyReader(RegistrationSchema);
  router.get("/", (request, response) => {
    const { items, next } = city.datastreams({
      layer: readText(request, "layer"),
      assets: readAssets(readText(request, "asset")),
      ...readPage(request, 100, 10_000),
    });
    response.json(next === undefined ? { items } : { items, nextCursor: buildCursor(next) });
  });
  const readCsv = express.raw({ type: "text/csv", limit: MAX_TABLE });
  router.post("/import", requireWriter, readCsv, async (request, response, next) => {
    if (!Buffer.isBuffer(request.body)) {
      next();
      return;
    }
    const upload = { bytes: request.body, charset: readCharset(request), layer: readLayer(request) };
    response.json(await city.registerTable(upload, readFlag(request, "dryRun") === true));
  });
  router.get("/import/template.csv", (request, response) => {
    const language = readText(request, "lang") === "en" ? "en" : "zh";
    response
      .set("Content-Disposition", 'attachment; filename="datastreams.csv"')
      .type("text/csv; charset=utf-8")
      .send(city.tableTemplate(language));
  });
  router.post("/import", express.json({ limit: MAX_REGISTRATION }), async (request, response) => {
    const registration: Registration = await readRegistration(request);
    const isDryRun = readFlag(request, "dryRun") === true;
    response.json({ ...(await city.register(registration, isDryRun)), dryRun: isDryRun });
  });
  const readBindings = createBodyReader(BindRequestSchema);
  router.post("/bind", requireWriter, express.json({ limit: MAX_BINDINGS }), async (request, response) => {
    const { bindings } = await readBindings(request);
    const isDryRun = readFlag(request, "dryRun") === true;
    response.json({ ...(await city.bind(bindings, isDryRun)), dryRun: isDryRun });
  });
  router.get("/:id", (request, response) => {
    const datastream = findDatastream(city, request.params.id);
    response.json({ ...datastream, retention: city.retentionOf(datastream.id) });
  });
  router.get("/:id/observations", async (request, response) => {
    const { id } = findDatastream(city, request.params.id);
    const points = readInteger(request, "points", 1, MAX_POINTS);
    const toMs = readTime(request, "to") ?? now() + MAX_CLOCK_LEAD_MS;
    const fromMs = readTime(request, "from") ?? (points === undefined ? 0 : toMs - DAY_MS);
    if (fromMs > toMs) {
      throw new RequestFault("parameter from is later than to", [
        { pointer: "?from", message: "is later than to" },
      ]);
    }
    if (points !== undefined) {
      const { buckets, keptFrom } = await city.summarise(id, fromMs, toMs, points);
      response.json({ buckets, ...goneWithin(keptFrom, fromMs) });
      return;
    }
    const { limit, after } = readPage(request, 1_000, 10_000);
    const page = await city.observations(id, Math.max(fromMs, after ?? fromMs), toMs, limit);
    const cursor = page.next === undefined ? {} : { nextCursor: buildCursor(page.next) };
    response.json({ items: page.items, ...cursor, ...goneWithin(page.keptFrom, fromMs) });
  });
  return router;
}

/** Where retention has let go of what lay in the range, says from when on there is what: a gap there is no silence. */
const goneWithin = (keptFrom: KeptFrom, fromMs: number) =>
  keptFrom.raw !== null && fromMs < keptFrom.raw ? { keptFrom } : {};

const readCharset = (request: Request) =>
  /;\s*charset="?([\w-]+)/i.exec(request.headers["content-type"] ?? "")?.[1];

/** The layer of a table: `layer`, and where it is new `layerName` and `kind`. */
function readLayer(request: Request) {
  const [id, name, kindText] = ["layer", "layerName", "kind"].map((key) => readText(request, key));
  if (id === undefined || !new RegExp(IDENTIFIER_PATTERN).test(id)) {
    const message = "names the layer of the table's assets: 1 to 128 characters of A–Z a–z 0–9 . _ ~ -";
    throw new RequestFault(`parameter layer ${message}`, [{ pointer: "?layer", message }]);
  }
  const kind = LAYER_KINDS.find((one) => one === kindText);
  if (kindText !== undefined && kind === undefined) {
    const message = `is none of ${LAYER_KINDS.join(", ")}`;
    throw new RequestFault(`parameter kind ${message}`, [{ pointer: "?kind", message }]);
  }
  return {
    id,
    ...(name === undefined ? {} : { name: name.slice(0, 256) }),
    ...(kind === undefined ? {} : { kind }),
  };
}

function readAssets(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const assets = text.split(",");
  if (assets.length <= MAX_ASSETS && assets.every((id) => id !== "")) return assets;
  const message = `lists ids of assets, at most ${MAX_ASSETS}, e.g. asset=a,b,c`;
  throw new RequestFault(`parameter asset ${message}`, [{ pointer: "?asset", message }]);
}

function findDatastream(city: CityQueries, id: string) {
  const datastream = city.findDatastream(id);
  if (!datastream) throw new Fault("datastream/unknown", `there is no datastream ${id}`, { id });
  return datastream;
}
