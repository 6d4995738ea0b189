import {
  BucketSchema,
  DatastreamSchema,
  LayerSchema,
  type Observation,
  ObservationSchema,
} from "@shuicheng/shared/contracts";
import Type from "typebox";
import { describe, expect, it } from "vitest";
import { ASSETS, OBSERVATIONS, pageOf, START_MS, startApi } from "./http-api.ts";

const api = startApi();
const { read, refusal, pagesOf } = api;

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
    // Whoever means a dry run and does not say so well gets neither.
    expect(await refusal(`${path}?dryRun=1`, post)).toMatchObject({
      status: 400,
      errors: [{ pointer: "?dryRun", message: expect.stringContaining("true or false") }],
    });
  });

  it("[HP8] keep what a registration leaves out of them", async () => {
    const path = "/api/v1/datastreams/import";
    const layer = { id: "heat", kind: "heating" };
    const asset = {
      ...{ id: "h-1", class: "valve", name: "Valve 1", attributes: { diameter: { value: 200, unit: "mm" } } },
      position: { lon: 116, lat: 36.4, heightM: 30 },
    };
    const datastream = {
      ...{ id: "h-1.t", asset: "h-1", observedProperty: "temperature", name: "Supply" },
      ...{ unit: { name: "degree Celsius", symbol: "°C", definition: "Cel" }, range: { min: -20, max: 150 } },
      ...{ limits: { L: 30, H: 90 }, expectedIntervalMs: 10_000, staleAfterMs: 25_000, decimals: 2 },
    };
    const any = Type.Object({});
    const post = (body: object) => read(path, any, { method: "POST", body: { layer, ...body } });
    await post({ assets: [asset], datastreams: [datastream] });
    const before = await read("/api/v1/datastreams/h-1.t", DatastreamSchema);
    const { id, observedProperty } = datastream;
    expect(
      await post({
        assets: [{ id: "h-1", class: "valve" }],
        datastreams: [{ id, asset: "h-1", observedProperty, name: "Flow" }],
      }),
    ).toMatchObject({ changed: 0, datastreams: 1, datastreamsChanged: 1 });
    expect(await read("/api/v1/datastreams/h-1.t", DatastreamSchema)).toEqual({ ...before, name: "Flow" });
    expect(await read("/api/v1/assets/h-1", any)).toMatchObject(asset);
    await post({
      datastreams: [{ id, asset: "h-1", observedProperty, limits: {}, expectedIntervalMs: 5_000 }],
    });
    expect(await read("/api/v1/datastreams/h-1.t", DatastreamSchema)).toMatchObject({
      ...{ name: "Flow", limits: {}, range: { min: -20, max: 150 }, staleAfterMs: 15_000 },
    });
  });

  it.each([
    { limits: { H: 10, L: 20 } },
    { range: { min: 9, max: 1 } },
    { resultType: "category" },
    { id: "c-1" },
  ])("[HP8] are not registered with %j", async (wrong) => {
    const one = { asset: "c-a", observedProperty: "level" };
    const body = {
      layer: { id: "checked", kind: "sensors" },
      assets: [{ id: "c-a", class: "manhole" }],
      datastreams: [
        { ...one, id: "c-1" },
        { ...one, id: "c-2", ...wrong },
      ],
    };
    const refused = await refusal("/api/v1/datastreams/import", { method: "POST", body });
    expect(refused).toMatchObject({ status: 422, code: "registry/invalid" });
    expect(await refusal("/api/v1/layers/checked")).toMatchObject({ status: 404 });
  });
});
