import { once } from "node:events";
import { connect, createServer } from "node:net";
import { type Source, SourceSchema } from "@shuicheng/shared/contracts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { frame } from "../../packages/server/src/ingest/hj212/frames.suite.ts";
import { type Peer, startPeer } from "../../packages/server/src/ingest/opcua/peer.suite.ts";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { listOf, startApi } from "./http-api.ts";

const PATH = "/api/v1/sources";
const WAIT = { timeout: 60_000 };
const as = "administrator";

const api = startApi();
const { ask, read, refusal } = api;
const folder = makeDataFolder();
let peer: Peer;
let port: number;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: free } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return free;
}

beforeAll(async () => {
  port = await freePort();
  peer = await startPeer(folder, await freePort());
});
afterAll(async () => {
  await peer?.close();
  removeDataFolder(folder);
});

const stations = (changes: object = {}) => ({
  kind: "hj212",
  name: "stations",
  token: 1,
  enabled: true,
  port,
  stations: [{ mn: "MN1", password: "123456" }],
  rules: [{ code: "a34004", suffix: "Rtd", datastream: "p-7" }],
  ...changes,
});
const plant = (changes: object = {}) => ({
  kind: "opcua",
  name: "plant",
  token: 1,
  enabled: true,
  url: peer.url,
  security: "None",
  trustFirst: true,
  publishingIntervalMs: 50,
  samplingIntervalMs: 0,
  queueSize: 100,
  nodes: [{ nodeId: peer.nodeId("Pressure"), datastream: "p-8" }],
  folders: [],
  ...changes,
});
const add = (body: object) => read(PATH, SourceSchema, { method: "POST", body, as });
const find = (id: number) => read(`${PATH}/${id}`, SourceSchema, { as });
const latest = async (id: string) => {
  const response = await ask(`/api/v1/datastreams/${id}`);
  return ((await response.json()) as { latest: unknown }).latest;
};

/** Sends a frame as a station would and waits for the answer. */
async function deliver(timeMs: number, value: number): Promise<string> {
  const local = new Date(timeMs + 8 * 3_600_000).toISOString().replace(/\D/g, "").slice(0, 14);
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.write(
    frame(
      `QN=${local}000;ST=22;CN=2011;PW=123456;MN=MN1;Flag=5;CP=&&DataTime=${local};a34004-Rtd=${value},a34004-Flag=N&&`,
    ),
  );
  const [answer] = (await once(socket, "data")) as [Buffer];
  socket.destroy();
  return answer.toString("latin1");
}

describe("sources", () => {
  const nowMs = Math.floor(Date.now() / 1000) * 1000;
  let hj212: Source;
  let opcua: Source;

  it("[SO1][SO3] takes what a station delivers by HJ 212", async () => {
    hj212 = await add(stations());
    await vi.waitFor(async () => expect((await find(hj212.id)).status.state).toBe("running"), WAIT);
    expect(await deliver(nowMs, 35.5)).toMatch(
      /^##0066QN=\d{17};ST=91;CN=9014;PW=123456;MN=MN1;Flag=4;CP=&&&&/,
    );
    expect(await latest("p-7")).toMatchObject({ time: nowMs, result: 35.5, quality: "good" });
  });

  it("[SO1][SO6] takes what an OPC UA server publishes", async () => {
    peer.set("Pressure", 2.5, nowMs, "uncertain");
    opcua = await add(plant());
    await vi.waitFor(
      async () =>
        expect(await latest("p-8")).toMatchObject({ time: nowMs, result: 2.5, quality: "uncertain" }),
      WAIT,
    );
  });

  it("[SO1] shows sources to administrators, and their passwords to nobody", async () => {
    expect(await refusal(PATH, {})).toMatchObject({ status: 403, code: "access/forbidden" });
    const { items } = await read(PATH, listOf(SourceSchema), { as });
    expect(items.map(({ id, kind }) => [id, kind])).toEqual([
      [hj212.id, "hj212"],
      [opcua.id, "opcua"],
    ]);
    expect(items[0]).toMatchObject({
      stations: [{ mn: "MN1", password: null }],
      status: { state: "running", accepted: 1, lastError: null, figures: { frames: 1, answers: 1 } },
    });
    expect(JSON.stringify(items)).not.toContain("123456");
  });

  it.each([
    [{ kind: "modbus" }, undefined],
    [{ token: 99 }, undefined],
    [{ port: 0 }, "/port"],
    [{ stations: [{ mn: "M;N", password: "1" }] }, "/stations/0/mn"],
  ])("[SO1] refuses %j and says where", async (changes, pointer) => {
    const refused = await refusal(PATH, { method: "POST", body: stations(changes), as });
    expect(refused).toMatchObject({ status: 400, code: "request/invalid" });
    if (pointer !== undefined) expect(refused).toMatchObject({ errors: [{ pointer }] });
  });

  it("[SO1] refuses what names no node, and knows no source that is not there", async () => {
    const refused = await refusal(PATH, { method: "POST", body: plant({ nodes: [] }), as });
    expect(refused).toMatchObject({ status: 400, code: "request/invalid" });
    for (const method of ["GET", "DELETE"]) {
      expect(await refusal(`${PATH}/77`, { method, as })).toMatchObject({
        status: 404,
        code: "request/not-found",
      });
    }
  });

  it("[SO1] keeps its sources over a restart", async () => {
    await api.server.stop();
    const { dataFolder } = api.server;
    const again = await ServerProcess.start(dataFolder);
    try {
      const token = await again.createToken("reader");
      peer.set("Pressure", 4.5, nowMs + 2_000);
      await vi.waitFor(async () => {
        expect(await deliver(nowMs + 1_000, 36)).toContain("CN=9014");
        const stored = await again.observations(token, "p-8");
        expect(stored.at(-1)).toMatchObject({ time: nowMs + 2_000, result: 4.5 });
      }, WAIT);
      const stored = await again.observations(token, "p-7");
      expect(stored.map(({ result }) => result)).toEqual([35.5, 36]);
    } finally {
      await again.kill9();
    }
  });
});
