import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import type { Acknowledgement, Retention } from "@shuicheng/shared/contracts";
import { encodeObservationBatch } from "@shuicheng/shared/protocol";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createChunkStore } from "../../packages/server/src/history/chunk-store.ts";
import { createKeptStore } from "../../packages/server/src/history/kept-store.ts";
import { createRollupStore, DAY_MS } from "../../packages/server/src/history/rollup-store.ts";
import { makeDataFolder, removeDataFolder, ServerProcess } from "../server-process.ts";
import { connectIngest } from "./flood.ts";
import { datastreamId } from "./ledger.ts";
import { createRandom } from "./random.ts";

const ROUNDS = process.env.SHUICHENG_LONG === "1" ? 50 : 5;
const STREAMS = 60;
const DAYS = 350;
const A_DAY = 4;
const STEP_MS = DAY_MS / A_DAY;
const TODAY = Math.floor(Date.now() / DAY_MS);
const FIRST_DAY = TODAY - DAYS;
/** Days of roll-ups that outlive their observations. */
const LONGER = 100;
const WAIT = { timeout: 60_000, interval: 2 };

const seed = Number(process.env.KILL_SEED ?? Math.floor(Math.random() * 2 ** 31));
const resultOf = (stream: number, at: number) => ((stream * 31 + at * 7) % 1_009) / 10;

let dataFolder: string;
let server: ServerProcess;

beforeEach(async () => {
  dataFolder = makeDataFolder();
  server = await ServerProcess.start(dataFolder);
  const token = await server.createToken();
  const datastreams = Array.from({ length: STREAMS }, (_, stream) => datastreamId(stream));
  await server.register(token, {
    layer: { id: "kill", kind: "sensors" },
    assets: [{ id: "kill.a", class: "junction" }],
    datastreams: datastreams.map((id) => ({ id, asset: "kill.a", observedProperty: "pressure" })),
  });
  const socket = await connectIngest(server.url, token);
  await socket.emitWithAck("open", { datastreams });
  const n = DAYS * A_DAY;
  for (let stream = 0; stream < STREAMS; stream++) {
    const columns = encodeObservationBatch({
      timeMs: Float64Array.from({ length: n }, (_, at) => FIRST_DAY * DAY_MS + at * STEP_MS),
      result: Float64Array.from({ length: n }, (_, at) => resultOf(stream, at)),
      handle: new Int32Array(n).fill(stream),
      quality: new Uint8Array(n),
    });
    const answer = (await socket.emitWithAck("observations.bin", columns, {})) as Acknowledgement;
    expect(answer.accepted).toBe(n);
  }
  socket.disconnect();
  // A server that ends leaves everything in chunks.
  await server.stop();
});

afterEach(async () => {
  await server.kill9();
  removeDataFolder(dataFolder);
});

/** What is stored says itself what is gone: days before are summed up, all others whole. */
function checkStored(rawDays: number): number {
  const database = new DatabaseSync(join(dataFolder, "history.db"));
  expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  const [chunks, rollups] = [createChunkStore(database), createRollupStore(database)];
  const marks = new Map(
    createKeptStore(database)
      .list()
      .map((own) => [own.handle, own]),
  );
  let gone = 0;
  for (let stream = 0; stream < STREAMS; stream++) {
    const kept = marks.get(stream);
    const rawDay = Math.max(FIRST_DAY, (kept?.raw ?? 0) / DAY_MS);
    const rollupDay = Math.max(FIRST_DAY, (kept?.rollups ?? 0) / DAY_MS);
    // Never what is newer than the policy says.
    expect(rawDay).toBeLessThanOrEqual(TODAY - rawDays);
    expect(rollupDay).toBeLessThanOrEqual(TODAY - Math.min(DAYS, rawDays + LONGER));
    const { timeMs, result } = chunks.read(stream, 0, Number.MAX_SAFE_INTEGER);
    const firstAt = (rawDay - FIRST_DAY) * A_DAY;
    expect([...timeMs]).toEqual(
      Array.from({ length: DAYS * A_DAY - firstAt }, (_, i) => FIRST_DAY * DAY_MS + (firstAt + i) * STEP_MS),
    );
    expect([...result]).toEqual(Array.from(timeMs, (_time, i) => resultOf(stream, firstAt + i)));
    const days = [...rollups.read(stream, 0, rawDay)];
    expect(days.map(({ day }) => day)).toEqual(
      Array.from({ length: rawDay - rollupDay }, (_, i) => rollupDay + i),
    );
    for (const { day, whole, hours } of days) {
      const own = Array.from({ length: A_DAY }, (_, i) => resultOf(stream, (day - FIRST_DAY) * A_DAY + i));
      expect([whole.n[0], whole.min[0], whole.max[0], whole.sum[0], whole.last[0]]).toEqual([
        ...[A_DAY, Math.min(...own), Math.max(...own), own.reduce((sum, value) => sum + value), own.at(-1)],
      ]);
      const filled = [...(hours()?.n ?? [])].flatMap((n, hour) => (n > 0 ? [[hour, n]] : []));
      expect(filled).toEqual(own.map((_, i) => [(i * 24) / A_DAY, 1]));
    }
    gone += rawDay - FIRST_DAY;
  }
  database.close();
  return gone;
}

describe("kill −9 while retention lets go", () => {
  it(
    `leaves each day whole or summed up, ${ROUNDS} times (seed ${seed})`,
    async () => {
      const random = createRandom(seed);
      let rawDays = DAYS;
      for (let round = 0; round < ROUNDS; round++) {
        server = await ServerProcess.start(dataFolder);
        rawDays -= Math.floor(300 / ROUNDS);
        const cookie = await server.signIn();
        const terms = { rawDays, rollupDays: rawDays + LONGER };
        const read = async () =>
          (await (await server.request("/api/v1/retention", { headers: { cookie } })).json()) as Retention;
        const { version } = await read();
        const body = { version, default: terms, rules: [] };
        await server.request("/api/v1/retention", { method: "PUT", body, headers: { cookie } });
        await vi.waitFor(async () => expect((await read()).pass.startedAt).not.toBeNull(), WAIT);
        await pause(random() * 500);
        await server.kill9();
        checkStored(rawDays);
      }
      server = await ServerProcess.start(dataFolder);
      const cookie = await server.signIn();
      const headers = { cookie };
      const read = async () =>
        (await (await server.request("/api/v1/retention", { headers })).json()) as Retention;
      const { version, default: terms } = await read();
      expect(terms.rawDays).toBe(rawDays);
      await server.request("/api/v1/retention", {
        ...{ method: "PUT", headers, body: { version, default: terms, rules: [] } },
      });
      await vi.waitFor(async () => expect((await read()).pass.finishedAt).not.toBeNull(), WAIT);
      await server.stop();
      // An hour's grace: a day more may still be there.
      const days = checkStored(rawDays) / STREAMS;
      expect(days).toBeGreaterThanOrEqual(DAYS - rawDays - 1);
    },
    30_000 * ROUNDS,
  );
});
