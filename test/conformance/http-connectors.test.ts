import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { BatchCheckSchema, type Pull, PullOutcomeSchema, PullSchema } from "@shuicheng/shared/contracts";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { removeDataFolder, ServerProcess } from "../server-process.ts";
import { listOf, startApi } from "./http-api.ts";

const PATH = "/api/v1/connectors";
const WAIT = { timeout: 60_000 };

const api = startApi();
const { ask, read, refusal } = api;
const as = "administrator";

/** Another system, which answers as the test says. */
let peer: Server;
let peerUrl: string;
let answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => {
  response.end("{}");
};

beforeAll(async () => {
  peer = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => peer.listen(0, "127.0.0.1", resolve));
  peerUrl = `http://127.0.0.1:${(peer.address() as AddressInfo).port}/meters`;
});
afterAll(() => peer.close());
/** The last test ends the server itself. */
let isStopped = false;
afterEach(async () => {
  if (isStopped) return;
  const { items } = await read(PATH, listOf(PullSchema), { as });
  for (const { id } of items) await ask(`${PATH}/${id}`, { method: "DELETE", as });
});

const pull = (changes: object = {}) => ({
  name: "meters",
  token: 1,
  url: peerUrl,
  intervalS: 1,
  enabled: false,
  maps: [
    {
      records: "/data",
      datastream: { pointer: "/no", prefix: "p-" },
      time: { pointer: "/at" },
      timeUnit: "s",
      result: { pointer: "/value" },
    },
  ],
  ...changes,
});
const add = (changes: object = {}) => read(PATH, PullSchema, { method: "POST", body: pull(changes), as });
const run = (id: number) => read(`${PATH}/${id}/run`, PullOutcomeSchema, { method: "POST", as });
const timesOf = async (id: string) => (await api.server.observations(api.token, id)).map(({ time }) => time);

let clockS = Math.floor(Date.now() / 1000) - 3_000;
const document = (no: number) => JSON.stringify({ data: [{ no, at: ++clockS, value: 1.5 }] });

describe("a connector that pulls", () => {
  it("[HP9] takes on its schedule what the other system has", async () => {
    answer = (_request, response) => response.end(document(5));
    const { id } = await add({ enabled: true });
    await vi.waitFor(async () => expect((await timesOf("p-5")).length).toBeGreaterThanOrEqual(3), WAIT);
    expect(await read(`${PATH}/${id}`, PullSchema, { as })).toMatchObject({
      failures: 0,
      last: { items: 1, accepted: 1, rejected: 0, error: null },
    });
  });

  it("[HP9] sends its headers and shows them to nobody", async () => {
    const seen: (string | undefined)[] = [];
    answer = (request, response) => {
      seen.push(request.headers["x-key"] as string | undefined);
      response.end(document(6));
    };
    const made = await add({ headers: { "X-Key": "secret" } });
    expect(made.headers).toEqual({ "X-Key": null });
    await run(made.id);
    const kept = { method: "PUT", body: pull({ name: "renamed", headers: made.headers }), as } as const;
    expect(await read(`${PATH}/${made.id}`, PullSchema, kept)).toMatchObject({ name: "renamed" });
    await run(made.id);
    expect(seen).toEqual(["secret", "secret"]);
    const everything = await (await ask(PATH, { as })).text();
    expect(everything).not.toContain("secret");
  });

  it.each([
    [(_: IncomingMessage, response: ServerResponse) => response.writeHead(500).end("no"), /500/],
    [(_: IncomingMessage, response: ServerResponse) => response.end("<html>"), /not JSON/],
    [(request: IncomingMessage) => request.socket.destroy(), /no answer/],
    [
      (_: IncomingMessage, response: ServerResponse) => response.end(Buffer.alloc(17 * 2 ** 20, 32)),
      /16 MiB/,
    ],
  ])("[HP9] says what is wrong with the other side (%#)", async (bad, message) => {
    answer = bad;
    const { id } = await add();
    const outcome = await run(id);
    expect(outcome).toMatchObject({ accepted: 0, error: { code: "connector/failed" } });
    expect(outcome.error?.message).toMatch(message);
    expect(await refusal(`${PATH}/${id}/check`, { method: "POST", as })).toMatchObject({
      status: 502,
      code: "connector/failed",
    });
  });

  it("[HP9] pauses longer after each failure, and comes back", async () => {
    answer = (_request, response) => response.writeHead(503).end();
    const { id } = await add({ enabled: true });
    const pulled = () => read(`${PATH}/${id}`, PullSchema, { as });
    await vi.waitFor(async () => expect((await pulled()).failures).toBe(2), WAIT);
    const { last, nextAt } = await pulled();
    expect((nextAt ?? 0) - (last?.at ?? 0)).toBeGreaterThanOrEqual(4_000);
    answer = (_request, response) => response.end(document(7));
    await vi.waitFor(async () => expect(await timesOf("p-7")).not.toEqual([]), WAIT);
    await vi.waitFor(async () => expect((await pulled()).failures).toBe(0), WAIT);
  });

  it("[HP9] can be tried without storing anything, and rejects what no observation is", async () => {
    const at = ++clockS;
    answer = (_request, response) =>
      response.end(
        JSON.stringify({
          data: [
            { no: 8, at, value: 2 },
            { no: 8, at },
            { no: "none", at, value: 1 },
          ],
        }),
      );
    const { id } = await add();
    const check = await read(`${PATH}/${id}/check`, BatchCheckSchema, { method: "POST", as });
    expect(check).toMatchObject({ accepted: 1, rejected: 2 });
    expect(await timesOf("p-8")).toEqual([]);
    expect(await run(id)).toMatchObject({ items: 3, accepted: 1, rejected: 2, error: null });
    expect(await timesOf("p-8")).toEqual([at * 1000]);
  });

  it("[HP9] is an administrator's to set, and must be whole", async () => {
    const post = { method: "POST", as } as const;
    for (const body of [
      pull({ token: 999 }),
      pull({ url: "file:///etc/passwd" }),
      pull({ intervalS: 0 }),
      pull({ maps: [] }),
      pull({ maps: [{ ...pull().maps[0], records: "data" }] }),
      pull({ headers: { "X-Key": "a\r\nb: c" } }),
      pull({ extra: 1 }),
    ])
      expect(await refusal(PATH, { ...post, body })).toMatchObject({ status: 400, code: "request/invalid" });
    expect(await refusal(PATH, { ...post, body: pull(), as: "integrator" })).toMatchObject({ status: 403 });
    expect(await refusal(PATH, { ...post, body: pull(), as: "nobody" })).toMatchObject({ status: 401 });
    for (const method of ["GET", "PUT", "DELETE"])
      expect(
        await refusal(`${PATH}/999`, { method, as, ...(method === "PUT" ? { body: pull() } : {}) }),
      ).toMatchObject({ status: 404 });
  });

  it("[HP9] goes on after a restart of the server", async () => {
    const folder = api.server.dataFolder;
    answer = (_request, response) => response.end(document(9));
    const { id } = await add({ enabled: true });
    await vi.waitFor(async () => expect(await timesOf("p-9")).not.toEqual([]), WAIT);
    const before = await timesOf("p-9");
    await api.server.kill9();
    isStopped = true;
    const again = await ServerProcess.start(folder, ["--port", String(api.server.port)]);
    try {
      await vi.waitFor(
        async () =>
          expect((await again.observations(api.token, "p-9")).length).toBeGreaterThan(before.length + 1),
        WAIT,
      );
      const headers = { cookie: await again.signIn() };
      const kept = (await (await again.request(`${PATH}/${id}`, { headers })).json()) as Pull;
      expect(kept).toMatchObject({ ...pull({ enabled: true }), id });
    } finally {
      await again.kill9();
      removeDataFolder(folder);
    }
  });
});
