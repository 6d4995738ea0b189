import { setTimeout as pause } from "node:timers/promises";
import { createIngestClient } from "@shuicheng/shared/client";
import type { Acknowledgement, Observation } from "@shuicheng/shared/contracts";
import type { Socket } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { connectIngest, Flood, type FloodBatch, sendBatch } from "./flood.ts";
import { datastreamId, Ledger } from "./ledger.ts";
import { createRandom } from "./random.ts";

const ROUNDS = process.env.SHUICHENG_LONG === "1" ? 50 : 5;
const STREAMS = 200;
/** Every tenth round fills the log until it is compacted, so that the cut falls into that. */
const COMPACTED_ROUND = 2;
const COMPACTION_OBSERVATIONS = 1_000_000;
const READERS = 4;

const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 2 ** 31));

let dataFolder: string;
let server: ServerProcess;
let token: string;

beforeEach(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  token = await server.createToken();
  await server.register(token, {
    layer: { id: "kill", kind: "sensors" },
    assets: [{ id: "kill.a", class: "junction" }],
    datastreams: Array.from({ length: STREAMS }, (_, stream) => ({
      id: datastreamId(stream),
      asset: "kill.a",
      observedProperty: "pressure",
      limits: { H: 100, L: 10 },
    })),
  });
});

afterEach(async () => {
  await server.kill9();
  removeDataFolder(dataFolder);
});

async function restart(): Promise<void> {
  server = await ServerProcess.start(dataFolder, ["--port", String(server.port)]);
}

/** Reads every datastream from a time on, a few at once. */
async function readAll(fromMs: number): Promise<Observation[][]> {
  const found: Observation[][] = [];
  let next = 0;
  const read = async () => {
    for (let stream = next++; stream < STREAMS; stream = next++) {
      const path = `/api/v1/datastreams/${datastreamId(stream)}/observations?from=${fromMs}&limit=10000`;
      found[stream] = await server.pages<Observation>(token, path);
    }
  };
  await Promise.all(Array.from({ length: READERS }, read));
  return found;
}

/** Sends named batches again: what was acknowledged must be acknowledged in the same words. */
async function repeatNamed(socket: Socket, ledger: Ledger, batches: readonly FloodBatch[]): Promise<void> {
  const named = batches.filter(({ name }) => name !== undefined);
  const repeated = [
    ...named.filter(({ answer }) => answer === undefined),
    ...named.filter(({ answer }) => answer).slice(-20),
  ];
  for (const { name, cells, answer } of repeated) {
    const items = cells.map((cell) => ledger.itemOf(cell));
    const again = (await sendBatch(socket, { batch: name!, items })) as Acknowledgement;
    if (answer === undefined) {
      expect(again.accepted + again.duplicates).toBe(cells.length);
      ledger.noteAcknowledged(cells);
    } else {
      expect(again).toEqual(answer);
    }
  }
}

describe("kill −9 during ingest at full speed", () => {
  it(`keeps every acknowledged observation, none twice, ${ROUNDS} times over (KILL_SEED=${seed})`, {
    timeout: ROUNDS * 60_000 + 60_000,
  }, async () => {
    const random = createRandom(seed);
    const baseMs = Date.now() - 24 * 3_600_000;
    const ledger = new Ledger(STREAMS, baseMs);
    const next = Array.from({ length: STREAMS }, () => 0);
    for (let round = 0; round < ROUNDS; round++) {
      const fromK = Math.min(...next);
      const isCompacted = round % 10 === COMPACTED_ROUND;
      const enough = (isCompacted ? COMPACTION_OBSERVATIONS : 0) + random() * 40_000;
      const killAfterMs = random() * (isCompacted ? 1_500 : 40);
      const flood = new Flood({ ledger, next, random, round });
      const socket = await connectIngest(server.url, token);
      const isCut = new Promise((resolve) => socket.once("disconnect", resolve));
      await flood.run(socket, () => flood.acknowledged >= enough);
      await pause(killAfterMs);
      await server.kill9();
      await isCut;
      await restart();

      const again = await connectIngest(server.url, token);
      await repeatNamed(again, ledger, flood.batches);
      again.disconnect();
      const unknown = flood.batches.filter(({ name, answer }) => name === undefined && answer === undefined);
      const fresh = unknown.map(({ cells }) => cells.filter((cell) => !ledger.isAcknowledged(cell)));
      const stored = await readAll(baseMs + fromK);
      const wrong = stored.flatMap((observations, stream) => ledger.settle(stream, observations, fromK));
      expect(wrong.slice(0, 10)).toEqual([]);
      // A batch is one record: it is there whole or not at all.
      for (const cells of fresh) {
        expect([0, cells.length]).toContain(cells.filter((cell) => ledger.isAcknowledged(cell)).length);
      }
    }
    await server.stop();
    await restart();
    const stored = await readAll(baseMs);
    const wrong = stored.flatMap((observations, stream) => ledger.settle(stream, observations));
    expect(wrong.slice(0, 10)).toEqual([]);
    for (const { id, latest } of await server.datastreams(token)) {
      const stream = stored.findIndex((_observations, index) => datastreamId(index) === id);
      expect(latest?.time).toBe(stored[stream]!.at(-1)!.time);
    }
  });

  it("delivers everything once through the client, which reconnects by itself", async () => {
    const random = createRandom(seed);
    const baseMs = Date.now() - 3_600_000;
    const ledger = new Ledger(STREAMS, baseMs);
    const client = createIngestClient({ url: server.url, token, maxInFlight: 8 });
    let isOver = false;
    const pushing = (async () => {
      const pushes: Promise<unknown>[] = [];
      for (let k = 0; !isOver; k++) {
        const cells = Array.from({ length: STREAMS }, (_, stream) => ({ stream, k }));
        ledger.noteAcknowledged(cells);
        pushes.push(client.push(cells.map((cell) => ledger.itemOf(cell))));
        if (k % 8 === 7) await pushes.at(-8);
      }
      return Promise.all(pushes);
    })();
    for (let cut = 0; cut < 3; cut++) {
      await pause(100 + random() * 300);
      await server.kill9();
      await restart();
    }
    isOver = true;
    await pushing;
    client.close();
    const wrong = (await readAll(baseMs)).flatMap((observations, stream) =>
      ledger.settle(stream, observations),
    );
    expect(wrong.slice(0, 10)).toEqual([]);
  });
});
