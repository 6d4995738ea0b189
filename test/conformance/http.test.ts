import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  AssetSchema,
  BucketSchema,
  CurrentSessionSchema,
  DatastreamSchema,
  ImportReportSchema,
  type Job,
  JobSchema,
  type Layer,
  LayerSchema,
  type Observation,
  ObservationSchema,
  ProblemSchema,
} from "@shuicheng/shared/contracts";
import { isFaultCode } from "@shuicheng/shared/faults";
import Type, { type Static, type TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ADMIN_PASSWORD, makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { connectPlain, knock, push, whenClosed } from "./plain-client.ts";

const SAMPLES = process.env.SHUICHENG_SAMPLES ?? "/work/shared/data";
const NET3 = join(SAMPLES, "networks/Net3.inp");
const ASSETS = 25;
const OBSERVATIONS = 25;
const START_MS = Date.now() - 3_600_000;

const pageOf = <S extends TSchema>(item: S) =>
  Type.Object({ items: Type.Array(item), nextCursor: Type.Optional(Type.String()) });
const listOf = <S extends TSchema>(item: S) => Type.Object({ items: Type.Array(item) });

let dataFolder: string;
let server: ServerProcess;
let cookie: string;
let token: string;

beforeAll(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  cookie = await server.signIn();
  token = await server.createToken("pusher");
  const indices = Array.from({ length: ASSETS }, (_, index) => index);
  await server.register(token, {
    layer: { id: "water", kind: "water", name: "供水" },
    assets: indices.map((index) => ({
      id: `n-${index}`,
      class: index % 2 === 0 ? "junction" : "tank",
      name: `Node 100% ${index}`,
      attributes: { diameter: { value: 300, unit: "mm" } },
      ...(index < 20 ? { position: { lon: 115.9 + index / 1_000, lat: 36.4, heightM: 30 + index } } : {}),
    })),
    datastreams: indices.map((index) => ({
      id: `p-${index}`,
      asset: `n-${index}`,
      observedProperty: "pressure",
      unit: { name: "metre of water", symbol: "mH₂O", definition: "m[H2O]" },
      limits: { H: 50 },
    })),
  });
  const ingest = await connectPlain(server.url, "/ingest", { auth: { token } });
  const items = Array.from({ length: OBSERVATIONS }, (_, k) => ({
    datastream: "p-0",
    time: START_MS + k * 1_000,
    result: k,
  }));
  await push(ingest, { items });
  ingest.disconnect();
});

afterAll(async () => {
  await server?.kill9();
  removeDataFolder(dataFolder);
});

interface Asked {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** Who asks; the token of an integrator unless said. */
  readonly as?: "integrator" | "administrator" | "nobody";
}

async function ask(path: string, { method = "GET", body, headers = {}, as = "integrator" }: Asked = {}) {
  const who = { integrator: { authorization: `Bearer ${token}` }, administrator: { cookie }, nobody: {} }[as];
  const raw = body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body);
  return fetch(`${server.url}${path}`, {
    method,
    // Without this, fetch adds "no-cache" to a request that names an ETag, and it is never answered 304.
    headers: {
      "cache-control": "max-age=0",
      ...(raw === null ? {} : { "content-type": "application/json" }),
      ...who,
      ...headers,
    },
    body: raw,
  });
}

/** Asks, and holds the answer against its schema. */
async function read<S extends TSchema>(path: string, schema: S, asked: Asked = {}): Promise<Static<S>> {
  const response = await ask(path, asked);
  const text = await response.text();
  expect(response.ok, `${path}: ${response.status} ${text}`).toBe(true);
  const body: unknown = JSON.parse(text);
  const check = Compile(schema);
  expect([...check.Errors(body)]).toEqual([]);
  expect(check.Check(body)).toBe(true);
  return body as Static<S>;
}

/** Asks what must be refused: a problem document with a stable code. */
async function refusal(path: string, asked: Asked = {}) {
  const response = await ask(path, asked);
  const problem = (await response.json()) as Static<typeof ProblemSchema>;
  expect(response.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  expect(Compile(ProblemSchema).Check(problem)).toBe(true);
  expect(problem.status).toBe(response.status);
  expect(problem.type).toBe(`urn:shuicheng:fault:${problem.code}`);
  expect(isFaultCode(problem.code)).toBe(true);
  return { status: response.status, code: problem.code, errors: problem.errors, response };
}

/** All pages of a list, of `limit` items at most. */
async function pagesOf<S extends TSchema>(path: string, item: S): Promise<Static<S>[][]> {
  const pages: Static<S>[][] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined; ) {
    const next: { items: unknown[]; nextCursor?: string } = (await read(
      cursor === "" ? path : `${path}&cursor=${encodeURIComponent(cursor)}`,
      pageOf(item),
    )) as never;
    pages.push(next.items as Static<S>[]);
    cursor = next.nextCursor;
  }
  return pages;
}

describe("health", () => {
  it("answers its probes and metrics without credentials", async () => {
    expect(await (await ask("/healthz", { as: "nobody" })).json()).toEqual({ status: "up" });
    expect(await (await ask("/readyz", { as: "nobody" })).json()).toEqual({ status: "ready" });
    const metrics = await (await ask("/metrics", { as: "nobody" })).text();
    expect(metrics).toMatch(/^shuicheng_observations_accepted_total 25$/m);
    expect(metrics).toMatch(/^process_resident_memory_bytes \d+$/m);
  });
});

describe("sessions", () => {
  const body = { username: "admin", password: ADMIN_PASSWORD };

  it("gives a cookie that scripts and other sites cannot use, and takes it back", async () => {
    const response = await ask("/api/v1/sessions", { method: "POST", body, as: "nobody" });
    expect(response.status).toBe(201);
    const [pair, ...flags] = response.headers.get("set-cookie")!.split("; ");
    expect(flags).toEqual(expect.arrayContaining(["HttpOnly", "SameSite=Strict", "Path=/"]));
    expect(Number(/Max-Age=(\d+)/.exec(flags.join(";"))?.[1])).toBe(12 * 3_600);
    const own = { as: "nobody", headers: { cookie: pair! } } as const;
    const current = await read("/api/v1/sessions/current", CurrentSessionSchema, own);
    expect(current).toMatchObject({
      user: { name: "admin", role: "administrator" },
      publicView: false,
      timeZone: "Asia/Shanghai",
    });
    expect((await ask("/api/v1/sessions/current", { ...own, method: "DELETE" })).status).toBe(204);
    expect((await read("/api/v1/sessions/current", CurrentSessionSchema, own)).user).toBeNull();
    expect(await refusal("/api/v1/layers", own)).toMatchObject({ status: 401 });
  });

  it("tells nobody and an integrator apart", async () => {
    const who = async (as: Asked["as"] & string) =>
      (await read("/api/v1/sessions/current", CurrentSessionSchema, { as })).user;
    expect(await who("nobody")).toBeNull();
    expect(await who("integrator")).toEqual({ name: "pusher", role: "integrator" });
  });

  it.each<[string, Asked, number, string]>([
    ["a wrong password", { body: { ...body, password: "no" } }, 401, "access/invalid-credentials"],
    ["an unknown name", { body: { ...body, username: "no" } }, 401, "access/invalid-credentials"],
    ["a body of another shape", { body: { username: "admin" } }, 400, "request/invalid"],
    ["no body", {}, 400, "request/invalid"],
    ["broken JSON", { body: "{" }, 400, "request/malformed-body"],
    ["too large a body", { body: { ...body, extra: "x".repeat(200_000) } }, 413, "request/too-large"],
    [
      "an encoding it does not know",
      { body, headers: { "content-encoding": "zstd-next" } },
      415,
      "request/unsupported-media-type",
    ],
  ])("refuses %s", async (_what, asked, status, code) => {
    const refused = await refusal("/api/v1/sessions", { method: "POST", as: "nobody", ...asked });
    expect(refused).toMatchObject({ status, code });
  });
});

describe("tokens", () => {
  it("are made, listed without their secret and revoked, which cuts their sockets", async () => {
    const made = await read(
      "/api/v1/tokens",
      Type.Object({ id: Type.Integer(), name: Type.Literal("gate"), token: Type.String() }),
      { method: "POST", body: { name: "gate" }, as: "administrator" },
    );
    expect(made.token).toMatch(/^sct_/);
    const socket = await connectPlain(server.url, "/ingest", { auth: { token: made.token } });
    const screen = await connectPlain(server.url, "/live", { auth: { token: made.token } });
    const list = await read("/api/v1/tokens", listOf(Type.Object({ id: Type.Integer() })), {
      as: "administrator",
    });
    expect(list.items).toContainEqual({
      id: made.id,
      name: "gate",
      createdAt: expect.any(Number),
      lastUsedAt: expect.any(Number),
    });
    const cut = Promise.all([whenClosed(socket), whenClosed(screen)]);
    const revoked = await ask(`/api/v1/tokens/${made.id}`, { method: "DELETE", as: "administrator" });
    expect(revoked.status).toBe(204);
    await cut;
    expect(await knock(server.url, "/live", { auth: { token: made.token } })).toBe("access/unauthenticated");
    const bearer = { as: "nobody", headers: { authorization: `Bearer ${made.token}` } } as const;
    expect(await refusal("/api/v1/layers", bearer)).toMatchObject({ status: 401 });
    const again = { method: "DELETE", as: "administrator" } as const;
    expect(await refusal(`/api/v1/tokens/${made.id}`, again)).toMatchObject({ status: 404 });
  });

  it.each<[string, Asked, number, string]>([
    ["an integrator", { as: "integrator" }, 403, "access/forbidden"],
    ["nobody", { as: "nobody" }, 401, "access/unauthenticated"],
    ["an empty name", { body: { name: "" }, as: "administrator" }, 400, "request/invalid"],
    ["a name too long", { body: { name: "x".repeat(129) }, as: "administrator" }, 400, "request/invalid"],
  ])("are not made for %s", async (_what, asked, status, code) => {
    const refused = await refusal("/api/v1/tokens", { method: "POST", body: { name: "x" }, ...asked });
    expect(refused).toMatchObject({ status, code });
    if (status === 401) expect(refused.response.headers.get("www-authenticate")).toBe("Bearer");
  });
});

describe("layers", () => {
  it("are listed and found, with the place of every feature", async () => {
    const { items } = await read("/api/v1/layers", listOf(LayerSchema));
    const water = await read("/api/v1/layers/water", LayerSchema);
    expect(items).toContainEqual(water);
    expect(water).toMatchObject({
      name: "供水",
      kind: "water",
      features: ASSETS,
      monitored: ASSETS,
      tileset: null,
    });
    expect(water.bbox![0]).toBeCloseTo(115.9, 9);
    const response = await ask("/api/v1/layers/water/positions");
    const positions = new Float64Array(await response.arrayBuffer());
    expect(positions).toHaveLength(ASSETS * 3);
    expect([...positions.slice(9, 12)]).toEqual([115.9 + 3 / 1_000, 36.4, 33]);
    expect([...positions.slice(72, 75)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    const etag = response.headers.get("etag")!;
    const unchanged = await ask("/api/v1/layers/water/positions", { headers: { "if-none-match": etag } });
    expect(unchanged.status).toBe(304);
  });
});

describe("assets", () => {
  it("come in pages, each once, in a steady order", async () => {
    const pages = await pagesOf("/api/v1/assets?layer=water&limit=10", AssetSchema);
    expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
    expect(pages.flat().map(({ featureIndex }) => featureIndex)).toEqual(
      Array.from({ length: ASSETS }, (_, i) => i),
    );
  });

  it("are found by class, text and feature index, and one by id", async () => {
    const ids = async (query: string) =>
      (await pagesOf(`/api/v1/assets?layer=water&${query}`, AssetSchema)).flat().map(({ id }) => id);
    expect(await ids("class=tank&limit=5")).toEqual(Array.from({ length: 12 }, (_, i) => `n-${i * 2 + 1}`));
    expect(await ids("q=100%25 7")).toEqual(["n-7"]);
    // A per cent sign parts words and is no wildcard.
    expect(await ids("q=N%257")).toEqual(["n-7"]);
    expect(await ids("q=N%25%25")).toHaveLength(ASSETS);
    expect(await ids("q=x%257")).toEqual([]);
    expect(await ids("monitored=true&limit=100")).toHaveLength(ASSETS);
    expect(await ids("feature=3,20")).toEqual(["n-3", "n-20"]);
    expect(await read("/api/v1/assets/n-3", AssetSchema)).toEqual({
      id: "n-3",
      layer: "water",
      featureIndex: 3,
      class: "tank",
      name: "Node 100% 3",
      position: { lon: 115.9 + 3 / 1_000, lat: 36.4, heightM: 33 },
      attributes: { diameter: { value: 300, unit: "mm" } },
      status: 0,
    });
  });
});

describe("what an asset is connected to", () => {
  const ends = (from: string, to: string) => ({ from: { value: from }, to: { value: to } });
  const connected = async (id: string) =>
    (await read(`/api/v1/assets?connected=${id}`, pageOf(AssetSchema))).items.map((asset) => asset.id);

  it("is the edges that name it as an end, and changes with them", async () => {
    const layer = { id: "joined", kind: "gas", name: "燃气" } as const;
    const node = (id: string) => ({ id, class: "junction" });
    const pipe = (id: string, from: string, to: string) => ({
      id,
      class: "pipe",
      attributes: ends(from, to),
    });
    // The first pipe comes before its nodes.
    await server.register(token, {
      layer,
      assets: [pipe("jp-1", "jn-1", "jn-2"), pipe("jp-2", "jn-2", "jn-3"), pipe("jp-3", "jn-2", "jn-2")],
    });
    await server.register(token, { layer, assets: ["jn-1", "jn-2", "jn-3", "jn-4"].map(node) });
    expect(await connected("jn-1")).toEqual(["jp-1"]);
    expect(await connected("jn-2")).toEqual(["jp-1", "jp-2", "jp-3"]);
    expect(await connected("jn-4")).toEqual([]);
    expect(await connected("jp-1")).toEqual([]);
    await server.register(token, { layer, assets: [pipe("jp-2", "jn-3", "jn-4")] });
    expect(await connected("jn-2")).toEqual(["jp-1", "jp-3"]);
    expect(await connected("jn-3")).toEqual(["jp-2"]);
    expect(await connected("jn-4")).toEqual(["jp-2"]);
    const pages = await pagesOf("/api/v1/assets?connected=jn-2&limit=1", AssetSchema);
    expect(pages.flat().map(({ id }) => id)).toEqual(["jp-1", "jp-3"]);
  });
});

describe("datastreams", () => {
  it("come in pages and one by id, with the latest value", async () => {
    const pages = await pagesOf("/api/v1/datastreams?layer=water&limit=10", DatastreamSchema);
    expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
    expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(ASSETS);
    const own = (await pagesOf("/api/v1/datastreams?asset=n-4&limit=10", DatastreamSchema)).flat();
    expect(own.map(({ id }) => id)).toEqual(["p-4"]);
    const ofSome = (
      await pagesOf("/api/v1/datastreams?asset=n-9,n-4,n-9,n-17&limit=2", DatastreamSchema)
    ).map((page) => page.map(({ id }) => id));
    expect(ofSome).toEqual([["p-4", "p-9"], ["p-17"]]);
    expect(await read("/api/v1/datastreams/p-0", DatastreamSchema)).toMatchObject({
      asset: "n-0",
      expectedIntervalMs: 60_000,
      staleAfterMs: 180_000,
      latest: { time: START_MS + 24_000, result: 24, quality: "good", side: null },
    });
  });

  it("have observations in pages, in a range and in slices", async () => {
    const path = "/api/v1/datastreams/p-0/observations";
    const pages = await pagesOf(`${path}?limit=10`, ObservationSchema);
    expect(pages.map((page) => page.length)).toEqual([10, 10, 5]);
    expect(pages.flat()).toEqual(
      Array.from(
        { length: OBSERVATIONS },
        (_, k): Observation => ({
          time: START_MS + k * 1_000,
          result: k,
          quality: "good",
        }),
      ),
    );
    const from = new Date(START_MS + 8 * 3_600_000 + 5_000).toISOString().replace("Z", "+08:00");
    const range = await read(`${path}?from=${from}&to=${START_MS + 7_000}`, pageOf(ObservationSchema));
    expect(range.items.map(({ result }) => result)).toEqual([5, 6, 7]);
    const { buckets } = await read(
      `${path}?from=${START_MS}&to=${START_MS + 24_000}&points=5`,
      Type.Object({ buckets: Type.Array(BucketSchema) }),
    );
    expect(buckets).toHaveLength(5);
    expect(buckets.reduce((sum, { n }) => sum + n, 0)).toBe(OBSERVATIONS);
    expect(buckets.at(-1)).toMatchObject({ max: 24, last: 24 });
  });

  it("are registered by integrators: tried first, then done, then changed", async () => {
    const layer = { id: "sewage", kind: "sewage" };
    const body = {
      layer,
      assets: [{ id: "s-1", class: "manhole" }],
      datastreams: [{ id: "s-1.level", asset: "s-1", observedProperty: "level" }],
    };
    const Done = Type.Object({
      layer: LayerSchema,
      added: Type.Integer(),
      changed: Type.Integer(),
      datastreams: Type.Integer(),
      dryRun: Type.Boolean(),
    });
    const post = { method: "POST", body } as const;
    const path = "/api/v1/datastreams/import";
    expect(await read(`${path}?dryRun=true`, Done, post)).toMatchObject({ added: 1, dryRun: true });
    expect(await refusal("/api/v1/layers/sewage")).toMatchObject({ status: 404 });
    expect(await read(path, Done, post)).toMatchObject({
      added: 1,
      changed: 0,
      datastreams: 1,
      dryRun: false,
    });
    expect(await read(path, Done, post)).toMatchObject({ added: 0, changed: 0 });
    const renamed = { ...body, assets: [{ ...body.assets[0], name: "Manhole 1" }] };
    expect(await read(path, Done, { ...post, body: renamed })).toMatchObject({ added: 0, changed: 1 });
    const foreign = { layer, assets: [{ id: "n-1", class: "manhole" }] };
    const conflict = await refusal(path, { ...post, body: foreign });
    expect(conflict).toMatchObject({ status: 409, code: "registry/conflict" });
    const orphan = { layer, datastreams: [{ id: "x", asset: "nobody", observedProperty: "level" }] };
    expect(await refusal(path, { ...post, body: orphan })).toMatchObject({
      status: 422,
      code: "registry/invalid",
    });
    const misshapen = await refusal(path, { ...post, body: { layer: { id: "no such id" } } });
    expect(misshapen).toMatchObject({ status: 400, code: "request/invalid" });
    expect(misshapen.errors).toContainEqual({ pointer: "/layer/id", message: expect.any(String) });
    expect(await refusal(path, { ...post, as: "nobody" })).toMatchObject({ status: 401 });
  });
});

describe("every route", () => {
  it.each([
    "/api/v1/layers",
    "/api/v1/layers/water",
    "/api/v1/layers/water/positions",
    "/api/v1/assets",
    "/api/v1/assets/n-0",
    "/api/v1/datastreams",
    "/api/v1/datastreams/p-0",
    "/api/v1/datastreams/p-0/observations",
    "/api/v1/jobs",
    "/api/v1/tokens",
    "/tiles/water/x/tileset.json",
  ])("%s is closed to nobody", async (path) => {
    expect(await refusal(path, { as: "nobody" })).toMatchObject({
      status: 401,
      code: "access/unauthenticated",
    });
  });

  it.each([
    ["/api/v1/layers/none", "layer/unknown"],
    ["/api/v1/layers/none/positions", "layer/unknown"],
    ["/api/v1/layers/none/classes", "layer/unknown"],
    ["/api/v1/layers/none/class-indices", "layer/unknown"],
    ["/api/v1/basemap", "basemap/none"],
    ["/api/v1/assets?layer=none", "layer/unknown"],
    ["/api/v1/assets/none", "asset/unknown"],
    ["/api/v1/assets?connected=none", "asset/unknown"],
    ["/api/v1/datastreams?asset=none", "asset/unknown"],
    ["/api/v1/datastreams?asset=n-1,none", "asset/unknown"],
    ["/api/v1/datastreams/none", "datastream/unknown"],
    ["/api/v1/datastreams/none/observations", "datastream/unknown"],
    ["/api/v1/jobs/none", "job/unknown"],
    ["/api/v1/none", "request/not-found"],
    ["/none", "request/not-found"],
    ["/tiles/none/tileset.json", "request/not-found"],
    ["/tiles/..%2f..%2fregistry.db", "request/not-found"],
  ])("%s is 404 %s", async (path, code) => {
    const refused = await refusal(path);
    // A path that climbs out of its folder may be called forbidden; it is never answered.
    expect([404, 403]).toContain(refused.status);
    if (!path.includes("..")) expect(refused).toMatchObject({ status: 404, code });
  });

  it.each([
    "/api/v1/assets?limit=0",
    "/api/v1/assets?limit=ten",
    "/api/v1/assets?limit=1000000",
    "/api/v1/assets?limit=1&limit=2",
    "/api/v1/assets?cursor=zzzz",
    "/api/v1/assets?q=%00",
    "/api/v1/assets?feature=one",
    "/api/v1/datastreams?limit=-1",
    "/api/v1/datastreams?asset=n-1,,n-2",
    `/api/v1/datastreams?asset=${"n-1,".repeat(100)}n-1`,
    "/api/v1/datastreams/p-0/observations?from=soon",
    "/api/v1/datastreams/p-0/observations?from=2026-01-01T00:00:00",
    "/api/v1/datastreams/p-0/observations?from=2&to=1",
    "/api/v1/datastreams/p-0/observations?points=0",
    "/api/v1/datastreams/p-0/observations?points=1.5",
  ])("%s is 400 and says which parameter", async (path) => {
    const refused = await refusal(path);
    expect(refused).toMatchObject({ status: 400, code: "request/invalid" });
    expect(refused.errors).toMatchObject([{ pointer: expect.stringMatching(/^\?/) }]);
  });
});

describe("public viewing", () => {
  it("lets nobody read, and write nothing", async () => {
    const folder = makeDataFolder();
    const open = await ServerProcess.start(folder, ["--public-view", "true"]);
    const status = async (path: string, method = "GET") =>
      (await fetch(`${open.url}${path}`, { method })).status;
    expect(await status("/api/v1/layers")).toBe(200);
    expect(await status("/api/v1/assets")).toBe(200);
    expect(await status("/api/v1/jobs")).toBe(200);
    expect(await status("/api/v1/datastreams/import", "POST")).toBe(401);
    expect(await status("/api/v1/networks/import?name=a.inp", "POST")).toBe(401);
    expect(await status("/api/v1/tokens")).toBe(401);
    await open.kill9();
    removeDataFolder(folder);
  });
});

describe("network imports that are refused", () => {
  const path = "/api/v1/networks/import";
  it.each<[string, string, Asked, number, string]>([
    ["without a name", path, { body: "[TITLE]" }, 400, "request/invalid"],
    ["of another format", `${path}?name=a.dwg&place=1,2`, { body: "x" }, 415, "network/unsupported-format"],
    ["without a place", `${path}?name=a.inp`, { body: "x" }, 400, "network/invalid-placement"],
    ["without a body", `${path}?name=a.inp&place=1,2`, {}, 400, "request/malformed-body"],
    ["by nobody", `${path}?name=a.inp&place=1,2`, { as: "nobody", body: "x" }, 401, "access/unauthenticated"],
  ])("%s", async (_what, target, asked, status, code) => {
    expect(await refusal(target, { method: "POST", ...asked })).toMatchObject({ status, code });
  });
});

describe.skipIf(!existsSync(NET3))("Net3, sent as the body of a request", () => {
  let layer: Layer;

  beforeAll(async () => {
    const response = await ask("/api/v1/networks/import?name=Net3.inp&place=115.98,36.45", {
      method: "POST",
      body: readFileSync(NET3, "utf8"),
      headers: { "content-type": "text/plain" },
    });
    expect(response.status).toBe(202);
    const location = response.headers.get("location")!;
    const job = await vi.waitFor(
      async () => {
        const seen = await read(location, JobSchema);
        expect(["done", "failed"]).toContain(seen.state);
        return seen as Job;
      },
      { timeout: 60_000, interval: 100 },
    );
    expect(job.error).toBeNull();
    layer = await read(`/api/v1/layers/${job.report!.layer}`, LayerSchema);
  });

  it("is a job with a report", async () => {
    const { items } = await read("/api/v1/jobs", listOf(JobSchema));
    expect(items[0]).toMatchObject({ kind: "network-import", name: "Net3.inp", state: "done", progress: 1 });
    expect(Compile(ImportReportSchema).Check(items[0]!.report)).toBe(true);
    expect(items[0]!.report).toMatchObject({ layer: layer.id, added: layer.features });
  });

  it("has tiles that are cached by name, answered in parts and only to who may see them", async () => {
    const path = layer.tileset!;
    const whole = await ask(path);
    expect(whole.headers.get("cache-control")).toMatch(/^private, .*immutable/);
    const etag = whole.headers.get("etag")!;
    const text = await whole.text();
    expect(JSON.parse(text)).toMatchObject({ asset: { version: "1.1" } });
    const head = await ask(path, { method: "HEAD" });
    expect([head.status, head.headers.get("etag"), await head.text()]).toEqual([200, etag, ""]);
    expect((await ask(path, { headers: { "if-none-match": etag } })).status).toBe(304);
    const part = await ask(path, { headers: { range: "bytes=2-11", "accept-encoding": "identity" } });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe(`bytes 2-11/${Buffer.byteLength(text)}`);
    expect(await part.text()).toBe(Buffer.from(text).subarray(2, 12).toString());
    const beyond = await refusal(path, { headers: { range: `bytes=${text.length + 10}-` } });
    expect(beyond).toMatchObject({ status: 400, code: "request/invalid" });
    expect(await refusal(path, { as: "nobody" })).toMatchObject({ status: 401 });
    expect((await ask(path, { as: "administrator" })).status).toBe(200);
  });

  it("answers part of a tile as its own bytes to a client that takes compression", async () => {
    const tileset = JSON.stringify(await (await ask(layer.tileset!)).json());
    const [, tile] = /"uri":"([^"]+\.glb)"/.exec(tileset)!;
    const path = new URL(tile!, new URL(layer.tileset!, server.url)).pathname;
    const whole = Buffer.from(await (await ask(path)).arrayBuffer());
    expect(whole.toString("latin1", 0, 4)).toBe("glTF");
    const part = await ask(path, { headers: { range: "bytes=4-5003", "accept-encoding": "gzip" } });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-encoding")).toBeNull();
    expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(4, 5_004))).toBe(true);
  });
});
