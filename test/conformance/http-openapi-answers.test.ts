import { describe, expect, it, vi } from "vitest";
import { buildWallModel, rowOfWalls } from "../../packages/server/src/convert/models/wall-model.suite.ts";
import { ADMIN_PASSWORD } from "../server-process.ts";
import { START_MS, startApi } from "./http-api.ts";
import { type Answer, openDocument } from "./openapi-document.ts";
import type { Tree } from "./openapi-rules.ts";

const api = startApi();
const { ask } = api;
const { answer, routeOf, errorsOf } = openDocument(api);
const ADMINISTRATOR = { as: "administrator" } as const;

describe("answers of a server, as the OpenAPI document has them", () => {
  it("are right: observations", async () => {
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

  it("are right: datastreams, assets, layers", async () => {
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

  it("are right: models, views, jobs", async () => {
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

  it("are right: annotations, integrators, webhooks", async () => {
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

  it("are right: connectors, sources, retention, access, probes", async () => {
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
