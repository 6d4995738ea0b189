import { describe, expect, it } from "vitest";
import { startApi } from "./http-api.ts";

const api = startApi();
const { ask, refusal } = api;

describe("health", () => {
  it("answers its probes and metrics without credentials", async () => {
    expect(await (await ask("/healthz", { as: "nobody" })).json()).toEqual({ status: "up" });
    expect(await (await ask("/readyz", { as: "nobody" })).json()).toEqual({ status: "ready" });
    const metrics = await (await ask("/metrics", { as: "nobody" })).text();
    expect(metrics).toMatch(/^shuicheng_observations_accepted_total 25$/m);
    expect(metrics).toMatch(/^process_resident_memory_bytes \d+$/m);
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
    ["/api/v1/layers/none/datastreams", "layer/unknown"],
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
    "/api/v1/assets?q=%01%1F",
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
