import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FAULT_CODES, isFaultCode } from "@shuicheng/shared/faults";
import type { Router } from "express";
import { describe, expect, it } from "vitest";
import { type AppNeeds, createApp } from "../../packages/server/src/http/app.ts";
import { createHealthRouter, type HealthNeeds } from "../../packages/server/src/http/health-router.ts";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { type Asked, startApi } from "./http-api.ts";
import {
  type Answer,
  DOCUMENT_PATH,
  nameOf,
  openDocument,
  type Parameter,
  type Route,
} from "./openapi-document.ts";
import { findDocumentFaults, findSchemaFaults, follow, pointersIn, schemasIn } from "./openapi-rules.ts";

const api = startApi();
const { ask, refusal } = api;
const described = openDocument(api);
const { resolve, parametersOf, addressOf, expectDescribed } = described;

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
    expect(await refusal(DOCUMENT_PATH, { as: "nobody" })).toMatchObject({ status: 401 });
    const response = await ask(DOCUMENT_PATH, { as: "administrator" });
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("private, no-cache");
    const etag = response.headers.get("etag")!;
    expect((await ask(DOCUMENT_PATH, { headers: { "if-none-match": etag } })).status).toBe(304);
    const { version } = JSON.parse(
      readFileSync(join(import.meta.dirname, "../../packages/server/package.json"), "utf8"),
    ) as { version: string };
    expect(described.document.info.version).toBe(version);
  });

  it("has the routes that there are, and no others", () => {
    // Which routes there are depends on nothing that they need.
    const needs = { sessions: {}, tilesFolder: ".", pageFolder: "." } as unknown as AppNeeds;
    const said = described.routes.map(nameOf).sort();
    const real = [
      ...routesIn(createApp(needs).router as Router).filter((route) => / \/api\//.test(route)),
      ...routesIn(createHealthRouter({} as HealthNeeds)),
    ];
    expect(said).toEqual([...new Set(real)].sort());
    expect(said.length).toBeGreaterThan(80);
  });

  it("is OpenAPI 3.1 with schemas of JSON Schema 2020-12", () => {
    const { document } = described;
    expect(findDocumentFaults(document)).toEqual([]);
    const schemas = schemasIn(document);
    expect(schemas.length).toBeGreaterThan(300);
    expect(schemas.flatMap(({ schema, where }) => findSchemaFaults(schema, where))).toEqual([]);
    // As draft 7 wrote tuples.
    expect(findSchemaFaults({ type: "array", items: [{}] }, "#")).toHaveLength(1);
    expect(findDocumentFaults({ ...document, paths: { "/x": { get: {} } } })).not.toEqual([]);
  });

  it("points only to what it has, and has nothing that is not pointed to", () => {
    const { document } = described;
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
    const { document, routes } = described;
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
    const { document, routes } = described;
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

/** Who has what a route asks for. */
function fittingCallers({ operation: { security } }: Route): readonly NonNullable<Asked["as"]>[] {
  if (security.length === 0) return ["nobody"];
  return security.flatMap((one) => [
    ...("bearer" in one ? (["integrator"] as const) : []),
    ...("session" in one ? (["administrator"] as const) : []),
  ]);
}

describe("what the document says of each route", () => {
  const asked = ({ method, operation }: Route): Asked => ({
    method,
    ...(operation.requestBody === undefined ? {} : { body: {} }),
  });

  it("holds of who may ask: others are refused", async () => {
    const folder = makeDataFolder();
    const open = await ServerProcess.start(folder, ["--public-view", "true"]);
    try {
      for (const route of described.routes) {
        const { security } = route.operation;
        const isOpen = security.length === 0 || security.some((one) => Object.keys(one).length === 0);
        const response = await fetch(`${open.url}${addressOf(route)}`, { method: route.method });
        await response.arrayBuffer();
        expect([nameOf(route), response.status === 401]).toEqual([nameOf(route), !isOpen]);
        for (const [scheme, as] of [
          ["bearer", "integrator"],
          ["session", "administrator"],
        ] as const) {
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
    const codes = new Set<unknown>();
    for (const route of described.routes) {
      for (const as of fittingCallers(route)) {
        const response = await ask(addressOf(route, { token: "1" }), { ...asked(route), as });
        const body = await expectDescribed(route, response);
        const { code } = (response.ok ? {} : body) as { code?: string };
        codes.add(code);
        expect([nameOf(route), as, code]).not.toEqual([nameOf(route), as, "access/forbidden"]);
      }
    }
    const some = ["asset/unknown", "model/unknown", "request/invalid", "webhook/unknown"];
    expect([...codes]).toEqual(expect.arrayContaining(some));
  });

  it("holds of the limits of parameters: what lies beyond is refused, what lies on them is not", async () => {
    let tried = 0;
    for (const route of described.routes.filter(({ method }) => method === "GET")) {
      for (const parameter of parametersOf(route).filter((one) => one.in === "query")) {
        for (const [value, isRight] of casesOf(parameter)) {
          tried++;
          const query = new URLSearchParams({
            ...BESIDE[route.path]?.(parameter.name),
            [parameter.name]: value,
          });
          const response = await ask(`${addressOf(route, AT_HAND(route.path))}?${query}`);
          const body = await expectDescribed(route, response);
          const { errors = [] } = (response.ok ? {} : body) as { errors?: readonly { pointer: string }[] };
          const isRefused = errors.some(({ pointer }) => pointer === `?${parameter.name}`);
          const what = `${nameOf(route)} ${parameter.name}=${value.slice(0, 40)}`;
          expect([what, isRefused]).toEqual([what, !isRight]);
        }
      }
    }
    expect(tried).toBeGreaterThan(60);
  });
});

/** What is there to be asked of. */
const AT_HAND = (path: string) => ({
  id: path.startsWith("/api/v1/datastreams") ? "p-0" : "none",
  token: "1",
});

/** What has to stand beside a parameter for it to be looked at. */
const BESIDE: Readonly<Record<string, (name: string) => Record<string, string>>> = {
  "/api/v1/observations/export": () => ({ format: "csv", from: "0", to: "1", datastream: "p-0" }),
  "/api/v1/models/{id}/elements": (name) =>
    name === "op" ? { property: "Pset_WallCommon.FireRating", value: "F90" } : {},
};

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

type Case = readonly [value: string, isRight: boolean];

/** Values on and beyond the limits of a parameter. */
function casesOf({ name, schema }: Parameter): readonly Case[] {
  const { type, minimum, maximum, maxItems } = schema;
  // Any other language is the first.
  if (schema.enum && name !== "lang")
    return [...schema.enum.map((one): Case => [one, true]), ["none", false]];
  if (type === "boolean") return [...["true", "false"].map((one): Case => [one, true]), ["perhaps", false]];
  if (type === "array" && maxItems !== undefined)
    return [listCase(maxItems, true), listCase(maxItems + 1, false)];
  if (type !== "integer") return [];
  return [
    ...(minimum === undefined ? [] : stepCases(minimum, minimum - 1)),
    ...(maximum === undefined ? [] : stepCases(maximum, maximum + 1)),
  ];
}

const stepCases = (right: number, wrong: number): readonly Case[] => [
  [String(right), true],
  [String(wrong), false],
];

/** Distinct ones: some lists name a thing once however often it stands there. They are indices and may be ids. */
const listCase = (length: number, isRight: boolean): Case => [
  Array.from({ length }, (_, index) => String(index)).join(","),
  isRight,
];
