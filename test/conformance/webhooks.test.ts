import { setTimeout as pause } from "node:timers/promises";
import { type Webhook, WebhookDeliverySchema, WebhookSchema } from "@shuicheng/shared/contracts";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { removeDataFolder, ServerProcess } from "../server-process.ts";
import { listOf, startApi } from "./http-api.ts";
import { isSignedBy, Receiver } from "./webhook-receiver.ts";

const PATH = "/api/v1/webhooks";
const WAIT = { timeout: 60_000, interval: 50 };

const api = startApi();
const { ask, read, refusal } = api;
const as = "administrator";
const receiver = new Receiver();

beforeAll(() => receiver.open());
afterAll(() => receiver.shut());
/** The last test ends the server itself. */
let isStopped = false;
afterEach(async () => {
  if (isStopped) return;
  const { items } = await read(PATH, listOf(WebhookSchema), { as });
  for (const { id } of items) await ask(`${PATH}/${id}`, { method: "DELETE", as });
  receiver.reset();
});

const input = (changes: object = {}) => ({
  ...{ name: "control room", url: receiver.url, events: ["observations"], gatherMs: 0, ...changes },
});
const add = (changes: object = {}) => read(PATH, WebhookSchema, { method: "POST", body: input(changes), as });
const find = (id: number) => read(`${PATH}/${id}`, WebhookSchema, { as });
const patch = (id: number, body: object) =>
  read(`${PATH}/${id}`, WebhookSchema, { method: "PATCH", body, as });
const deliveriesOf = async (id: number) =>
  (await read(`${PATH}/${id}/deliveries`, listOf(WebhookDeliverySchema), { as })).items;

let clockMs = Date.now() - 86_400_000;
/** Pushes observations of one datastream and answers their times. */
async function push(datastream: string, results: readonly unknown[], server = api.server): Promise<number[]> {
  const items = results.map((result, at) => ({ datastream, time: clockMs + at * 100, result }));
  clockMs += items.length * 100;
  const headers = { authorization: `Bearer ${api.token}` };
  const answer = await server.request("/api/v1/observations", { method: "POST", body: { items }, headers });
  expect(await answer.json()).toMatchObject({ accepted: items.length });
  return items.map(({ time }) => time);
}
const countUp = (n: number) => Array.from({ length: n }, (_, at) => at);
const results = () => receiver.items("observations").map(({ result }) => result);
const delivered = (n: number) => vi.waitFor(() => expect(results().length).toBeGreaterThanOrEqual(n), WAIT);

describe("a webhook", () => {
  it("[WH1] tells of committed observations, signed by its secret, and shows the secret once", async () => {
    const { id, secret } = await add();
    const times = await push("p-1", [1.5, 2.5]);
    await delivered(2);
    expect(receiver.items("observations")).toEqual([
      { datastream: "p-1", time: times[0], result: 1.5, quality: "good" },
      { datastream: "p-1", time: times[1], result: 2.5, quality: "good" },
    ]);
    const [message] = receiver.messages;
    expect(isSignedBy(message!, secret!)).toBe(true);
    expect(isSignedBy(message!, `whsec_${Buffer.alloc(32).toString("base64")}`)).toBe(false);
    expect(isSignedBy({ ...message!, text: `${message!.text} ` }, secret!)).toBe(false);
    expect(message?.headers).toMatchObject({ "content-type": expect.stringMatching(/^application\/json/) });
    expect(await (await ask(`${PATH}/${id}`, { as })).text()).not.toContain("whsec_");
    expect(await (await ask(PATH, { as })).text()).not.toContain("whsec_");
  });

  it("[WH1] signs with the old secret, too, after a rotation", async () => {
    const given = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
    const { id, secret } = await add({ secret: given });
    expect(secret).toBe(given);
    const { secret: next } = await patch(id, { rotateSecret: { keepOldS: 600 } });
    await push("p-1", [1]);
    await delivered(1);
    expect([given, next!].map((one) => isSignedBy(receiver.messages[0]!, one))).toEqual([true, true]);
    const { secret: last } = await patch(id, { rotateSecret: { keepOldS: 0 } });
    await push("p-1", [2]);
    await delivered(2);
    const known = [given, next!, last!].map((one) => isSignedBy(receiver.messages.at(-1)!, one));
    expect(known).toEqual([false, false, true]);
  });

  it("[WH2] sends everything in order, a message at a time, of as many items as are asked for", async () => {
    let atOnce = 0;
    receiver.answer = (response) => {
      expect(++atOnce).toBe(1);
      setTimeout(() => {
        atOnce--;
        response.writeHead(200).end("thanks");
      }, 5);
    };
    await add({ batchItems: 70 });
    for (let round = 0; round < 5; round++)
      await push(
        "p-2",
        countUp(100).map((at) => round * 100 + at),
      );
    await delivered(500);
    expect(results()).toEqual(countUp(500));
    expect(receiver.messages.map(({ sequence }) => sequence)).toEqual(
      receiver.messages.map((_, at) => at + 1),
    );
    expect(Math.max(...receiver.messages.map(({ data }) => data.items.length))).toBeLessThanOrEqual(70);
  });

  it("[WH2] tries again after a failure, the same message under the same id, and passes nothing by", async () => {
    let failures = 2;
    receiver.answer = (response) => response.writeHead(failures-- > 0 ? 500 : 200).end();
    const { id } = await add();
    await push("p-1", [1]);
    await vi.waitFor(() => expect(receiver.messages.length).toBeGreaterThan(0), WAIT);
    await push("p-1", [2]);
    await delivered(2);
    expect(results()).toEqual([1, 2]);
    const [first, second, third] = receiver.messages;
    for (const again of [second, third]) {
      expect(again?.text).toBe(first?.text);
      expect(again?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    }
    expect(third!.atMs - second!.atMs).toBeGreaterThanOrEqual(1_000);
    expect(await deliveriesOf(id)).toMatchObject([
      { type: "observations", attempt: 1, status: 200, reason: null },
      { event: first?.headers["webhook-id"], items: 1, attempt: 3, status: 200, reason: null },
      { attempt: 2, status: 500, reason: expect.stringMatching(/500/) },
      { attempt: 1, status: 500 },
    ]);
    expect(await find(id)).toMatchObject({ state: "active", failures: 0, waiting: 0, lost: 0 });
  });

  it("[WH3] does not wait longer than 10 s for an answer, and meanwhile others are taken and told", async () => {
    let isFirst = true;
    receiver.answer = (response) => {
      if (!isFirst) response.end();
      isFirst = false;
    };
    const { id } = await add();
    const other = new Receiver();
    await other.open();
    await add({ url: other.url });
    await push("p-1", [1]);
    await delivered(1);
    await push("p-1", [2]);
    await vi.waitFor(() => expect(other.items("observations")).toHaveLength(2), WAIT);
    expect(receiver.messages).toHaveLength(1);
    await delivered(2);
    await other.shut();
    expect((await deliveriesOf(id)).at(-1)).toMatchObject({
      status: null,
      reason: expect.stringMatching(/10 s/),
    });
    expect(results()).toEqual([1, 2]);
  });

  it("[WH3] waits as long as the receiver asks for", async () => {
    receiver.answer = (response) => {
      if (receiver.messages.length > 1) response.end();
      else response.writeHead(503, { "retry-after": "3" }).end();
    };
    await add();
    await push("p-1", [1]);
    await vi.waitFor(() => expect(receiver.messages.length).toBe(2), WAIT);
    const [first, second] = receiver.messages;
    expect(second!.atMs - first!.atMs).toBeGreaterThanOrEqual(2_990);
  });

  it("[WH3] follows no redirect", async () => {
    receiver.answer = (response) => response.writeHead(307, { location: "http://127.0.0.1:1/" }).end();
    const { id } = await add();
    await push("p-1", [1]);
    await vi.waitFor(async () => expect((await find(id)).failures).toBeGreaterThan(0), WAIT);
    expect((await deliveriesOf(id)).at(-1)).toMatchObject({
      status: 307,
      reason: expect.stringMatching(/redirect/),
    });
  });

  it("[WH3] ends with 410, until it gets another address", async () => {
    receiver.answer = (response) => response.writeHead(410).end();
    const { id } = await add();
    await push("p-1", [1]);
    await vi.waitFor(async () => expect((await find(id)).state).toBe("gone"), WAIT);
    await push("p-1", [2]);
    receiver.answer = (response) => response.end();
    const refused = await refusal(`${PATH}/${id}`, { method: "PATCH", body: { enabled: true }, as });
    expect(refused).toMatchObject({ status: 409, code: "webhook/gone" });
    expect(receiver.messages).toHaveLength(1);
    expect(await patch(id, { url: `${receiver.url}/new` })).toMatchObject({ state: "active", waiting: 0 });
    await push("p-1", [3]);
    await vi.waitFor(() => expect(receiver.messages).toHaveLength(2), WAIT);
    expect(receiver.messages[1]?.data.items).toMatchObject([{ result: 3 }]);
  });

  it("[WH4] keeps what came while it was paused, and tells in a gap what there was no room for", async () => {
    const { id } = await add({ waitingLimit: 1_000 });
    expect(await patch(id, { enabled: false })).toMatchObject({ state: "paused" });
    const fromMs = Date.now();
    await push("p-3", countUp(2_500));
    await vi.waitFor(async () => expect((await find(id)).lost).toBeGreaterThan(0), WAIT);
    const { lost, waiting } = await find(id);
    expect(lost + waiting).toBe(2_500);
    expect(waiting).toBeLessThanOrEqual(1_000);
    await patch(id, { enabled: true });
    await delivered(waiting);
    const [gap] = receiver.messages;
    expect(gap).toMatchObject({ type: "gap", sequence: 1, data: { items: lost } });
    expect(gap?.data.from).toBeGreaterThanOrEqual(fromMs);
    expect(gap?.data.to).toBeGreaterThanOrEqual(gap?.data.from);
    expect(results()).toEqual(countUp(2_500).slice(lost));
  });

  it("[WH5] tells of the layers, assets and datastreams that are asked for, and of nothing else", async () => {
    await api.server.register(api.token, {
      layer: { id: "gas", kind: "gas", name: "燃气" },
      assets: [{ id: "g-0", class: "junction", name: "G" }],
      datastreams: [
        {
          ...{ id: "g-0.valve", asset: "g-0", observedProperty: "position", resultType: "category" as const },
          categories: ["open", "shut"],
        },
      ],
    });
    const { id } = await add({ layers: ["gas"], assets: ["n-1"], datastreams: ["p-2"] });
    await push("p-3", [3]);
    await push("g-0.valve", ["shut"]);
    await push("p-1", [1]);
    await push("p-2", [2]);
    await delivered(3);
    expect(results()).toEqual(["shut", 1, 2]);
    await patch(id, { layers: null, assets: null, datastreams: ["p-3"] });
    await push("p-1", [1]);
    await push("p-3", [4]);
    await delivered(4);
    expect(results().slice(3)).toEqual([4]);
  });

  it("[WH5] gathers items for as long as it is asked to", async () => {
    await add({ gatherMs: 1_000 });
    const beforeMs = Date.now();
    await push("p-1", [1]);
    await push("p-2", [2]);
    await delivered(2);
    expect(receiver.messages[0]!.atMs - beforeMs).toBeGreaterThanOrEqual(1_000);
    expect(results()).toEqual([1, 2]);
  });

  it("[WH6] tells of what enters and leaves a status", async () => {
    await push("p-4", [10]);
    await add({ events: ["status"], assets: ["n-4", "n-5"], statuses: ["medium", "high"] });
    await push("p-5", [60]);
    await push("p-6", [60]);
    await vi.waitFor(() => expect(receiver.items("status")).toHaveLength(1), WAIT);
    await push("p-5", [10]);
    await vi.waitFor(() => expect(receiver.items("status")).toHaveLength(2), WAIT);
    const [raised, cleared] = receiver.items("status");
    expect(raised).toMatchObject({ asset: "n-5", layer: "water", after: expect.arrayContaining(["medium"]) });
    expect(cleared).toMatchObject({ asset: "n-5", before: raised.after });
    expect(cleared.after).toContain("normal");
    expect(receiver.items("observations")).toEqual([]);
  });

  it("[WH7] can be tested at once", async () => {
    const { id, secret } = await add();
    const test = (of = id) => read(`${PATH}/${of}/test`, WebhookDeliverySchema, { method: "POST", as });
    expect(await test()).toMatchObject({ type: "test", status: 204, reason: null });
    expect(receiver.messages).toMatchObject([{ type: "test" }]);
    expect(isSignedBy(receiver.messages[0]!, secret!)).toBe(true);
    receiver.answer = (response) => response.writeHead(401).end();
    expect(await test()).toMatchObject({ status: 401, reason: expect.stringMatching(/401/) });
    expect((await deliveriesOf(id)).map(({ status }) => status)).toEqual([401, 204]);
    expect(await find(id)).toMatchObject({ state: "active", failures: 0 });
    await patch(id, { url: "http://127.0.0.1:1/" });
    expect(await test()).toMatchObject({ status: null, reason: expect.stringMatching(/ECONNREFUSED/) });
  });

  it("[WH8] must be whole, and says which field is not", async () => {
    const wrong: [object, string][] = [
      [{ url: "ftp://x/" }, "/url"],
      [{ events: [] }, "/events"],
      [{ events: ["rain"] }, "/events/0"],
      [{ batchItems: 1_001 }, "/batchItems"],
      [{ gatherMs: 1_001 }, "/gatherMs"],
      [{ statuses: ["loud"] }, "/statuses/0"],
      [{ layers: ["water", "none"] }, "/layers/1"],
      [{ assets: ["none"] }, "/assets/0"],
      [{ datastreams: ["p-0", "none"] }, "/datastreams/1"],
      [{ secret: "password" }, "/secret"],
    ];
    for (const [changes, pointer] of wrong) {
      const refused = await refusal(PATH, { method: "POST", body: input(changes), as });
      expect(refused).toMatchObject({ status: 400, code: "request/invalid" });
      expect(refused.errors?.map((error) => error.pointer)).toContain(pointer);
    }
    for (const url of [
      "http://user:password@city.example/",
      "http://169.254.169.254/latest",
      "http://0.0.0.0/",
    ])
      expect(await refusal(PATH, { method: "POST", body: input({ url }), as })).toMatchObject({
        ...{ status: 400, code: "webhook/address-refused" },
      });
    const { id } = await add();
    expect(await refusal(`${PATH}/${id}`, { method: "PATCH", body: { gatherMs: -1 }, as })).toMatchObject({
      ...{ status: 400, code: "request/invalid" },
    });
    for (const method of ["GET", "PATCH", "DELETE"])
      expect(
        await refusal(`${PATH}/999`, { method, as, ...(method === "PATCH" ? { body: {} } : {}) }),
      ).toMatchObject({ status: 404, code: "webhook/unknown" });
  });

  it("[WH8] is its token's alone, and an administrator's to see", async () => {
    const url = "http://10.255.255.1/";
    const own = await read(PATH, WebhookSchema, { method: "POST", body: input({ url, assets: ["n-9"] }) });
    const other = {
      as: "nobody",
      headers: { authorization: `Bearer ${await api.server.createToken("other")}` },
    } as const;
    expect(await read(PATH, listOf(WebhookSchema))).toMatchObject({ items: [{ id: own.id }] });
    expect(await read(PATH, listOf(WebhookSchema), other)).toEqual({ items: [] });
    expect(await read(PATH, listOf(WebhookSchema), { as })).toMatchObject({ items: [{ id: own.id }] });
    for (const [method, path] of [
      ["GET", ""],
      ["PATCH", ""],
      ["DELETE", ""],
      ["POST", "/test"],
      ["GET", "/deliveries"],
    ])
      expect(
        await refusal(`${PATH}/${own.id}${path}`, {
          ...other,
          method: method!,
          ...(method === "PATCH" ? { body: {} } : {}),
        }),
      ).toMatchObject({ status: 404, code: "webhook/unknown" });
    const leaver = {
      as: "nobody",
      headers: { authorization: `Bearer ${await api.server.createToken("leaver")}` },
    } as const;
    const left = await read(PATH, WebhookSchema, { method: "POST", body: input({ url }), ...leaver });
    const made = await add();
    expect(await refusal(`${PATH}/${made.id}`)).toMatchObject({ status: 404 });
    expect(await refusal(PATH, { as: "nobody" })).toMatchObject({ status: 401 });
    const tokens = (await (await ask("/api/v1/tokens", { as })).json()) as {
      items: { id: number; name: string }[];
    };
    const token = tokens.items.find(({ name }) => name === "leaver");
    expect((await ask(`/api/v1/tokens/${token?.id}`, { method: "DELETE", as })).ok).toBe(true);
    expect(await find(left.id)).toMatchObject({ state: "paused", reason: expect.stringMatching(/revoked/) });
    expect(
      await refusal(`${PATH}/${left.id}`, { method: "PATCH", body: { enabled: true }, as }),
    ).toMatchObject({ status: 400, code: "request/invalid" });
    // This machine itself trusts its neighbours: an integrator's messages do not go there.
    for (const here of [receiver.url, "http://localhost:1/", "http://[::1]/", "http://127.1/"])
      expect(await refusal(PATH, { method: "POST", body: input({ url: here }) })).toMatchObject({
        ...{ status: 400, code: "webhook/address-refused" },
      });
  });

  it("[WH2] outlives the server's being killed and stopped, and so does all that was acknowledged", async () => {
    const folder = api.server.dataFolder;
    let isDown = true;
    receiver.answer = (response) => response.writeHead(isDown ? 500 : 200).end();
    const { id } = await add({ batchItems: 100, events: ["observations", "status"], assets: ["n-7"] });
    const acknowledged: number[] = [];
    let next = 0;
    /** Pushes until the server is gone; what was under way then may be stored or not. */
    const pushUntilGone = async (server: ServerProcess) => {
      for (;;) {
        const own = countUp(50).map((at) => next + at);
        next += own.length;
        await push("p-7", own, server);
        acknowledged.push(...own);
      }
    };
    isStopped = true;
    let server = api.server;
    try {
      for (const end of ["kill9", "stop", "kill9", "stop"] as const) {
        const pushing = pushUntilGone(server).catch(() => undefined);
        const enough = acknowledged.length + 300;
        await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(enough), WAIT);
        // Before and after the first tick of a server's life, at which statuses are looked at.
        await pause(server === api.server ? 0 : 1_500);
        await server[end]();
        await pushing;
        isDown = !isDown;
        server = await ServerProcess.start(folder);
      }
      isDown = false;
      await vi.waitFor(() => {
        const told = new Set(results());
        expect(acknowledged.filter((result) => !told.has(result))).toEqual([]);
      }, WAIT);
      const told = [...new Set(results())];
      expect(told).toEqual(told.toSorted((a, b) => a - b));
      expect(receiver.messages.filter(({ type }) => type === "gap")).toEqual([]);
      // Each change begins where the one before it ended: none is made up at a start, none is left out.
      await vi.waitFor(() => expect(receiver.items("status")).not.toEqual([]), WAIT);
      const changes = receiver.items("status");
      expect(changes.slice(1).map(({ before }) => before)).toEqual(
        changes.slice(0, -1).map(({ after }) => after),
      );
      const headers = { cookie: await server.signIn() };
      const kept = (await (await server.request(`${PATH}/${id}`, { headers })).json()) as Webhook;
      expect(kept).toMatchObject({ id, state: "active", lost: 0 });
    } finally {
      await server.kill9();
      removeDataFolder(folder);
    }
  });
});
