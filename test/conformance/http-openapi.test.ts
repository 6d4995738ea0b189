import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FAULT_CODES, isFaultCode } from "@shuicheng/shared/faults";
import type { Router } from "express";
import { Compile } from "typebox/schema";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { buildWallModel, rowOfWalls } from "../../packages/server/src/convert/models/wall-model.suite.ts";
import { type AppNeeds, createApp } from "../../packages/server/src/http/app.ts";
import { createHealthRouter, type HealthNeeds } from "../../packages/server/src/http/health-router.ts";
import { ADMIN_PASSWORD, makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { type Asked, START_MS, startApi } from "./http-api.ts";
import {
  findDocumentFaults,
  findSchemaFaults,
  follow,
  pointersIn,
  schemasIn,
  type Tree,
} from "./openapi-rules.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: {
    readonly type?: string;
    readonly enum?: readonly string[];
    readonly minimum?: number;
    readonly maximum?: number;
    readonly maxItems?: number;
    readonly items?: { readonly type?: string };
  };
}

interface Answer {
  readonly headers?: Tree;
  readonly content?: Readonly<Record<string, { readonly schema?: object }>>;
}

interface Operation {
  readonly tags: readonly string[];
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly content: Tree };
  readonly responses: Readonly<Record<string, Answer | { readonly $ref: string }>>;
}

interface Document extends Tree {
  readonly info: { readonly version: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>>; readonly securitySchemes: Tree };
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const PATH = "/api/openapi.json";

const api = startApi();
const { ask, refusal } = api;
let document: Document;
let routes: readonly Route[];

beforeAll(async () => {
  document = (await (await ask(PATH)).json()) as Document;
  routes = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
});

/** What is said there, or what is pointed to. */
const resolve = <T>(said: T | { readonly $ref: string }): T =>
  typeof said === "object" && said !== null && "$ref" in said
    ? (follow(document, said.$ref) as T)
    : (said as T);
const parametersOf = ({ operation }: Route) =>
  (operation.parameters ?? []).map((one) => resolve<Parameter>(one));
const nameOf = ({ method, path }: Route) => `${method} ${path}`;

function routeOf(method: string, path: string): Route {
  const route = routes.find((one) => one.method === method && one.path === path);
  if (!route) throw new TypeError(`${method} ${path} is not described`);
  return route;
}

/** An address with nothing at it, or with what is at hand. */
function addressOf(route: Route, ids: Readonly<Record<string, string>> = {}): string {
  const nobody = (name: string) =>
    parametersOf(route).find((one) => one.in === "path" && one.name === name)?.schema.type === "integer"
      ? "999999"
      : "none";
  return route.path.replace(/\{(\w+)\}/g, (_text, name: string) => ids[name] ?? nobody(name));
}

/** Holds an answer against what is said of its route: status, content type and, of JSON, the schema. */
async function expectDescribed(route: Route, response: Response): Promise<unknown> {
  const said = route.operation.responses[String(response.status)];
  const text = await response.text();
  expect(said, `${nameOf(route)} answers ${response.status} ${text}`).toBeDefined();
  const { content, headers = {} } = resolve<Answer>(said!);
  for (const name of Object.keys(headers)) {
    // A wait is named where it is known.
    if (name !== "Retry-After")
      expect(response.headers.get(name), `${nameOf(route)}: ${name}`).not.toBeNull();
  }
  const type = response.headers.get("content-type")?.split(";")[0] ?? "";
  if (content === undefined) {
    expect(text).toBe("");
    return undefined;
  }
  expect(Object.keys(content), nameOf(route)).toContain(type);
  const schema = content[type]?.schema;
  if (schema === undefined || !type.endsWith("json")) return text;
  const body: unknown = JSON.parse(text);
  expect(errorsOf(schema, body), `${nameOf(route)} ${response.status} ${text.slice(0, 500)}`).toEqual([]);
  return body;
}

function errorsOf(schema: object, body: unknown): readonly unknown[] {
  const [isRight, errors] = Compile({ allOf: [schema], components: document.components }).Errors(body);
  return isRight ? [] : errors;
}

/** Asks at an address of a route and holds the answer against what is said of it. */
async function answer(
  [method, path]: readonly [string, string],
  address = path,
  { status = 200, ...asked }: Asked & { status?: number } = {},
): Promise<Tree> {
  const response = await ask(address, { ...asked, method });
  const body = await expectDescribed(routeOf(method, path), response);
  expect(response.status, `${method} ${address} ${JSON.stringify(body)}`).toBe(status);
  return body as Tree;
}

/** Routes of a router with all that are mounted in it, as `GET /api/v1/assets/{id}`. */
function routesIn(router: Router, prefix = ""): string[] {
  // Public since router 2.3; express's types do not know it yet.
  const { listRoutes } = router as unknown as {
    listRoutes(): readonly { path: unknown; methods?: readonly string[]; router?: Router }[];
  };
  return listRoutes.call(router).flatMap(({ path, methods = [], router: inner }) => {
    // SensorThings reads its paths by itself.
    if (typeof path !== "string") return [];
    const whole = `${prefix}${path === "/" ? "" : path.replace(/:(\w+)/g, "{$1}")}`;
    if (inner) return routesIn(inner, whole);
    return methods.filter((method) => method !== "HEAD").map((method) => `${method} ${whole}`);
  });
}

describe("the OpenAPI document", () => {
  it("is for whoever may look at the API, and is sent once", async () => {
    expect(await refusal(PATH, { as: "nobody" })).toMatchObject({ status: 401 });
    const response = await ask(PATH, { as: "administrator" });
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("private, no-cache");
    const etag = response.headers.get("etag")!;
    expect((await ask(PATH, { headers: { "if-none-match": etag } })).status).toBe(304);
    const { version } = JSON.parse(
      readFileSync(join(import.meta.dirname, "../../packages/server/package.json"), "utf8"),
    ) as { version: string };
    expect(document.info.version).toBe(version);
  });

  it("has the routes that there are, and no others", () => {
    // Which routes there are depends on nothing that they need.
    const needs = { sessions: {}, tilesFolder: ".", pageFolder: "." } as unknown as AppNeeds;
    const described = routes.map(nameOf).sort();
    const real = [
      ...routesIn(createApp(needs).router as Router).filter((route) => / \/api\//.test(route)),
      ...routesIn(createHealthRouter({} as HealthNeeds)),
    ];
    expect(described).toEqual([...new Set(real)].sort());
    expect(described.length).toBeGreaterThan(80);
  });

  it("is OpenAPI 3.1 with schemas of JSON Schema 2020-12", () => {
    expect(findDocumentFaults(document)).toEqual([]);
    const schemas = schemasIn(document);
    expect(schemas.length).toBeGreaterThan(300);
    expect(schemas.flatMap(({ schema, where }) => findSchemaFaults(schema, where))).toEqual([]);
    // As draft 7 wrote tuples.
    expect(findSchemaFaults({ type: "array", items: [{}] }, "#")).toHaveLength(1);
    expect(findDocumentFaults({ ...document, paths: { "/x": { get: {} } } })).not.toEqual([]);
  });

  it("points only to what it has, and has nothing that is not pointed to", () => {
    const pointers = new Set(pointersIn(document));
    expect([...pointers].filter((pointer) => follow(document, pointer) === undefined)).toEqual([]);
    const named = Object.entries(document.components).flatMap(([kind, parts]) =>
      kind === "securitySchemes"
        ? []
        : Object.keys(parts as object).map((name) => `#/components/${kind}/${name}`),
    );
    expect(named.filter((pointer) => !pointers.has(pointer))).toEqual([]);
  });

  it("names each operation, tag, parameter and way of signing in once and rightly", () => {
    const ids = routes.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = document.tags.map(({ name }) => name);
    expect([...new Set(routes.flatMap(({ operation }) => operation.tags))].sort()).toEqual(tags.sort());
    for (const route of routes) {
      const names = parametersOf(route).map((one) => `${one.in} ${one.name}`);
      expect(new Set(names).size, nameOf(route)).toBe(names.length);
      const inPath = names.filter((name) => name.startsWith("path ")).map((name) => `{${name.slice(5)}}`);
      expect(inPath).toEqual(route.path.match(/\{\w+\}/g) ?? []);
      for (const one of parametersOf(route)) expect(one.in !== "path" || one.required).toBe(true);
      for (const scheme of route.operation.security.flatMap(Object.keys))
        expect(Object.keys(document.components.securitySchemes)).toContain(scheme);
      if (route.method === "GET") expect(route.operation.requestBody).toBeUndefined();
    }
  });

  it("names all codes as those of a problem, and none that there is not", () => {
    const problem = document.components.schemas.Problem as { properties: { code: { enum: string[] } } };
    expect(problem.properties.code.enum).toEqual([...FAULT_CODES]);
    const codes = new Set(
      routes.flatMap(({ operation }) =>
        Object.values(operation.responses).flatMap((one) => codesOf(resolve(one))),
      ),
    );
    expect(codes.size).toBeGreaterThan(40);
    const inWords = JSON.stringify(document).match(/(?<=`)[a-z]+\/[a-z-]+(?=`)/g) ?? [];
    expect(inWords.length).toBeGreaterThan(codes.size);
    expect([...codes, ...inWords].filter((code) => !isFaultCode(code))).toEqual([]);
  });
});

describe("what the document says of each route", () => {
  const UNKNOWN_BODY = { body: {} };
  const asked = (route: Route): Asked => ({
    method: route.method,
    ...(route.operation.requestBody === undefined ? {} : UNKNOWN_BODY),
  });

  it("holds of who may ask", async () => {
    const folder = makeDataFolder();
    const open = await ServerProcess.start(folder, ["--public-view", "true"]);
    try {
      for (const route of routes) {
        const { security } = route.operation;
        const isOpen = security.length === 0 || security.some((one) => Object.keys(one).length === 0);
        const response = await fetch(`${open.url}${addressOf(route)}`, { method: route.method });
        await response.arrayBuffer();
        expect([nameOf(route), response.status === 401]).toEqual([nameOf(route), !isOpen]);
        for (const [scheme, as] of [
          ["bearer", "integrator"],
          ["session", "administrator"],
        ] as const) {
          // Who may is asked further down: here only whoever may not.
          if (security.length === 0 || security.some((one) => scheme in one)) continue;
          const refused = await refusal(addressOf(route), { ...asked(route), as });
          expect([nameOf(route), refused.code]).toEqual([nameOf(route), "access/forbidden"]);
        }
      }
    } finally {
      await open.kill9();
      removeDataFolder(folder);
    }
  });

  it("holds of answers to what is not there, or is asked for badly", async () => {
    const seen = new Set<string>();
    for (const route of routes) {
      const { security } = route.operation;
      const as =
        security.length === 0
          ? "nobody"
          : security.some((one) => "session" in one)
            ? "administrator"
            : "integrator";
      const response = await ask(addressOf(route), { ...asked(route), as });
      const body = await expectDescribed(route, response);
      if (response.status >= 400) seen.add((body as { code: string }).code);
    }
    expect([...seen]).toEqual(
      expect.arrayContaining(["asset/unknown", "model/unknown", "request/invalid", "webhook/unknown"]),
    );
  });

  it("holds of the limits of parameters: what lies beyond is refused, what lies on them is not", async () => {
    const ids = (path: string) => ({
      id: path.startsWith("/api/v1/layers")
        ? "water"
        : path.startsWith("/api/v1/datastreams")
          ? "p-0"
          : "none",
      token: "1",
    });
    let tried = 0;
    for (const route of routes.filter(({ method }) => method === "GET")) {
      const query = parametersOf(route).filter((one) => one.in === "query");
      const needed = query
        .filter((one) => one.required === true)
        .map((one) => [one.name, fitting(one)] as const);
      for (const parameter of query) {
        for (const [value, isRight] of casesOf(parameter)) {
          tried++;
          const search = new URLSearchParams(
            [...needed.filter(([name]) => name !== parameter.name), [parameter.name, value]].map(
              ([name, text]) => [name, text],
            ),
          );
          // One of three is needed there, and only one is taken.
          if (route.path.endsWith("/export") && parameter.name !== "datastream")
            search.set("datastream", "p-0");
          const response = await ask(`${addressOf(route, ids(route.path))}?${search}`);
          const what = `${nameOf(route)} ${parameter.name}=${value.slice(0, 40)}`;
          const body = (await expectDescribed(route, response)) as
            | { errors?: readonly { pointer: string }[] }
            | undefined;
          const pointers = response.status === 400 ? (body?.errors ?? []).map(({ pointer }) => pointer) : [];
          expect([what, pointers.includes(`?${parameter.name}`)]).toEqual([what, !isRight]);
        }
      }
    }
    expect(tried).toBeGreaterThan(60);
  });
});

/** Codes that a failure's answer can have. */
function codesOf({ content }: Answer): readonly string[] {
  const schema = content?.["application/problem+json"]?.schema as
    | {
        readonly allOf: readonly {
          readonly properties?: { readonly code: { readonly enum: readonly string[] } };
        }[];
      }
    | undefined;
  return schema?.allOf.flatMap(({ properties }) => properties?.code.enum ?? []) ?? [];
}

const fitting = ({ schema }: Parameter) => schema.enum?.[0] ?? "0";

/** Values on and beyond the limits of a parameter, and whether they are right. */
function casesOf({ name, schema }: Parameter): (readonly [string, boolean])[] {
  const { type, minimum, maximum, maxItems, items } = schema;
  // Any other language is the first.
  if (schema.enum && name !== "lang")
    return [...schema.enum.map((one) => [one, true] as const), ["none-of-them", false]];
  if (type === "boolean")
    return [
      ["true", true],
      ["false", true],
      ["perhaps", false],
    ];
  if (type === "integer") {
    return [
      ...(minimum === undefined
        ? []
        : ([
            [String(minimum), true],
            [String(minimum - 1), false],
          ] as const)),
      ...(maximum === undefined
        ? []
        : ([
            [String(maximum), true],
            [String(maximum + 1), false],
          ] as const)),
    ];
  }
  if (type !== "array" || maxItems === undefined) return [];
  const listOf = (length: number) =>
    Array.from({ length }, () => (items?.type === "integer" ? "0" : "p-0")).join(",");
  return [
    [listOf(maxItems), true],
    // Distinct, as some lists are of what is named once.
    [Array.from({ length: maxItems + 1 }, (_, i) => String(i)).join(","), false],
  ];
}

describe("answers of a server", () => {
  const ADMINISTRATOR = { as: "administrator" } as const;

  it("are as the document says: observations", async () => {
    const push = ["POST", "/api/v1/observations"] as const;
    const item = { datastream: "p-1", time: START_MS, result: 1.5 };
    const body = { items: [item, { ...item, datastream: "none" }] };
    expect(await answer(push, undefined, { body })).toMatchObject({ accepted: 1 });
    const ndjson = { body: JSON.stringify(item), headers: { "content-type": "application/x-ndjson" } };
    expect(await answer(push, undefined, ndjson)).toMatchObject({ duplicates: 1, moreRejected: 0 });
    await answer(push, undefined, { body: { items: [] }, status: 400 });
    await answer(["POST", "/api/v1/observations/check"], undefined, { body });
    const read = ["GET", "/api/v1/datastreams/{id}/observations"] as const;
    expect(await answer(read, "/api/v1/datastreams/p-0/observations?limit=3")).toHaveProperty("nextCursor");
    expect(await answer(read, "/api/v1/datastreams/p-0/observations?points=3")).toHaveProperty("buckets");
    const range = `from=${START_MS}&to=${START_MS + 5_000}&datastream=p-0`;
    for (const format of ["csv", "parquet"])
      await answer(
        ["GET", "/api/v1/observations/export"],
        `/api/v1/observations/export?format=${format}&${range}`,
      );
  });

  it("are as the document says: datastreams, assets, layers", async () => {
    await answer(["GET", "/api/v1/datastreams"], "/api/v1/datastreams?limit=3");
    await answer(["GET", "/api/v1/datastreams/{id}"], "/api/v1/datastreams/p-0");
    await answer(["GET", "/api/v1/datastreams/import/template.csv"]);
    const registration = { layer: { id: "water" }, assets: [{ id: "n-0", class: "junction" }] };
    const register = ["POST", "/api/v1/datastreams/import"] as const;
    await answer(register, "/api/v1/datastreams/import?dryRun=true", { body: registration });
    const table = { body: "datastream,HH\np-3,90\n", headers: { "content-type": "text/csv" } };
    expect(await answer(register, "/api/v1/datastreams/import?layer=water&dryRun=true", table)).toMatchObject(
      { rows: 1 },
    );
    const bindings = [{ datastream: "p-1", asset: "n-2" }];
    await answer(["POST", "/api/v1/datastreams/bind"], "/api/v1/datastreams/bind?dryRun=true", {
      body: { bindings },
    });
    await answer(["GET", "/api/v1/assets"], "/api/v1/assets?layer=water&limit=5&monitored=true");
    await answer(["GET", "/api/v1/assets/{id}"], "/api/v1/assets/n-0");
    await answer(["GET", "/api/v1/layers"]);
    for (const part of ["", "/positions", "/classes", "/class-indices", "/datastreams"])
      await answer(["GET", `/api/v1/layers/{id}${part}`], `/api/v1/layers/water${part}`);
  });

  it("are as the document says: models, views, jobs", async () => {
    const headers = { "content-type": "application/x-step" };
    const upload = { body: buildWallModel(rowOfWalls(3)).toString(), headers, status: 202 };
    await answer(["POST", "/api/v1/models"], "/api/v1/models?name=walls.ifc", upload);
    const isThere = async () => expect((await ask("/api/v1/models/walls")).status).toBe(200);
    await vi.waitFor(isThere, { timeout: 60_000, interval: 100 });
    await answer(["GET", "/api/v1/models"]);
    for (const part of [
      "",
      "/health",
      "/revisions",
      "/source",
      "/table",
      "/features",
      "/frame",
      "/storey-indices",
    ])
      await answer(["GET", `/api/v1/models/{id}${part}`], `/api/v1/models/walls${part}`);
    const part = { headers: { range: "bytes=0-9" }, status: 206 };
    await answer(["GET", "/api/v1/models/{id}/source"], "/api/v1/models/walls/source", part);
    const beyond = { headers: { range: "bytes=999999999-" }, status: 416 };
    await answer(["GET", "/api/v1/models/{id}/source"], "/api/v1/models/walls/source", beyond);
    const { items } = (await answer(
      ["GET", "/api/v1/models/{id}/elements"],
      "/api/v1/models/walls/elements?class=IfcWall",
    )) as { items: { key: string }[] };
    const key = encodeURIComponent(items[0]!.key);
    await answer(["GET", "/api/v1/models/{id}/elements/{key}"], `/api/v1/models/walls/elements/${key}`);
    await answer(["PUT", "/api/v1/models/{id}/placement"], "/api/v1/models/walls/placement", {
      body: { lon: 115.98, lat: 36.45 },
    });
    await answer(["GET", "/api/v1/models/{id}/views"], "/api/v1/models/walls/views");
    await answer(["GET", "/api/v1/jobs"]);
    await answer(["DELETE", "/api/v1/models/{id}"], "/api/v1/models/walls", { status: 204 });
  });

  it("are as the document says: annotations, integrators, webhooks", async () => {
    const made = await answer(["POST", "/api/v1/annotations"], undefined, {
      body: { datastreams: ["p-0"], time: START_MS, text: "换表" },
      status: 201,
    });
    const address = `/api/v1/annotations/${made.id}`;
    await answer(["GET", "/api/v1/annotations"], "/api/v1/annotations?datastream=p-0");
    await answer(["GET", "/api/v1/annotations/{id}"], address);
    const stale = { body: { version: 7, text: "换表" }, status: 409 };
    await answer(["PATCH", "/api/v1/annotations/{id}"], address, stale);
    await answer(["DELETE", "/api/v1/annotations/{id}"], address, { status: 204 });
    await answer(["POST", "/api/v1/annotations/{id}/restore"], `${address}/restore`);
    await answer(["GET", "/api/v1/integrators"]);
    await answer(
      ["GET", "/api/v1/integrators/{token}/datastreams"],
      "/api/v1/integrators/1/datastreams?sort=-late",
    );
    await answer(["GET", "/api/v1/integrators/{token}/rejections"], "/api/v1/integrators/1/rejections");
    await answer(["GET", "/api/v1/integrators/{token}"], "/api/v1/integrators/2", { status: 403 });
    const quota = { perSecond: null, perDay: 1e9, mode: "soft" };
    await answer(["PUT", "/api/v1/integrators/{token}/quota"], "/api/v1/integrators/1/quota", {
      body: quota,
      ...ADMINISTRATOR,
    });
    const hook = { name: "desk", url: "http://127.0.0.1:9/", events: ["status"] };
    await answer(["POST", "/api/v1/webhooks"], undefined, { body: hook, status: 400 });
    const webhook = await answer(["POST", "/api/v1/webhooks"], undefined, {
      body: hook,
      status: 201,
      ...ADMINISTRATOR,
    });
    await answer(
      ["POST", "/api/v1/webhooks/{id}/test"],
      `/api/v1/webhooks/${webhook.id}/test`,
      ADMINISTRATOR,
    );
    await answer(
      ["GET", "/api/v1/webhooks/{id}/deliveries"],
      `/api/v1/webhooks/${webhook.id}/deliveries`,
      ADMINISTRATOR,
    );
    await answer(["GET", "/api/v1/webhooks"], undefined, ADMINISTRATOR);
  });

  it("are as the document says: connectors, sources, retention, access, probes", async () => {
    const field = (pointer: string) => ({ pointer });
    const pull = {
      ...{ name: "meters", token: 1, url: "http://127.0.0.1:9/", intervalS: 60, enabled: false },
      maps: [{ records: "/r", datastream: field("/id"), result: field("/v") }],
    };
    const { id } = await answer(["POST", "/api/v1/connectors"], undefined, {
      body: pull,
      status: 201,
      ...ADMINISTRATOR,
    });
    await answer(["GET", "/api/v1/connectors"], undefined, ADMINISTRATOR);
    await answer(["POST", "/api/v1/connectors/{id}/run"], `/api/v1/connectors/${id}/run`, ADMINISTRATOR);
    await answer(["POST", "/api/v1/connectors/{id}/check"], `/api/v1/connectors/${id}/check`, {
      ...ADMINISTRATOR,
      status: 502,
    });
    const station = {
      ...{ kind: "hj212", name: "air", token: 1, enabled: false, port: 1 },
      ...{ stations: [{ mn: "A1", password: "123456" }], rules: [{ datastream: "{mn}.{code}" }] },
    };
    await answer(["POST", "/api/v1/sources"], undefined, { body: station, status: 201, ...ADMINISTRATOR });
    await answer(["GET", "/api/v1/sources"], undefined, ADMINISTRATOR);
    const {
      version,
      rules,
      default: terms,
    } = await answer(["GET", "/api/v1/retention"], undefined, ADMINISTRATOR);
    const policy = { ...ADMINISTRATOR, body: { version, rules, default: terms } };
    expect(
      await answer(["PUT", "/api/v1/retention"], "/api/v1/retention?dryRun=true", policy),
    ).toHaveProperty("effects");
    await answer(["GET", "/api/v1/retention/changes"], undefined, ADMINISTRATOR);
    await answer(["GET", "/api/v1/tokens"], undefined, ADMINISTRATOR);
    await answer(["POST", "/api/v1/tokens"], undefined, {
      body: { name: "gate" },
      status: 201,
      ...ADMINISTRATOR,
    });
    const credentials = { username: "admin", password: ADMIN_PASSWORD };
    await answer(["POST", "/api/v1/sessions"], undefined, { body: credentials, status: 201, as: "nobody" });
    for (const probe of ["/healthz", "/readyz", "/metrics", "/api/v1/sessions/current"])
      await answer(["GET", probe], undefined, probe.startsWith("/api") ? {} : { as: "nobody" });
  });

  it("would not be, were they otherwise", async () => {
    const { schema } = (routeOf("GET", "/api/v1/layers").operation.responses[200] as Answer).content![
      "application/json"
    ]!;
    const layers = (await (await ask("/api/v1/layers")).json()) as { items: Tree[] };
    expect(errorsOf(schema!, layers)).toEqual([]);
    expect(errorsOf(schema!, { items: [{ ...layers.items[0], bbox: [1, 2, 3] }] })).not.toEqual([]);
    expect(errorsOf(schema!, { items: [{ ...layers.items[0], kind: "none" }] })).not.toEqual([]);
  });
});
