import { once } from "node:events";
import { mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpcuaInput } from "@shuicheng/shared/contracts";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SourceStage } from "../sources/source-stage.suite.ts";
import { openOpcua } from "./open-opcua.ts";
import { type Peer, startPeer, USER } from "./peer.suite.ts";

const folder = mkdtempSync(join(tmpdir(), "shuicheng-opcua-"));
let port: number;
let peer: Peer;
let stage: SourceStage;
/** Times of a test lie apart from those of the others: the peer keeps its values. */
let clockMs = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;

beforeAll(async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as { port: number }).port;
  server.close();
  await once(server, "close");
  peer = await startPeer(folder, port);
});
afterAll(async () => {
  await peer?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

beforeEach(() => {
  clockMs += 60_000;
  stage = new SourceStage(
    [
      { id: "pressure", observedProperty: "pressure" },
      { id: "flow", observedProperty: "flow" },
      { id: "total", observedProperty: "total" },
      { id: "level", observedProperty: "level" },
      { id: "pump", observedProperty: "state", resultType: "boolean" },
      { id: "mode", observedProperty: "mode", resultType: "category", categories: ["hand", "auto"] },
      { id: "plant.Deep.Level", observedProperty: "level" },
      { id: "plant.Pressure", observedProperty: "pressure" },
    ],
    (input: OpcuaInput, duty, own) => openOpcua(input, duty, join(own, "opcua")),
  );
});
afterEach(async () => {
  await stage.close();
  expect(stage.errors).toEqual([]);
});

const input = (changes: Partial<OpcuaInput> = {}): OpcuaInput => ({
  kind: "opcua",
  name: "plant",
  token: stage.token,
  enabled: true,
  url: peer.url,
  security: "None",
  trustFirst: true,
  publishingIntervalMs: 50,
  samplingIntervalMs: 0,
  queueSize: 5_000,
  nodes: [
    { nodeId: peer.nodeId("Pressure"), datastream: "pressure" },
    { nodeId: peer.nodeId("Flow"), datastream: "flow" },
    { nodeId: peer.nodeId("Total"), datastream: "total" },
    { nodeId: peer.nodeId("Pump"), datastream: "pump" },
    { nodeId: peer.nodeId("Mode"), datastream: "mode" },
  ],
  folders: [],
  ...changes,
});
const stored = async (id: string) => (await stage.storedOf(id)).filter(([time]) => time >= clockMs);
/** Sets a value and waits until it is stored: the next then cannot overtake it in the peer's sampling. */
async function setAndWait(value: number, timeMs: number): Promise<void> {
  peer.set("Pressure", value, timeMs);
  await stage.waitFor(async () =>
    expect((await stored("pressure")).some(([time]) => time === timeMs)).toBe(true),
  );
}

describe("openOpcua", () => {
  it("[SO6] takes values with the time and the status of their source", async () => {
    peer.set("Pressure", 1.5, clockMs);
    peer.set("Flow", 12.3, clockMs);
    peer.set("Total", [1, 2], clockMs);
    peer.set("Pump", true, clockMs);
    peer.set("Mode", "auto", clockMs);
    const id = await stage.open(input());
    await stage.waitFor(async () => expect(await stored("mode")).toEqual([[clockMs, 1, 0]]));
    await stage.waitFor(async () => expect(await stored("pressure")).toEqual([[clockMs, 1.5, 0]]));
    expect(await stored("flow")).toEqual([[clockMs, 12.3, 0]]);
    expect(await stored("total")).toEqual([[clockMs, 2 ** 32 + 2, 0]]);
    expect(await stored("pump")).toEqual([[clockMs, 1, 0]]);

    for (const [i, [value, status]] of (
      [
        [2.5, "uncertain"],
        [2.5, "bad"],
        [null, "bad"],
        [3.5, "good"],
      ] as const
    ).entries()) {
      peer.set("Pressure", value, clockMs + 1_000 + i, status);
      await stage.waitFor(async () => expect(await stored("pressure")).toHaveLength(2 + i));
    }
    expect((await stored("pressure")).slice(1)).toEqual([
      [clockMs + 1_000, 2.5, 1],
      [clockMs + 1_001, 2.5, 2],
      [clockMs + 1_002, 2.5, 2],
      [clockMs + 1_003, 3.5, 0],
    ]);
    expect(stage.status(id)).toMatchObject({ state: "running", rejected: 0, figures: { monitored: 5 } });
  });

  it("[SO6] finds the variables of a folder and names them by its rule", async () => {
    peer.set("Deep.Level", -7, clockMs);
    peer.set("Pressure", 4, clockMs);
    const nodes = [{ nodeId: peer.nodeId("Pressure"), datastream: "pressure" }];
    const folders = [{ folder: "ns=1;s=Plant", depth: 2, datastream: "plant.{path}" }];
    const id = await stage.open(input({ nodes, folders }));
    await stage.waitFor(async () => expect(await stored("plant.Deep.Level")).toEqual([[clockMs, -7, 0]]));
    await stage.waitFor(async () => expect(await stored("pressure")).toEqual([[clockMs, 4, 0]]));
    expect(await stored("plant.Pressure")).toEqual([]);
    expect(stage.status(id).figures.monitored).toBe(6);
  });

  it("[SO6] lets pass only what moves by more than the deadband", async () => {
    peer.set("Pressure", 10, clockMs);
    const [node] = input().nodes;
    const deadband = { type: "absolute", value: 1 } as const;
    await stage.open(input({ nodes: [{ ...node!, deadband }] }));
    await stage.waitFor(async () => expect(await stored("pressure")).toHaveLength(1));
    peer.set("Pressure", 10.5, clockMs + 1);
    await setAndWait(12, clockMs + 2);
    expect((await stored("pressure")).map(([, result]) => result)).toEqual([10, 12]);
  });

  it("[SO7] says which nodes it cannot have, and takes the others", async () => {
    const nodes = [...input().nodes, { nodeId: "ns=1;s=Nothing", datastream: "level" }];
    const id = await stage.open(input({ nodes }));
    expect(stage.status(id)).toMatchObject({
      figures: { monitored: 5, refusedNodes: 1 },
      lastError: { message: "ns=1;s=Nothing: BadNodeIdUnknown" },
    });
  });

  it.each(["Sign", "SignAndEncrypt"] as const)("[SO6] connects with %s, as a user", async (security) => {
    peer.set("Pressure", 7, clockMs);
    const id = await stage.open(input({ security, user: USER }));
    await stage.waitFor(async () => expect(await stored("pressure")).toEqual([[clockMs, 7, 0]]));
    expect(stage.desk.find(id)).toMatchObject({ user: { name: USER.name, password: null } });
    stage.desk.replace(id, input({ security, user: { ...USER, password: "wrong" } }));
    await stage.waitFor(() => expect(stage.status(id)).toMatchObject({ state: "failed" }));
    expect(stage.status(id).lastError?.message).toMatch(/BadUserAccessDenied|BadIdentityTokenRejected/);
  });

  it("[SO6] believes no strange certificate until an operator does", async () => {
    const { id } = stage.desk.add(input({ security: "SignAndEncrypt", trustFirst: false }));
    await stage.waitFor(() => expect(stage.status(id)).toMatchObject({ state: "failed" }));
    expect(stage.status(id).lastError?.message).toMatch(/ertificate/);
    const pki = join(stage.folder, "opcua/pki");
    const rejected = readdirSync(join(pki, "rejected"));
    expect(rejected).toHaveLength(1);
    for (const name of rejected) renameSync(join(pki, "rejected", name), join(pki, "trusted/certs", name));
    await stage.waitFor(() => expect(stage.status(id)).toMatchObject({ state: "running" }));
  });

  it("[SO7] loses nothing while the server is busy: what there is no room for waits in the other server", async () => {
    const id = await stage.open(input({ nodes: input().nodes.slice(0, 1) }));
    await setAndWait(0, clockMs);
    stage.busyMs = 20;
    const { values: before = 0 } = stage.status(id).figures;
    let set = 0;
    const setMany = (count: number) => {
      for (let i = 0; i < count; i++) peer.set("Pressure", ++set, clockMs + set);
    };
    while (!stage.status(id).figures.heldBack) {
      setMany(1_000);
      await stage.waitFor(() => expect(stage.status(id).figures.values).toBe(before + set));
    }
    expect(stage.status(id).lastError).toMatchObject({ code: "ingest/busy" });
    setMany(3_000);
    stage.busyMs = undefined;
    await stage.waitFor(async () =>
      expect((await stored("pressure")).at(-1)).toEqual([clockMs + set, set, 0]),
    );
    expect(await stored("pressure")).toHaveLength(1 + set);
    expect(stage.status(id).figures).toMatchObject({ heldBack: 1 });
    clockMs += set;
  });

  it("[SO7] goes on when the other server has been away", async () => {
    const id = await stage.open(input());
    await setAndWait(1, clockMs);
    await peer.close();
    await stage.waitFor(() => expect(stage.status(id).state).not.toBe("running"));
    expect(stage.status(id).lastError).not.toBeNull();
    peer = await startPeer(folder, port);
    await stage.waitFor(() => expect(stage.status(id).state).toBe("running"));
    await setAndWait(2, clockMs + 1);
    await setAndWait(3, clockMs + 2);
    expect((await stored("pressure")).map(([, result]) => result)).toEqual([1, 2, 3]);
  });

  it("[SO7] can be taken away while the other server is away", async () => {
    const id = await stage.open(input());
    await peer.close();
    await stage.waitFor(() => expect(stage.status(id).state).not.toBe("running"));
    stage.desk.remove(id);
    await stage.desk.close();
    peer = await startPeer(folder, port);
    expect(stage.desk.list()).toEqual([]);
  });

  it("[SO7] waits for a server that is not there", async () => {
    const { id } = stage.desk.add(input({ url: "opc.tcp://127.0.0.1:1" }));
    await stage.waitFor(() => expect(stage.status(id)).toMatchObject({ state: "failed" }));
    expect(stage.status(id).lastError?.message).toMatch(/ECONNREFUSED|127\.0\.0\.1/);
  });
});
