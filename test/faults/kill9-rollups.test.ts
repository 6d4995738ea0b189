import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import type { Acknowledgement, BatchRefusal, Bucket } from "@shuicheng/shared/contracts";
import { encodeObservationBatch } from "@shuicheng/shared/protocol";
import type { Socket } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createChunkStore } from "../../packages/server/src/history/chunk-store.ts";
import { createRollupStore, DAY_MS } from "../../packages/server/src/history/rollup-store.ts";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { connectIngest } from "./flood.ts";
import { datastreamId } from "./ledger.ts";
import { createRandom } from "./random.ts";

const ROUNDS = process.env.SHUICHENG_LONG === "1" ? 50 : 5;
const STREAMS = 20;
const STEP_MS = 20_000;
const ROWS = 250;
const IN_FLIGHT = 6;
/** Enough for a compaction in each round: the tail is turned into chunks at half a million. */
const A_ROUND = 600_000;
const START_MS = Math.floor(Date.now() / DAY_MS) * DAY_MS - 1_500 * DAY_MS;

const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 2 ** 31));
const timeOf = (k: number) => START_MS + k * STEP_MS;
const resultOf = (stream: number, k: number) => ((stream * 31 + k * 7) % 1_009) / 10;

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
      ...{ id: datastreamId(stream), asset: "kill.a", observedProperty: "pressure" },
    })),
  });
});

afterEach(async () => {
  await server.kill9();
  removeDataFolder(dataFolder);
});

/** Places of all datastreams, a step apart: 1 where an acknowledgement came. A batch has some of them, of every datastream. */
class Places {
  acknowledged = new Uint8Array(1 << 20);
  next = 0;
  /** Sent by the next batch that has room: they come late, often into a day that is over. */
  readonly held: number[] = [];

  take(random: () => number): number[] {
    const taken: number[] = this.held.splice(0, random() < 0.3 ? 20 : 0);
    while (taken.length < ROWS) {
      if (random() < 0.02) this.held.push(this.next++);
      else taken.push(this.next++);
    }
    return taken;
  }

  note(taken: readonly number[]): void {
    for (const k of taken) this.acknowledged[k] = 1;
  }
}

function columnsOf(places: readonly number[]): Uint8Array {
  const n = places.length * STREAMS;
  const stream = (at: number) => at % STREAMS;
  const k = (at: number) => places[Math.floor(at / STREAMS)] as number;
  return encodeObservationBatch({
    timeMs: Float64Array.from({ length: n }, (_, at) => timeOf(k(at))),
    result: Float64Array.from({ length: n }, (_, at) => resultOf(stream(at), k(at))),
    handle: Int32Array.from({ length: n }, (_, at) => stream(at)),
    quality: new Uint8Array(n),
  });
}

/** Sends until so many are acknowledged, or the socket is cut. */
async function flood(socket: Socket, places: Places, enough: number, random: () => number): Promise<void> {
  let isCut = false;
  let taken = 0;
  const cut = new Promise<void>((resolve) =>
    socket.once("disconnect", () => {
      isCut = true;
      resolve();
    }),
  );
  const lane = async (): Promise<void> => {
    while (!isCut && taken < enough) {
      const own = places.take(random);
      for (;;) {
        const answer = await Promise.race([
          cut,
          socket.emitWithAck("observations.bin", columnsOf(own), {}) as Promise<
            Acknowledgement | BatchRefusal
          >,
        ]);
        if (!answer) {
          // Nobody knows what became of it: sent again, whatever was stored is a duplicate.
          places.held.push(...own);
          return;
        }
        if ("error" in answer) {
          expect(answer.error.code).toBe("ingest/busy");
          await pause(answer.error.retryAfterMs);
          continue;
        }
        expect([answer.rejected, answer.accepted + answer.duplicates]).toEqual([[], own.length * STREAMS]);
        places.note(own);
        taken += own.length * STREAMS;
        break;
      }
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}

async function openSocket(): Promise<Socket> {
  const socket = await connectIngest(server.url, token);
  const datastreams = Array.from({ length: STREAMS }, (_, stream) => datastreamId(stream));
  const { handles } = (await socket.emitWithAck("open", { datastreams })) as { handles: number[] };
  expect(handles).toEqual(datastreams.map((_, at) => at));
  return socket;
}

describe("kill −9 while days are summed up", () => {
  it(`keeps what was acknowledged, and roll-ups that equal a summing up anew, ${ROUNDS} times over (KILL_SEED=${seed})`, {
    timeout: ROUNDS * 60_000 + 60_000,
  }, async () => {
    const random = createRandom(seed);
    const places = new Places();
    for (let round = 0; round < ROUNDS; round++) {
      const socket = await openSocket();
      const sending = flood(socket, places, A_ROUND + random() * 200_000, random);
      // Anywhere: while it sends, while it compacts, after.
      await Promise.race([sending, pause(300 + random() * 4_000)]);
      await pause(random() * 500);
      await server.kill9();
      await sending;
      socket.disconnect();
      server = await ServerProcess.start(dataFolder, ["--port", String(server.port)]);
      const expected = places.acknowledged.reduce((sum, is) => sum + is, 0);
      const path = `/api/v1/datastreams/${datastreamId(round % STREAMS)}/observations?from=${START_MS}&to=${timeOf(places.next)}&points=500`;
      const answer = await server.request(path, { headers: { authorization: `Bearer ${token}` } });
      const { buckets } = (await answer.json()) as { buckets: Bucket[] };
      const counted = buckets.reduce((sum, { n }) => sum + n, 0);
      expect(counted).toBeGreaterThanOrEqual(expected);
      expect(counted).toBeLessThanOrEqual(places.next);
    }
    await server.stop();
    const database = new DatabaseSync(join(dataFolder, "history.db"));
    const [chunks, rollups] = [createChunkStore(database), createRollupStore(database)];
    const handles = database.prepare("SELECT DISTINCT datastream FROM chunk ORDER BY datastream").all() as {
      datastream: number;
    }[];
    expect(handles).toHaveLength(STREAMS);
    handles.forEach(({ datastream }, stream) => {
      const { timeMs, result } = chunks.read(datastream, START_MS, timeOf(places.next));
      const found = new Map(Array.from(timeMs, (time, row) => [time, result[row]] as const));
      expect(found.size).toBe(timeMs.length);
      for (let k = 0; k < places.next; k++)
        if (places.acknowledged[k] === 1 && found.get(timeOf(k)) !== resultOf(stream, k))
          expect.unreachable(`place ${k} of ${datastreamId(stream)} is ${found.get(timeOf(k))}`);
    });
    const select = database.prepare("SELECT * FROM rollup ORDER BY datastream, day");
    const kept = select.all() as { datastream: number; day: number }[];
    expect(kept.length).toBeGreaterThan(STREAMS);
    database.exec("DELETE FROM rollup");
    for (const { datastream, day } of kept)
      rollups.refresh(datastream, day, chunks.scan(datastream, day * DAY_MS, (day + 1) * DAY_MS));
    expect(select.all()).toEqual(kept);
    database.close();
  });
});
