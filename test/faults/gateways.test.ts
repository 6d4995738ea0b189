import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { get } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Acknowledgement, Observation } from "@shuicheng/shared/contracts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { connectIngest, sendBatch } from "./flood.ts";

const WAIT = { timeout: 60_000, interval: 200 };
const DATASTREAMS = 20;
const INTERVAL_MS = 10_000;
const DAY_MS = 24 * 3_600_000;

let dataFolder: string;
let server: ServerProcess;
let token: string;

beforeEach(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  token = await server.createToken();
  await server.register(token, {
    layer: { id: "water", kind: "water" },
    assets: [{ id: "n", class: "junction" }],
    datastreams: Array.from({ length: DATASTREAMS }, (_, index) => ({
      ...{ id: `p-${index}`, asset: "n", observedProperty: "pressure" },
    })),
  });
});

afterEach(async () => {
  await server?.kill9();
  removeDataFolder(dataFolder);
});

/** A WebSocket to `/ingest` that speaks and, until it is told to, does not listen. */
async function openDeafGateway(): Promise<{ socket: Socket; send(text: string): void }> {
  const { port } = new URL(server.url);
  const request = get({
    ...{ host: "127.0.0.1", port, path: "/socket.io/?EIO=4&transport=websocket" },
    headers: {
      ...{ connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13" },
      "sec-websocket-key": randomBytes(16).toString("base64"),
    },
  });
  const [, socket] = (await once(request, "upgrade")) as [unknown, Socket];
  socket.pause();
  return {
    socket,
    send(text) {
      const body = Buffer.from(text);
      const header = Buffer.alloc(14);
      header[0] = 0x81;
      header[1] = 0x80 | 127;
      header.writeBigUInt64BE(BigInt(body.length), 2);
      // A mask of noughts is a mask: RFC 6455, 5.3.
      socket.write(Buffer.concat([header, body]));
    },
  };
}

describe("a gateway", () => {
  it("[IN14] that never reads its acknowledgements is read no further, and gets all of them once it does", async () => {
    const { socket, send } = await openDeafGateway();
    send(`40/ingest,${JSON.stringify({ token })}`);
    // Long ids that do not exist: the answer to a batch is larger than the batch.
    const items = Array.from({ length: 2_000 }, (_, i) => ({
      ...{ datastream: `${"unknown-".repeat(10)}${i}`, time: Date.now(), result: 1 },
    }));
    const batch = JSON.stringify(["observations", { items }]);
    let sent = 0;
    let waits = 0;
    while (waits < 20 && sent < 2_000) {
      if (socket.writableLength < 1_000_000) {
        send(`42/ingest,${sent++}${batch}`);
        waits = 0;
      } else waits++;
      await pause(waits === 0 ? 0 : 100);
    }
    expect(sent, "the server went on reading").toBeLessThan(2_000);
    // Who reads is served meanwhile.
    const other = await connectIngest(server.url, token);
    const answer = await sendBatch(other, { items: [{ datastream: "p-0", time: Date.now(), result: 1 }] });
    expect(answer).toMatchObject({ accepted: 1 });
    other.disconnect();
    let heard = "";
    socket.on("data", (bytes: Buffer) => {
      heard += bytes.toString("latin1");
    });
    socket.resume();
    await vi.waitFor(() => {
      const answered = [...heard.matchAll(/43\/ingest,(\d+)\[/g)].map(([, id]) => Number(id));
      expect(answered).toEqual(Array.from({ length: sent }, (_, id) => id));
    }, WAIT);
    socket.destroy();
  });

  it("[IN10] brings a day's backlog after an outage, while others go on: nothing is lost, and the latest stay the latest", async () => {
    const socket = await connectIngest(server.url, token);
    const nowMs = Date.now();
    const perDatastream = DAY_MS / INTERVAL_MS;
    const resultOf = (datastream: number, at: number) => ((datastream + 1) * 1_000 + (at % 997)) / 10;
    const items = Array.from({ length: perDatastream * DATASTREAMS }, (_, row) => {
      const [at, datastream] = [Math.floor(row / DATASTREAMS), row % DATASTREAMS];
      return {
        ...{ datastream: `p-${datastream}`, time: nowMs - DAY_MS + at * INTERVAL_MS },
        result: resultOf(datastream, at),
      };
    });
    let live = 0;
    for (let from = 0; from < items.length; from += 5_000) {
      // A value of now between two of the backlog's batches.
      const now = { datastream: "p-0", time: nowMs + live, result: 7_000 + live };
      const part = items.slice(from, from + 5_000);
      const [late, current] = await Promise.all([
        sendBatch(socket, { items: part }),
        sendBatch(socket, { items: [now] }),
      ]);
      expect([late, current]).toMatchObject([
        { accepted: part.length, rejected: [] },
        { accepted: 1 },
      ] satisfies Partial<Acknowledgement>[]);
      live++;
    }
    socket.disconnect();
    const latest = await server.request("/api/v1/datastreams/p-0", {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await latest.json()).toMatchObject({ latest: { result: 7_000 + live - 1 } });
    for (const datastream of [1, DATASTREAMS - 1]) {
      const read = `/api/v1/datastreams/p-${datastream}/observations?from=${nowMs - DAY_MS}&limit=10000`;
      const stored = await server.pages<Observation>(token, read);
      expect(stored.map(({ result }) => result)).toEqual(
        Array.from({ length: perDatastream }, (_, at) => resultOf(datastream, at)),
      );
    }
  });
});
