import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Asset, Datastream } from "@shuicheng/shared/contracts";
import type { Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { connectPlain, PlainScreen, push } from "./plain-client.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

let dataFolder: string;
let server: ServerProcess;
let token: string;
let socket: Socket;

beforeAll(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  token = await server.createToken();
  const observe = { asset: "n-1", observedProperty: "pressure" };
  await server.register(token, {
    layer: { id: "water", kind: "water" },
    assets: [
      { id: "n-1", class: "junction" },
      { id: "probe-1", class: "junction" },
    ],
    datastreams: [
      { id: "p", ...observe },
      { id: "late", ...observe },
      ...["whole", "refused", "once", "disk", "slow"].map((id) => ({ id, ...observe })),
      { id: "door", asset: "n-1", observedProperty: "state", resultType: "boolean" },
      {
        id: "pump",
        asset: "n-1",
        observedProperty: "mode",
        resultType: "category",
        categories: ["off", "on"],
      },
      {
        id: "gas",
        asset: "probe-1",
        observedProperty: "methane",
        range: { min: 0, max: 100 },
        limits: { H: 20, HH: 50 },
        expectedIntervalMs: HOUR_MS,
      },
    ],
  });
  socket = await connectPlain(server.url, "/ingest", { auth: { token } });
});

afterAll(async () => {
  socket?.disconnect();
  await server?.kill9();
  removeDataFolder(dataFolder);
});

let clockMs = Date.now() - HOUR_MS;
/** A moment that no other observation of this file has. */
const moment = () => ++clockMs;
const good = (datastream = "p") => ({ datastream, time: moment(), result: 50 });
const many = (n: number, datastream: string) => Array.from({ length: n }, () => good(datastream));
const bearer = () => ({ authorization: `Bearer ${token}` });
const latestOf = async (id: string) => {
  const response = await server.request(`/api/v1/datastreams/${id}`, { headers: bearer() });
  return ((await response.json()) as Datastream).latest;
};

describe("a batch", () => {
  it("[IN1] is refused when empty or above 5,000 items, and nothing of it is taken", async () => {
    expect(await push(socket, { items: [] })).toMatchObject({ error: { code: "ingest/empty-batch" } });
    const tooMany = await push(socket, { items: many(5_001, "refused") });
    expect(tooMany).toMatchObject({ error: { code: "ingest/batch-too-large" } });
    expect(await server.observations(token, "refused")).toEqual([]);
  });

  it("[IN1] has one item or 5,000", async () => {
    expect(await push(socket, { items: [good("whole")] })).toMatchObject({ accepted: 1 });
    expect(await push(socket, { items: many(5_000, "whole") })).toMatchObject({ accepted: 5_000 });
    expect(await server.observations(token, "whole")).toHaveLength(5_001);
  });

  it("[IN3] loses only the items that cannot be taken, each named by index, code and words", async () => {
    const answer = await push(socket, { items: [7, good(), { ...good(), result: "x" }, good()] });
    expect(answer).toEqual({
      accepted: 2,
      duplicates: 0,
      rejected: [
        { index: 0, code: "ingest/malformed-payload", message: expect.stringMatching(/\w/) },
        { index: 2, code: "ingest/wrong-type", message: expect.stringMatching(/\w/) },
      ],
    });
  });

  it.each<[unknown]>([
    [null],
    [12],
    ["text"],
    [[]],
    [{}],
    [{ items: "many" }],
    [{ items: { length: 1 } }],
    [{ batch: 5, items: [{}] }],
    [{ batch: "", items: [{}] }],
    [{ batch: "x".repeat(129), items: [{}] }],
    [Buffer.from([1, 2, 3])],
  ])("[IN11] %j gets ingest/malformed-payload and the connection lives", async (payload) => {
    expect(await push(socket, payload)).toMatchObject({ error: { code: "ingest/malformed-payload" } });
    expect(socket.connected).toBe(true);
    expect(await push(socket, { items: [good()] })).toMatchObject({ accepted: 1 });
  });

  it("[IN11] survives observations without a payload or an answer", async () => {
    socket.emit("observations");
    socket.emit("observations", { items: [good()] });
    socket.emit("observations", 1, 2, 3);
    expect(await push(socket, { items: [good()] })).toMatchObject({ accepted: 1 });
  });
});

describe("identity", () => {
  it("[IN4] takes the same result again as a duplicate and another one as a conflict", async () => {
    const first = good("once");
    expect(await push(socket, { items: [first] })).toMatchObject({ accepted: 1 });
    expect(await push(socket, { items: [first, { ...first, result: 51 }] })).toMatchObject({
      accepted: 0,
      duplicates: 1,
      rejected: [{ index: 1, code: "ingest/conflict" }],
    });
  });

  it("[IN4] holds within one batch, and for one moment written in two ways", async () => {
    const first = good("once");
    const iso = new Date(first.time + 8 * HOUR_MS).toISOString().replace("Z", "+08:00");
    const items = [first, first, { ...first, result: 51 }, { ...first, time: iso }];
    expect(await push(socket, { items })).toMatchObject({
      accepted: 1,
      duplicates: 2,
      rejected: [{ index: 2, code: "ingest/conflict" }],
    });
    const stored = await server.observations(token, "once");
    expect(stored.filter(({ time }) => time === first.time)).toEqual([
      { time: first.time, result: 50, quality: "good" },
    ]);
  });
});

describe("an item", () => {
  it("[IN5] takes epoch milliseconds, fractions cut off, and ISO 8601 with an offset", async () => {
    const time = moment();
    const items = [
      { datastream: "late", time: time + 0.999, result: 1 },
      { datastream: "late", time: new Date(time - 10_000).toISOString(), result: 2, quality: "bad" },
      { datastream: "late", time: time - 20_000, result: 3, quality: "uncertain" },
    ];
    expect(await push(socket, { items })).toMatchObject({ accepted: 3 });
    expect(await server.observations(token, "late")).toEqual([
      { time: time - 20_000, result: 3, quality: "uncertain" },
      { time: time - 10_000, result: 2, quality: "bad" },
      { time, result: 1, quality: "good" },
    ]);
  });

  it("[IN5] may be up to five minutes ahead of the server and up to five years old", async () => {
    const fiveYearsMs = 5 * 365 * 24 * HOUR_MS;
    const at = (time: number) => ({ ...good(), time });
    const answer = await push(socket, {
      items: [
        at(Date.now() + 4.5 * MINUTE_MS),
        at(Date.now() + 6 * MINUTE_MS),
        at(Date.now() - fiveYearsMs),
        at(Date.now() - fiveYearsMs - 3 * 24 * HOUR_MS),
      ],
    });
    expect(answer.rejected.map(({ index, code }) => [index, code])).toEqual([
      [1, "ingest/time-in-future"],
      [3, "ingest/time-too-old"],
    ]);
  });

  it.each<[string, () => unknown]>([
    ["ingest/unknown-datastream", () => good("nobody")],
    ["ingest/invalid-time", () => ({ ...good(), time: "2026-01-31T08:00:00" })],
    ["ingest/invalid-time", () => ({ datastream: "p", result: 1 })],
    ["ingest/time-in-future", () => ({ ...good(), time: Date.now() + HOUR_MS })],
    ["ingest/time-too-old", () => ({ ...good(), time: 0 })],
    ["ingest/wrong-type", () => ({ ...good(), result: "50" })],
    ["ingest/wrong-type", () => ({ ...good("door"), result: 1 })],
    ["ingest/wrong-type", () => ({ ...good("pump"), result: 1 })],
    ["ingest/invalid-result", () => ({ ...good(), result: Number.NaN })],
    ["ingest/invalid-result", () => ({ ...good(), result: Number.POSITIVE_INFINITY })],
    ["ingest/invalid-result", () => ({ ...good(), result: null })],
    ["ingest/unknown-category", () => ({ ...good("pump"), result: "half" })],
    ["ingest/invalid-quality", () => ({ ...good(), quality: "fine" })],
    ["ingest/malformed-payload", () => null],
    ["ingest/malformed-payload", () => [good()]],
  ])("[IN7] is rejected as %s", async (code, item) => {
    expect(await push(socket, { items: [item(), good()] })).toMatchObject({
      accepted: 1,
      rejected: [{ index: 0, code }],
    });
  });

  it("[IN7] is rejected as ingest/conflict", async () => {
    const first = good();
    const { rejected } = await push(socket, { items: [first, { ...first, result: 1 }] });
    expect(rejected).toMatchObject([{ index: 1, code: "ingest/conflict" }]);
  });

  it("[IN8] outside the valid range is uncertain, and abnormal all the same, on API and screen", async () => {
    const screen = await PlainScreen.connect(server.url, { auth: { token } });
    await screen.subscribe({ datastreams: ["gas"] });
    const time = Date.now();
    await push(socket, { items: [{ datastream: "gas", time, result: 150 }] });
    const expected = { time, result: 150, quality: "uncertain", side: "HH", stale: false };
    await screen.until("the value", ({ values }) => values.has("gas"));
    expect(screen.values.get("gas")).toEqual({ datastream: "gas", ...expected });
    expect(await latestOf("gas")).toEqual(expected);
    const response = await server.request("/api/v1/assets/probe-1", { headers: bearer() });
    const asset = (await response.json()) as Asset;
    await screen.until("the status", ({ status }) => status.get(`water/${asset.featureIndex}`) === 5);
    expect(asset.status).toBe(5);
    screen.close();
  });

  it("[IN10] that is late goes to history and leaves the latest value", async () => {
    const time = Date.now();
    const newest = { time, result: 80, quality: "good" };
    const late = { time: time - 2 * HOUR_MS, result: 20, quality: "good" };
    const later = { time: time - HOUR_MS, result: 30, quality: "good" };
    for (const one of [newest, late, later]) {
      const answer = await push(socket, { items: [{ datastream: "slow", ...one }] });
      expect(answer).toMatchObject({ accepted: 1 });
      expect(await latestOf("slow")).toMatchObject(newest);
    }
    expect(await server.observations(token, "slow")).toEqual([late, later, newest]);
  });
});

describe("a disk that refuses", () => {
  it("[IN9] answers ingest/storage-full, takes nothing of the batch, and goes on when it is mended", async () => {
    const log = new DatabaseSync(join(dataFolder, "log.db"));
    // SQLite answers a full disk with just such a failure of the statement.
    log.exec(`PRAGMA busy_timeout = 10000; CREATE TRIGGER full BEFORE INSERT ON record
      BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`);
    const items = [good("disk"), good("disk")];
    expect(await push(socket, { batch: "b-disk", items })).toMatchObject({
      error: { code: "ingest/storage-full" },
    });
    const probe = await fetch(`${server.url}/readyz`);
    expect(probe.status).toBe(503);
    expect(await server.observations(token, "disk")).toEqual([]);
    log.exec("DROP TRIGGER full");
    log.close();
    expect(await push(socket, { batch: "b-disk", items })).toEqual({
      accepted: 2,
      duplicates: 0,
      rejected: [],
    });
    expect(await server.observations(token, "disk")).toHaveLength(2);
    await vi.waitFor(async () => expect((await fetch(`${server.url}/readyz`)).status).toBe(200), {
      timeout: 60_000,
    });
  });
});

describe("a server killed and started again", () => {
  it("[IN2] has every acknowledged observation, once; the counts of an answer add up", async () => {
    const items = [good("once"), good("door"), ...many(50, "once")];
    const sent = items.filter(({ datastream }) => datastream === "once");
    const before = await server.observations(token, "once");
    const answer = await push(socket, { items });
    expect(answer.accepted + answer.duplicates + answer.rejected.length).toBe(items.length);
    await restart();
    const after = (await server.observations(token, "once")).filter(
      ({ time }) => !before.some((old) => old.time === time),
    );
    expect(after).toEqual(sent.map(({ time, result }) => ({ time, result, quality: "good" })));
  });

  it("[IN6] repeats the acknowledgement of a named batch, for the same token only", async () => {
    const first = good();
    const batch = "2026-11-22T22:41-pump-7";
    const payload = { batch, items: [first, first, { ...first, result: 51 }] };
    const answer = await push(socket, payload);
    expect(answer).toMatchObject({ accepted: 1, duplicates: 1, rejected: [{ index: 2 }] });
    expect(await push(socket, payload)).toEqual(answer);
    await restart();
    expect(await push(socket, payload)).toEqual(answer);
    // The name is what counts; who sends something else under it is warned.
    expect(await push(socket, { batch, items: [good()] })).toEqual({
      ...answer,
      warning: { code: "ingest/batch-conflict", message: expect.stringContaining(batch) },
    });
    const other = await connectPlain(server.url, "/ingest", { auth: { token: await server.createToken() } });
    expect(await push(other, payload)).toMatchObject({ accepted: 0, duplicates: 2 });
    other.disconnect();
  });

  it("[IN6] repeats the acknowledgement of a batch that is sent again before the first answer", async () => {
    const payload = { batch: "impatient", items: many(100, "once") };
    const answers = await Promise.all(Array.from({ length: 5 }, () => push(socket, payload)));
    expect(answers).toEqual(
      Array.from({ length: 5 }, () => ({ accepted: 100, duplicates: 0, rejected: [] })),
    );
  });

  it("[IN6] keeps names of 1 to 128 characters", async () => {
    for (const batch of ["x", "泵".repeat(128)]) {
      const payload = { batch, items: [good()] };
      expect(await push(socket, payload)).toMatchObject({ accepted: 1 });
      expect(await push(socket, payload)).toMatchObject({ accepted: 1 });
    }
  });

  async function restart(): Promise<void> {
    await server.kill9();
    server = await ServerProcess.start(dataFolder);
    socket = await connectPlain(server.url, "/ingest", { auth: { token } });
  }
});
