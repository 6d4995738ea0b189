import {
  DatastreamHealthSchema,
  type Integrator,
  IntegratorSchema,
  ReadableRejectionSchema,
} from "@shuicheng/shared/contracts";
import { beforeAll, describe, expect, it } from "vitest";
import { removeDataFolder, ServerProcess } from "../server-process.ts";
import { listOf, pageOf, startApi } from "./http-api.ts";

const PATH = "/api/v1/integrators";
const MINUTE_MS = 60_000;

const api = startApi();
const { ask, read, refusal, pagesOf } = api;
const push = (items: unknown[], as = api.token) =>
  api.server.request("/api/v1/observations", {
    method: "POST",
    body: { items },
    headers: { authorization: `Bearer ${as}` },
  });

let id: number;
let other: Integrator;
let otherToken: string;

beforeAll(async () => {
  otherToken = await api.server.createToken("another");
  const { items } = await read(PATH, listOf(IntegratorSchema), { as: "administrator" });
  id = items.find(({ name }) => name === "pusher")?.id ?? 0;
  other = items.find(({ name }) => name === "another") as Integrator;
  const now = Date.now();
  await push([
    { datastream: "p-3", time: now - 5 * MINUTE_MS, result: 1 },
    { datastream: "p-4", time: now - 2 * MINUTE_MS, result: 1 },
    { datastream: "p-4", time: now, result: 1 },
  ]);
  await push([
    { datastream: "p-4", time: now - 2 * MINUTE_MS, result: 1 },
    { datastream: "p-4", time: now - MINUTE_MS, result: 1 },
    { datastream: "p-5", time: now, result: "1.5" },
    { datastream: "nowhere", time: now, result: 1 },
  ]);
  await push([{ datastream: "p-4", time: now + 1, result: 1 }], otherToken);
});

describe("integrators", () => {
  it("[HP6] are listed with what they sent", async () => {
    const mine = await read(`${PATH}/${id}`, IntegratorSchema);
    expect(mine).toMatchObject({
      ...{ name: "pusher", accepted: 29, late: 1, duplicates: 1, rejected: 2, outOfRange: 0 },
      rejectedByCode: { "ingest/wrong-type": 1, "ingest/unknown-datastream": 1 },
      ...{ itemsToday: 32, itemsBeyondQuota: 0, quota: { perSecond: null, perDay: null, mode: "soft" } },
    });
    expect(mine.perSecondMinute).toBeGreaterThan(0);
    const { items } = await read(PATH, listOf(IntegratorSchema), { as: "administrator" });
    expect(items.map(({ name }) => name)).toEqual(["pusher", "another"]);
    expect(items[1]).toMatchObject({ accepted: 1, datastreams: 1 });
  });

  it("[HP6] see themselves and nobody else", async () => {
    const { items } = await read(PATH, listOf(IntegratorSchema));
    expect(items.map(({ name }) => name)).toEqual(["pusher"]);
    for (const part of ["", "/datastreams", "/rejections"]) {
      expect(await refusal(`${PATH}/${other.id}${part}`)).toMatchObject({ status: 403 });
      expect(await refusal(`${PATH}/${id}${part}`, { as: "nobody" })).toMatchObject({ status: 401 });
      expect(await refusal(`${PATH}/999${part}`, { as: "administrator" })).toMatchObject({ status: 404 });
    }
  });
});

describe("the health of an integrator's datastreams", () => {
  const list = (query: string) => read(`${PATH}/${id}/datastreams?${query}`, pageOf(DatastreamHealthSchema));

  it("[HP6] is told of each, sorted and narrowed as asked", async () => {
    const { items } = await list("sort=-accepted");
    expect(items.map((one) => [one.id, one.accepted, one.late, one.duplicates, one.rejected])).toEqual([
      ["p-0", 25, 0, 0, 0],
      ["p-4", 3, 1, 1, 0],
      ["p-3", 1, 0, 0, 0],
      ["p-5", 0, 0, 0, 1],
    ]);
    const idsOf = async (query: string) => (await list(query)).items.map((one) => one.id);
    expect(await idsOf("filter=late")).toEqual(["p-4"]);
    expect(await idsOf("filter=duplicates")).toEqual(["p-4"]);
    expect(await idsOf("filter=rejected")).toEqual(["p-5"]);
    expect(await idsOf("filter=out-of-range")).toEqual([]);
    expect(await idsOf("filter=skewed")).toEqual(["p-0", "p-3"]);
    // Nothing of it was ever taken.
    expect(await idsOf("filter=silent")).toEqual(["p-5"]);
    expect(await idsOf("sort=-id")).toEqual(["p-5", "p-4", "p-3", "p-0"]);
    const skew = items.find((one) => one.id === "p-3")?.clockSkewMs ?? 0;
    expect(skew).toBeGreaterThanOrEqual(5 * MINUTE_MS);
    expect(skew).toBeLessThan(6 * MINUTE_MS);
  });

  it("[HP6] comes in pages", async () => {
    const pages = await pagesOf(`${PATH}/${id}/datastreams?limit=3&sort=id`, DatastreamHealthSchema);
    expect(pages.map((page) => page.map((one) => one.id))).toEqual([["p-0", "p-3", "p-4"], ["p-5"]]);
    expect(await refusal(`${PATH}/${id}/datastreams?filter=sick`)).toMatchObject({ code: "request/invalid" });
    expect(await refusal(`${PATH}/${id}/datastreams?sort=toString`)).toMatchObject({
      code: "request/invalid",
    });
  });
});

describe("rejected items", () => {
  it("[HP6] can be read again, the newest first", async () => {
    const { items } = await read(`${PATH}/${id}/rejections`, listOf(ReadableRejectionSchema));
    expect(items).toMatchObject([
      { index: 3, code: "ingest/unknown-datastream" },
      { index: 2, code: "ingest/wrong-type", item: expect.stringMatching(/^\{"datastream":"p-5"/) },
    ]);
  });
});

describe("a quota", () => {
  const put = (quota: unknown, as: "administrator" | "integrator" = "administrator") =>
    ask(`${PATH}/${other.id}/quota`, { method: "PUT", body: quota, as });

  it("[HP7] is set by an administrator only", async () => {
    const quota = { perSecond: null, perDay: 3, mode: "hard" };
    expect((await put(quota, "integrator")).status).toBe(403);
    expect((await put({ perSecond: -1, perDay: null, mode: "hard" })).status).toBe(400);
    expect(await (await put(quota)).json()).toMatchObject({ quota });
  });

  it("[HP7] that is hard refuses what is beyond, and says when to send again", async () => {
    const send = (n: number) =>
      fetch(`${api.server.url}/api/v1/observations`, {
        method: "POST",
        headers: { authorization: `Bearer ${otherToken}`, "content-type": "application/json" },
        body: JSON.stringify({
          items: Array.from({ length: n }, (_, i) => ({
            datastream: "p-6",
            time: Date.now() - i * 1_000,
            result: 1,
          })),
        }),
      });
    expect((await send(2)).status).toBe(200);
    const refused = await send(1);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: "ingest/quota-exceeded" });
    await put({ perSecond: null, perDay: 3, mode: "soft" });
    expect((await send(1)).status).toBe(200);
  });

  it("[HP4][HP7] ends a stream where it is used up, and says from which line to go on", async () => {
    await put({ perSecond: null, perDay: 10_010, mode: "hard" });
    const line = (i: number) =>
      `${JSON.stringify({ datastream: "p-7", time: Date.now() - 2_000_000 + i, result: 1 })}\n`;
    const response = await fetch(`${api.server.url}/api/v1/observations`, {
      method: "POST",
      headers: { authorization: `Bearer ${otherToken}`, "content-type": "application/x-ndjson" },
      body: Array.from({ length: 200_000 }, (_, i) => line(i)).join(""),
    });
    expect(response.status).toBe(429);
    expect(await response.json()).toMatchObject({
      code: "ingest/quota-exceeded",
      details: { accepted: 10_000, duplicates: 0, line: 10_001 },
    });
    expect(await api.server.observations(api.token, "p-7")).toHaveLength(10_000);
  });

  it("[HP7] and everything counted outlive an orderly stop", async () => {
    const folder = api.server.dataFolder;
    const before = await read(PATH, listOf(IntegratorSchema), { as: "administrator" });
    await api.server.stop();
    const again = await ServerProcess.start(folder);
    try {
      const response = await again.request(PATH, { headers: { cookie: await again.signIn() } });
      const { items } = (await response.json()) as { items: Integrator[] };
      const lasting = (all: readonly Integrator[]) =>
        all.map(({ lastUsedAt: _used, perSecondMinute: _minute, perSecondHour: _hour, ...rest }) => rest);
      expect(lasting(items)).toEqual(lasting(before.items));
    } finally {
      await again.kill9();
      removeDataFolder(folder);
    }
  });
});
