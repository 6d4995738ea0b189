import {
  type Bucket,
  type Datastream,
  DatastreamSchema,
  type Job,
  type KeptFrom,
  type Observation,
  type Problem,
  type Retention,
  RetentionDryRunSchema,
  RetentionSchema,
  RetentionVersionSchema,
} from "@shuicheng/shared/contracts";
import Type, { type Static, type TSchema } from "typebox";
import { Compile } from "typebox/compile";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";

const PATH = "/api/v1/retention";
const DAY_MS = 86_400_000;
const TODAY_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS;
/** Each datastream has a value every three hours, so far back. */
const DAYS = 400;
const STEP_MS = DAY_MS / 8;
const COUNT = DAYS * 8;
const timeOf = (at: number) => TODAY_MS - DAYS * DAY_MS + at * STEP_MS + 1;
const resultOf = (at: number) => (at * 37) % 101;
const WAIT = { timeout: 60_000 };

let dataFolder: string;
let server: ServerProcess;
let token: string;
let cookie: string;

beforeAll(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  token = await server.createToken();
  await server.register(token, {
    layer: { id: "water", kind: "water" },
    assets: [
      { id: "n-0", class: "junction" },
      { id: "n-1", class: "tank" },
    ],
    datastreams: [
      { id: "pressure", asset: "n-0", observedProperty: "pressure" },
      { id: "level", asset: "n-1", observedProperty: "level" },
      { id: "flow", asset: "n-0", observedProperty: "flow" },
    ],
  });
  const items = ["pressure", "level", "flow"].flatMap((datastream) =>
    Array.from({ length: COUNT }, (_, at) => ({ datastream, time: timeOf(at), result: resultOf(at) })),
  );
  for (let at = 0; at < items.length; at += 5_000) await push(items.slice(at, at + 5_000));
  // A server that ends leaves everything in chunks.
  await server.stop();
  server = await ServerProcess.start(dataFolder, ["--port", String(server.port)]);
  cookie = await server.signIn();
}, 180_000);

afterAll(async () => {
  await server?.kill9();
  removeDataFolder(dataFolder);
});

async function push(items: readonly object[]) {
  const headers = { authorization: `Bearer ${token}` };
  const response = await server.request("/api/v1/observations", { method: "POST", body: { items }, headers });
  return (await response.json()) as { accepted: number; rejected: { code: string; message: string }[] };
}

const get = async <T>(path: string) =>
  (await (await server.request(path, { headers: { authorization: `Bearer ${token}` } })).json()) as T;

/** As an administrator; the answer is held against its schema. */
async function ask<S extends TSchema>(path: string, schema: S, body?: unknown): Promise<Static<S>> {
  const method = body === undefined ? "GET" : "PUT";
  const response = await server.request(path, { method, body, headers: { cookie } });
  const answer: unknown = await response.json();
  expect([...Compile(schema).Errors(answer)]).toEqual([]);
  return answer as Static<S>;
}

async function refusal(body: unknown, headers: Record<string, string> = { cookie }) {
  const response = await fetch(`${server.url}${PATH}`, {
    method: "PUT",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });
  const { code, detail } = (await response.json()) as Problem;
  return { status: response.status, code, detail };
}

const POLICY = {
  default: { rawDays: 1_826, rollupDays: 3_652 },
  rules: [
    { observedProperty: "pressure", rawDays: 90, rollupDays: 365 },
    { assetClass: "tank", layer: "water", rawDays: 30, rollupDays: 30 },
    { observedProperty: "level", rawDays: 1, rollupDays: 1 },
  ],
};
/** A day that began 90 days ago, an hour later. */
const beginOf = (days: number) => Math.floor((Date.now() - days * DAY_MS - 3_600_000) / DAY_MS) * DAY_MS;

async function passOver(version: number): Promise<Retention> {
  return vi.waitFor(async () => {
    const now = await ask(PATH, RetentionSchema);
    expect(now.version).toBe(version);
    expect(now.pass).toMatchObject({ state: "idle", progress: 1 });
    expect(now.pass.finishedAt).toBeGreaterThanOrEqual(now.changedAt ?? 0);
    return now;
  }, WAIT);
}

const trend = (id: string, from: number, to: number, points: number) =>
  get<{ buckets: Bucket[]; keptFrom?: KeptFrom }>(
    `/api/v1/datastreams/${id}/observations?from=${from}&to=${to}&points=${points}`,
  );

describe("retention", () => {
  it("[RT1] is read and changed by administrators, who name the version they have seen", async () => {
    expect(await ask(PATH, RetentionSchema)).toMatchObject({
      ...{ version: 0, rules: [], changedBy: null, default: { rawDays: 1_826, rollupDays: 3_652 } },
    });
    expect(await refusal({ version: 0, ...POLICY }, { authorization: `Bearer ${token}` })).toMatchObject({
      ...{ status: 403, code: "access/forbidden" },
    });
    expect(await refusal({ version: 3, ...POLICY })).toMatchObject({
      status: 409,
      code: "registry/conflict",
    });
    const terms = { rawDays: 9, rollupDays: 8 };
    expect(await refusal({ version: 0, default: terms, rules: [] })).toMatchObject({
      ...{ code: "registry/invalid", detail: expect.stringContaining("/default/rollupDays") },
    });
    const nameless = { rawDays: 9, rollupDays: 9 };
    expect(await refusal({ version: 0, default: POLICY.default, rules: [nameless] })).toMatchObject({
      ...{ code: "registry/invalid", detail: expect.stringContaining("/rules/0") },
    });
    expect(await refusal({ version: 0, default: { rawDays: 0, rollupDays: 1 }, rules: [] })).toMatchObject({
      ...{ status: 400, code: "request/invalid" },
    });
  });

  it("[RT2] says before what would go, and from when, and changes nothing by it", async () => {
    const dry = await ask(`${PATH}?dryRun=true`, RetentionDryRunSchema, { version: 0, ...POLICY });
    const goneBefore = (days: number) =>
      Array.from({ length: COUNT }, (_, at) => timeOf(at)).filter((time) => time < beginOf(days)).length;
    expect(dry).toMatchObject({
      ...{ dryRun: true, datastreams: 2, observations: goneBefore(90) + goneBefore(30) },
      effects: [
        {
          rule: 0,
          covered: 1,
          datastreams: 1,
          observations: goneBefore(90),
          oldest: timeOf(0),
          before: beginOf(90),
        },
        { rule: 1, covered: 1, datastreams: 1, observations: goneBefore(30), before: beginOf(30) },
        { rule: null, covered: 1, datastreams: 0, observations: 0, oldest: null },
      ],
    });
    expect((await ask(PATH, RetentionSchema)).version).toBe(0);
    expect(
      (await get<{ items: unknown[] }>("/api/v1/datastreams/level/observations?limit=10000")).items,
    ).toHaveLength(COUNT);
  });

  it("[RT3] lets go of whole days in the background, of nothing newer, and says who wanted it", async () => {
    const before = await trend("pressure", beginOf(365), TODAY_MS, 400);
    expect(before).not.toHaveProperty("keptFrom");
    await ask(PATH, RetentionSchema, { version: 0, ...POLICY });
    const { pass } = await passOver(1);
    expect(pass.datastreams).toBe(2);
    const expected = (from: number) =>
      Array.from({ length: COUNT }, (_, at) => ({
        time: timeOf(at),
        result: resultOf(at),
        quality: "good",
      })).filter(({ time }) => time >= from);
    const rows = async (id: string) =>
      get<{ items: Observation[]; keptFrom?: KeptFrom }>(
        `/api/v1/datastreams/${id}/observations?limit=10000`,
      );
    expect(await rows("pressure")).toEqual({
      items: expected(beginOf(90)),
      keptFrom: { raw: beginOf(90), rollups: beginOf(365) },
    });
    expect(await rows("level")).toEqual({
      items: expected(beginOf(30)),
      keptFrom: { raw: beginOf(30), rollups: beginOf(30) },
    });
    expect(await rows("flow")).toEqual({ items: expected(0) });
    const { items } = await get<{ items: Job[] }>("/api/v1/jobs");
    expect(items.find(({ kind }) => kind === "retention")).toMatchObject({ state: "done", progress: 1 });
    const changes = await ask(`${PATH}/changes`, Type.Object({ items: Type.Array(RetentionVersionSchema) }));
    expect(changes.items).toMatchObject([
      { version: 1, ...POLICY, changedBy: { kind: "user", name: "admin" }, changedAt: expect.any(Number) },
    ]);
    // The same trend as before, of which a quarter is there.
    const after = await trend("pressure", beginOf(365), TODAY_MS, 400);
    expect(after.keptFrom).toEqual({ raw: beginOf(90), rollups: beginOf(365) });
    expect(after.buckets.map(({ mean: _m, ...exact }) => exact)).toEqual(
      before.buckets.map(({ mean: _m, ...exact }) => exact),
    );
    after.buckets.forEach(({ mean }, at) => {
      if (mean !== null) expect(mean).toBeCloseTo(before.buckets[at]!.mean ?? Number.NaN, 9);
    });
  });

  it("[RT4] draws what is gone from its hours, and says from when on there is what", async () => {
    const from = beginOf(90) - DAY_MS;
    const { buckets, keptFrom } = await trend("pressure", from, beginOf(90) + DAY_MS - 1, 2_880);
    expect(keptFrom).toEqual({ raw: beginOf(90), rollups: beginOf(365) });
    const gone = buckets.filter(({ start }) => start < beginOf(90));
    expect(gone).toHaveLength(24);
    expect(gone.filter(({ n }) => n > 0).map(({ start }) => start)).toEqual(
      Array.from({ length: 8 }, (_, at) => from + at * STEP_MS),
    );
    expect(buckets.length).toBeGreaterThan(1_400);
    const beyond = await trend("level", beginOf(60), beginOf(40), 20);
    expect(beyond.buckets.every(({ n }) => n === 0)).toBe(true);
    expect(beyond.keptFrom).toEqual({ raw: beginOf(30), rollups: beginOf(30) });
    expect(await trend("pressure", beginOf(80), beginOf(70), 20)).not.toHaveProperty("keptFrom");
  });

  it("[RT5] names what is in force for a datastream, and takes nothing that would go at once", async () => {
    const inForce = async (id: string) => (await get<Datastream>(`/api/v1/datastreams/${id}`)).retention;
    const whole = await get<Datastream>("/api/v1/datastreams/pressure");
    expect([...Compile(DatastreamSchema).Errors(whole)]).toEqual([]);
    expect(await inForce("pressure")).toMatchObject({ rawDays: 90, rollupDays: 365, rule: 0 });
    expect(await inForce("level")).toMatchObject({ rawDays: 30, rollupDays: 30, rule: 1 });
    expect(await inForce("flow")).toEqual({
      ...{ rawDays: 1_826, rollupDays: 3_652, rule: null, keptFrom: { raw: null, rollups: null } },
    });
    const time = Date.now() - 60 * DAY_MS;
    const { accepted, rejected } = await push(
      ["pressure", "level", "flow"].map((datastream) => ({ datastream, time, result: 1 })),
    );
    expect(accepted).toBe(2);
    expect(rejected).toMatchObject([{ index: 1, code: "ingest/time-too-old" }]);
    // Kept longer from now on: what is gone does not come back, nor does a part of its days.
    const longer = { rawDays: 1_000, rollupDays: 1_000 };
    await ask(PATH, RetentionSchema, { version: 1, default: longer, rules: [] });
    await passOver(2);
    expect((await push([{ datastream: "level", time, result: 1 }])).rejected).toMatchObject([
      { code: "ingest/time-too-old", message: expect.stringContaining(new Date(beginOf(30)).toISOString()) },
    ]);
    expect((await push([{ datastream: "level", time: beginOf(29) + 5, result: 1 }])).accepted).toBe(1);
  });

  it("leaves SensorThings with what is there", async () => {
    const answer = await get<{ "@iot.count": number; value: { phenomenonTime: string }[] }>(
      "/sta/v1.1/Datastreams('level')/Observations?$count=true&$orderby=phenomenonTime&$top=1",
    );
    expect(Date.parse(answer.value[0]!.phenomenonTime)).toBeGreaterThanOrEqual(beginOf(30));
    expect(answer["@iot.count"]).toBeLessThan(32 * 8);
  });
});
