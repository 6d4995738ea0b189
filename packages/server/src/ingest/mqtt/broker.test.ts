import { connect as connectTcp } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { STALE_BIT } from "@shuicheng/shared/contracts";
import { connectAsync, type MqttClient } from "mqtt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { item, MqttStage, START_MS } from "./mqtt-stage.suite.ts";

const OWN = "shuicheng/v1/plant";
const BATCHES = `${OWN}/observations`;

let stage: MqttStage;

beforeEach(async () => {
  stage = await MqttStage.open();
});

afterEach(async () => {
  await stage.close();
  expect(stage.errors).toEqual([]);
});

/** How an attempt to connect ends: "connected", or CONNACK's return code. */
async function knock(options: Parameters<MqttStage["connect"]>[0]): Promise<unknown> {
  return stage.connect(options).then(
    () => "connected",
    (error: { code?: unknown }) => error.code,
  );
}

describe("openMqttBroker", () => {
  it("[MQ1] lets in an integrator by its name and token, and nobody else", async () => {
    const { token } = stage.tokens[0]!;
    expect(await knock({})).toBe("connected");
    expect(await knock({ password: `${token}x` })).toBe(4);
    expect(await knock({ username: "neighbour" })).toBe(4);
    const port = stage.broker.port;
    const nameless = connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0 });
    await expect(nameless).rejects.toMatchObject({ code: 4 });
    expect(await knock({ protocolVersion: 5 })).toBe(1);
  });

  it("[MQ1] cuts the connections of a token that is revoked", async () => {
    const [mine, theirs] = await Promise.all([stage.connect(), stage.connect({}, "neighbour")]);
    const cut = whenClosed(mine);
    stage.broker.disconnect(stage.tokens[0]!.id);
    await cut;
    expect(theirs.connected).toBe(true);
  });

  it("[MQ2] takes nothing under another's name, nor where nobody publishes: it says so and closes", async () => {
    const [client, follower] = [await stage.connect(), await stage.connect()];
    const results = await stage.follow(follower);
    const closed = whenClosed(client);
    client.publish("shuicheng/v1/neighbour/observations", JSON.stringify({ items: [item(0, 1, 5)] }), {
      qos: 1,
    });
    await closed;
    await stage.waitFor(() => expect(results).toHaveLength(1));
    expect(results[0]).toMatchObject({
      topic: "shuicheng/v1/neighbour/observations",
      error: { code: "access/forbidden" },
    });
    expect(await stage.storedOf(0)).toEqual([]);
    expect(follower.connected).toBe(true);
  });

  it.each(["#", "shuicheng/v1/+/results", "shuicheng/v1/neighbour/results", "$SYS/#", `${OWN}/#`])(
    "[MQ2] refuses a subscription to %s",
    async (filter) => {
      const client = await stage.connect();
      await expect(client.subscribeAsync(filter)).rejects.toThrow("Unspecified error");
      expect(client.connected).toBe(true);
    },
  );

  it("[MQ2] refuses a last will elsewhere, and keeps client ids apart", async () => {
    expect(
      await knock({ will: { topic: "shuicheng/v1/neighbour/status", payload: Buffer.from("offline") } }),
    ).toBe(5);
    const clients = [
      await stage.connect({ clientId: "gateway" }),
      await stage.connect({ clientId: "gateway" }, "neighbour"),
    ];
    await clients[1]!.publishAsync("shuicheng/v1/neighbour/observations/p-0", "1", { qos: 1 });
    expect(clients.map(({ connected }) => connected)).toEqual([true, true]);
  });

  it("[MQ3] takes a batch as Socket.IO does, and publishes its acknowledgement", async () => {
    const client = await stage.connect();
    const results = await stage.follow(client);
    const payload = { batch: "b-1", items: [item(0, 1, 5), item(1, 1, "x"), item(0, 1, 5)] };
    await client.publishAsync(BATCHES, JSON.stringify(payload), { qos: 1 });
    expect(await stage.storedOf(0)).toEqual([[1, 5]]);
    await client.publishAsync(BATCHES, JSON.stringify(payload), { qos: 1 });
    await stage.waitFor(() => expect(results).toHaveLength(2));
    for (const result of results) {
      expect(result).toMatchObject({
        batch: "b-1",
        packetId: expect.any(Number),
        accepted: 1,
        duplicates: 1,
        rejected: [{ index: 1, code: "ingest/wrong-type", message: expect.any(String) }],
      });
    }
  });

  it("[MQ4] takes one observation a message, with its time or the server's", async () => {
    const client = await stage.connect();
    const results = await stage.follow(client);
    await Promise.all([
      client.publishAsync(`${BATCHES}/p-0`, JSON.stringify({ time: START_MS + 1, result: 5 }), { qos: 1 }),
      client.publishAsync(`${BATCHES}/p-1`, "7.5", { qos: 1 }),
      client.publishAsync(`${BATCHES}/p-9`, "7.5", { qos: 1 }),
      client.publishAsync(`${BATCHES}/p-2`, "7,5", { qos: 1 }),
      client.publishAsync(`${BATCHES}/p-2`, "[1]", { qos: 1 }),
      client.publishAsync(`${BATCHES}/p-3`, "3", { qos: 2 }),
    ]);
    expect([await stage.storedOf(0), await stage.storedOf(1), await stage.storedOf(3)]).toEqual([
      [[1, 5]],
      [[0, 7.5]],
      [[0, 3]],
    ]);
    const told = () => results.flatMap((one) => ("error" in one ? [one] : (one.rejected as object[])));
    await stage.waitFor(() => expect(told()).toHaveLength(3));
    const unknown = { datastream: "p-9", code: "ingest/unknown-datastream", packetId: expect.any(Number) };
    expect(told()).toContainEqual(expect.objectContaining(unknown));
    const unreadable = expect.objectContaining({ code: "ingest/malformed-payload" });
    expect(told().filter((one) => "error" in one)).toEqual(
      Array.from({ length: 2 }, () => ({ packetId: expect.any(Number), error: unreadable })),
    );
    expect(results.reduce((sum, { accepted }) => sum + Number(accepted ?? 0), 0)).toBe(3);
  });

  it("[MQ4] gives each of several bare results in one millisecond a time of its own", async () => {
    const client = await stage.connect();
    const results = Array.from({ length: 200 }, (_, i) => i);
    await Promise.all(
      results.map((result) => client.publishAsync(`${BATCHES}/p-1`, `${result}`, { qos: 1 })),
    );
    expect(await stage.storedOf(1)).toEqual(results.map((result) => [result, result]));
  });

  it("[MQ4] takes what comes at quality of service 0 as well, also right before the connection ends", async () => {
    const client = await stage.connect();
    for (let i = 0; i < 500; i++)
      client.publish(`${BATCHES}/p-0`, JSON.stringify({ time: START_MS + i, result: i }), { qos: 0 });
    await client.endAsync();
    await stage.waitFor(async () => expect(await stage.storedOf(0)).toHaveLength(500));
  });

  it("[MQ5] acknowledges in order, and not before the disk has it", async () => {
    const client = await stage.connect();
    const order: number[] = [];
    const release = stage.blockDisk();
    const sent = [1, 2, 3, 4].map((time) =>
      client
        .publishAsync(
          time % 2 === 0 ? BATCHES : `${BATCHES}/p-0`,
          JSON.stringify(
            time % 2 === 0 ? { items: [item(0, time, 5)] } : { time: START_MS + time, result: 5 },
          ),
          { qos: time === 3 ? 2 : 1 },
        )
        .then(() => order.push(time)),
    );
    // The server answers a ping behind them: it has read them all.
    const pong = new Promise((resolve) => client.once("packetreceive", resolve));
    await stage.waitFor(() => expect(stage.pipeline.tail.size).toBe(4));
    client.sendPing();
    expect(await pong).toMatchObject({ cmd: "pingresp" });
    expect(order).toEqual([]);
    release();
    await Promise.all(sent);
    expect(order.filter((time) => time !== 3)).toEqual([1, 2, 4]);
    expect(await stage.storedOf(0)).toHaveLength(4);
  });

  it("[MQ6] holds what it has no room for, says so, and acknowledges it when it is on disk", async () => {
    const client = await stage.connect();
    const results = await stage.follow(client);
    const release = await stage.overload();
    let acknowledged = 0;
    const sent = Array.from({ length: 2_000 }, (_, time) =>
      client
        .publishAsync(`${BATCHES}/p-0`, JSON.stringify({ time: START_MS + time, result: 5 }), { qos: 1 })
        .then(() => acknowledged++),
    );
    await stage.waitFor(() => expect(results).toHaveLength(1));
    expect(results[0]).toMatchObject({
      held: true,
      error: { code: "ingest/busy", retryAfterMs: expect.any(Number) },
    });
    expect(acknowledged).toBe(0);
    await release();
    await Promise.all(sent);
    expect(await stage.storedOf(0)).toHaveLength(2_000);
  });

  it("[MQ6] keeps what a full disk refuses, and has it on disk once there is room", async () => {
    const client = await stage.connect();
    const results = await stage.follow(client);
    const disk = new DatabaseSync(join(stage.folder, "log.db"));
    disk.exec(
      "CREATE TRIGGER full BEFORE INSERT ON record BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END",
    );
    const sent = [1, 2, 3].map((time) =>
      client.publishAsync(BATCHES, JSON.stringify({ items: [item(0, time, 5)] }), { qos: 1 }),
    );
    await stage.waitFor(() => expect(results).toHaveLength(1));
    expect(results[0]).toMatchObject({ held: true, error: { code: "ingest/storage-full" } });
    disk.exec("DROP TRIGGER full");
    disk.close();
    await Promise.all(sent);
    expect(await stage.storedOf(0)).toHaveLength(3);
  });

  it("[MQ6] lets go of what it holds when its sender is gone: nothing of it was acknowledged", async () => {
    const client = await stage.connect();
    const results = await stage.follow(client);
    const release = await stage.overload();
    client.publish(`${BATCHES}/p-0`, "5", { qos: 1 });
    await stage.waitFor(() => expect(results).toHaveLength(1));
    await client.endAsync(true);
    await stage.waitFor(() => expect(stage.broker.connections).toBe(0));
    await release();
    expect(await stage.storedOf(0)).toEqual([]);
  });

  it.each([
    ["ingest/malformed-payload", "{"],
    ["ingest/malformed-payload", "[]"],
    ["ingest/malformed-payload", "null"],
    ["ingest/empty-batch", '{"items":[]}'],
    ["ingest/batch-too-large", JSON.stringify({ items: Array.from({ length: 5_001 }, () => item(0, 1, 5)) })],
  ])(
    "[MQ7] refuses with %s, acknowledges that it is settled, and the connection lives",
    async (code, payload) => {
      const client = await stage.connect();
      const results = await stage.follow(client);
      await client.publishAsync(BATCHES, payload, { qos: 1 });
      await client.publishAsync(BATCHES, JSON.stringify({ items: [item(0, 1, 5)] }), { qos: 1 });
      await stage.waitFor(() => expect(results).toHaveLength(2));
      expect(results[0]).toEqual({
        packetId: expect.any(Number),
        error: { code, message: expect.any(String) },
      });
      expect(results[1]).toMatchObject({ accepted: 1 });
    },
  );

  it("[MQ8] takes what a gateway sent for stale once its will says so, also after a restart, until it is back", async () => {
    const will = { topic: `${OWN}/status`, payload: Buffer.from("offline"), qos: 1 as const, retain: true };
    const [watcher, gateway, other] = [
      await stage.connect(),
      await stage.connect({ will }),
      await stage.connect(),
    ];
    const said: string[] = [];
    watcher.on("message", (_topic, payload) => said.push(payload.toString()));
    await watcher.subscribeAsync(`${OWN}/status`);
    await gateway.publishAsync(BATCHES, JSON.stringify({ items: [item(0, 1, 5), item(1, 1, 5)] }), {
      qos: 1,
    });
    await gateway.publishAsync(`${BATCHES}/p-2`, "5", { qos: 1 });
    await other.publishAsync(`${BATCHES}/p-3`, "5", { qos: 1 });
    gateway.stream.destroy();
    await stage.waitFor(() => expect(staleOnes()).toEqual([0, 1, 2]));
    expect(said).toEqual(["offline"]);
    expect(stage.pipeline.twin.statusOf(1) & STALE_BIT).toBe(STALE_BIT);
    await stage.stop();
    await stage.start();
    stage.pipeline.tick();
    await stage.waitFor(() => expect(staleOnes()).toEqual([0, 1, 2]));
    const back = await stage.connect({ will });
    await back.publishAsync(`${BATCHES}/p-0`, JSON.stringify({ time: START_MS + 2, result: 5 }), { qos: 1 });
    expect(staleOnes()).toEqual([1, 2]);
    // Who says goodbye has no last will.
    await back.endAsync();
    await stage.waitFor(() => expect(stage.broker.connections).toBe(0));
    expect(staleOnes()).toEqual([1, 2]);
  });

  it("[MQ8] takes a gateway's own word for it, and no will when it is the server that stops", async () => {
    const will = { topic: `${OWN}/status`, payload: Buffer.from("offline") };
    const [leaving, staying] = [await stage.connect(), await stage.connect({ will })];
    await leaving.publishAsync(`${BATCHES}/p-0`, "5", { qos: 1 });
    await staying.publishAsync(`${BATCHES}/p-1`, "5", { qos: 1 });
    await leaving.publishAsync(`${OWN}/status`, "offline", { qos: 1 });
    await stage.waitFor(() => expect(staleOnes()).toEqual([0]));
    await stage.stop();
    await stage.start();
    stage.pipeline.tick();
    await stage.pipeline.log.whenDurable();
    expect(staleOnes()).toEqual([0]);
  });

  it("[MQ9] is not stopped by a subscriber that does not read, nor by one who sends and does not read", async () => {
    const [frozen, client, watcher] = [await stage.connect(), await stage.connect(), await stage.connect()];
    await stage.follow(frozen);
    await frozen.subscribeAsync(`${OWN}/status`);
    frozen.stream.pause();
    frozen.stream.removeAllListeners("data");
    const results = await stage.follow(client);
    const said: string[] = [];
    watcher.on("message", (_topic, payload) => said.push(payload.toString()));
    await watcher.subscribeAsync(`${OWN}/status`);
    const allRejected = JSON.stringify({
      items: Array.from({ length: 5_000 }, () => ({ datastream: "?".repeat(100) })),
    });
    for (let i = 0; i < 30; i++) await client.publishAsync(BATCHES, allRejected, { qos: 1 });
    for (let i = 0; i < 200; i++) await client.publishAsync(`${OWN}/status`, `${i}`, { qos: 1 });
    await client.publishAsync(`${BATCHES}/p-0`, "5", { qos: 1 });
    await stage.waitFor(() => expect(results).toHaveLength(31));
    await stage.waitFor(() => expect(said).toHaveLength(200));
  });

  it("[MQ9] ends the connection that a broken or too large packet came on, and no other", async () => {
    const client = await stage.connect();
    const tooLarge = Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]);
    const tooLong = Buffer.from([0x10, 0xff, 0xff, 0xff, 0xff, 0x01]);
    for (const bytes of [
      tooLarge,
      tooLong,
      Buffer.from(`GET / HTTP/1.1\r\nUser-Agent: ${"x".repeat(80)}\r\n\r\n`),
      Buffer.from([0xf0, 0]),
      Buffer.from([0, 0]),
    ]) {
      const socket = connectTcp(stage.broker.port, "127.0.0.1");
      const closed = new Promise((resolve) => socket.once("close", resolve));
      socket.on("error", () => {});
      socket.write(bytes);
      await closed;
    }
    const big = await stage.connect();
    const closed = whenClosed(big);
    big.publish(BATCHES, Buffer.alloc(2 * 1024 * 1024), { qos: 1 });
    await closed;
    await client.publishAsync(`${BATCHES}/p-0`, "5", { qos: 1 });
    expect(await stage.storedOf(0)).toHaveLength(1);
  });
});

function whenClosed(client: MqttClient): Promise<void> {
  return new Promise((resolve) => client.once("close", () => resolve()));
}

function staleOnes(): number[] {
  return [0, 1, 2, 3].filter((index) => stage.pipeline.twin.findLatest(stage.handleOf(index))?.isStale);
}
