import { statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import type { Acknowledgement, BatchRefusal, Bucket } from "@shuicheng/shared/contracts";
import { encodeObservationBatch, INGEST_NAMESPACE } from "@shuicheng/shared/protocol";
import { io, type Socket } from "socket.io-client";
import type { ServerProcess } from "../server-process.ts";
import { benchDatastream, buildBenchCity } from "./bench-city.ts";
import { onBenchStage } from "./bench-stage.ts";
import { median, printFigure, quantile, tell } from "./figure.ts";

const DATASTREAMS = 50;
const MINUTE_MS = 60_000;
const MINUTES = 525_600;
const BATCH = 5_000;
const IN_FLIGHT = 8;
const POINTS = 1_000;
const QUESTIONS = 50;
/** A server that has been up for a while has compiled what it runs. */
const WARM_UPS = 50;
/** The last of them is the last whole minute of yesterday, UTC: fixed within a day, and within retention. */
const END_MS = Math.floor(Date.now() / 86_400_000) * 86_400_000;
const START_MS = END_MS - MINUTES * MINUTE_MS;

/**
 * A year of one-minute values of 50 datastreams: one of them in 1,000 slices, beside SQLite rows; and what an observation
 * takes on disk. The series is fixed by its seed: a daily and a yearly wave, a slow drift, noise; two decimals.
 */
export async function benchHistory(): Promise<void> {
  await onBenchStage(async ({ dataFolder, server }) => {
    const token = await server.createToken("bench");
    await server.register(token, buildBenchCity(DATASTREAMS, { H: 1_000, L: -1_000 }));
    tell(`sending ${DATASTREAMS * MINUTES} observations`);
    const own = await fill(server, token);
    await compacted(server);
    const { times, buckets } = await askTrend(server, token, "identity");
    const zipped = median((await askTrend(server, token, "gzip")).times);
    const rows = sumUpRows(own);
    checkAlike(buckets, rows.buckets);
    const trend = { bench: "history", unit: "ms", n: QUESTIONS } as const;
    const value = median(times);
    const note = `HTTP and JSON included; 95 % within ${quantile(times, 0.95).toFixed(1)} ms`;
    printFigure({
      ...{ ...trend, metric: "history.trend-year", value, note },
      ...{ against: "SQLite rows by datastream and time, no server", ratio: value / rows.ms },
    });
    printFigure({
      ...{ ...trend, metric: "history.trend-year:gzip", value: zipped },
      note: "the same, compressed on its way, as browsers ask for it",
    });
    await server.stop();
    const bytes = ["history.db", "log.db"].reduce(
      (sum, name) => sum + statSync(join(dataFolder, name)).size,
      0,
    );
    printFigure({
      ...{ bench: "history", metric: "history.bytes-per-observation", unit: "bytes", n: 1 },
      value: bytes / (DATASTREAMS * MINUTES),
      note: `${DATASTREAMS} datastreams, a value a minute for a year, two decimals; chunks, roll-ups and log after an orderly stop`,
    });
  });
}

/** Sends the series; answers that of the first datastream. */
async function fill(server: ServerProcess, token: string): Promise<Float64Array> {
  const socket = io(`${server.url}${INGEST_NAMESPACE}`, { auth: { token }, transports: ["websocket"] });
  await socket.emitWithAck("open", {
    datastreams: Array.from({ length: DATASTREAMS }, (_, index) => benchDatastream(index)),
  });
  const first = new Float64Array(MINUTES);
  const next = createSeries();
  const rows = BATCH / DATASTREAMS;
  const batch = (from: number): Uint8Array => {
    const columns = {
      timeMs: new Float64Array(BATCH),
      result: new Float64Array(BATCH),
      handle: new Int32Array(BATCH),
      quality: new Uint8Array(BATCH),
    };
    for (let row = 0; row < rows; row++) {
      for (let index = 0; index < DATASTREAMS; index++) {
        const at = row * DATASTREAMS + index;
        columns.timeMs[at] = START_MS + (from + row) * MINUTE_MS;
        columns.handle[at] = index;
        columns.result[at] = next(index, from + row);
      }
      first[from + row] = columns.result[row * DATASTREAMS] as number;
    }
    return encodeObservationBatch(columns);
  };
  let sent = 0;
  const lane = async (): Promise<void> => {
    while (sent < MINUTES) {
      const columns = batch(sent);
      sent += rows;
      await deliver(socket, columns);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  socket.disconnect();
  return first;
}

async function deliver(socket: Socket, columns: Uint8Array): Promise<void> {
  for (;;) {
    const answer: Acknowledgement | BatchRefusal = await socket.emitWithAck("observations.bin", columns, {});
    if (!("error" in answer)) {
      if (answer.accepted !== BATCH) throw new Error(JSON.stringify(answer).slice(0, 300));
      return;
    }
    if (answer.error.code !== "ingest/busy") throw new Error(answer.error.message);
    await pause(answer.error.retryAfterMs ?? 250);
  }
}

/** Results by datastream, minute after minute. Mulberry32 (T. Ettinger, 2017) makes the noise. */
function createSeries(): (index: number, minute: number) => number {
  let state = 20_261_123;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const drift = new Float64Array(DATASTREAMS);
  return (index, minute) => {
    drift[index] = (drift[index] as number) * 0.999 + (random() - 0.5) * 0.05;
    const day = Math.sin((2 * Math.PI * minute) / 1_440 + index);
    const year = Math.sin((2 * Math.PI * minute) / MINUTES);
    const value = 30 + 4 * day + 8 * year + (drift[index] as number) + (random() - 0.5) * 0.1;
    return Math.round(value * 100) / 100;
  };
}

/** Waits until all but the last minutes is in chunks, and the log has given back what it took. */
async function compacted(server: ServerProcess): Promise<void> {
  tell("waiting for the compactor");
  for (let before = -1; ; ) {
    const text = await (await server.request("/metrics")).text();
    const waiting = Number(/^shuicheng_tail_observations (\d+)/m.exec(text)?.[1]);
    if (waiting === before) return;
    before = waiting;
    await pause(8_000);
  }
}

async function askTrend(
  server: ServerProcess,
  token: string,
  encoding: string,
): Promise<{ times: number[]; buckets: Bucket[] }> {
  const headers = { authorization: `Bearer ${token}`, "accept-encoding": encoding };
  const path = `/api/v1/datastreams/${benchDatastream(0)}/observations?from=${START_MS}&to=${END_MS}&points=${POINTS}`;
  const times: number[] = [];
  let buckets: Bucket[] = [];
  for (let question = -WARM_UPS; question < QUESTIONS; question++) {
    const beganAt = performance.now();
    const answer = await server.request(path, { headers });
    buckets = ((await answer.json()) as { buckets: Bucket[] }).buckets;
    if (question >= 0) times.push(performance.now() - beganAt);
  }
  return { times, buckets };
}

/** The same from a table of rows, by the same slices' width. */
function sumUpRows(results: Float64Array): {
  ms: number;
  buckets: { n: number; min: number; max: number }[];
} {
  const database = new DatabaseSync(":memory:");
  database.exec(
    "CREATE TABLE row (datastream INTEGER, time INTEGER, result REAL, PRIMARY KEY (datastream, time)) WITHOUT ROWID",
  );
  const insert = database.prepare("INSERT INTO row VALUES (0, ?, ?)");
  database.exec("BEGIN");
  results.forEach((result, minute) => void insert.run(START_MS + minute * MINUTE_MS, result));
  database.exec("COMMIT");
  const select = database.prepare(
    `SELECT (time - :from) * :points / (:to - :from) AS slice, count(*) AS n, min(result) AS min, max(result) AS max, avg(result) AS mean
     FROM row WHERE datastream = 0 AND time >= :from AND time < :to GROUP BY slice`,
  );
  const times: number[] = [];
  let buckets: unknown[] = [];
  for (let question = 0; question < 10; question++) {
    const beganAt = performance.now();
    buckets = select.all({ from: BigInt(START_MS), to: BigInt(END_MS), points: BigInt(POINTS) });
    times.push(performance.now() - beganAt);
  }
  database.close();
  return { ms: median(times), buckets: buckets as { n: number; min: number; max: number }[] };
}

/** The two cut the year within an hour of each other: as many observations, the same extremes. */
function checkAlike(
  ours: readonly Bucket[],
  theirs: readonly { n: number; min: number; max: number }[],
): void {
  const total = (all: readonly { n: number }[]) => all.reduce((sum, { n }) => sum + n, 0);
  const least = (all: readonly { min: number | null }[]) =>
    Math.min(...all.map(({ min }) => min ?? Infinity));
  const most = (all: readonly { max: number | null }[]) =>
    Math.max(...all.map(({ max }) => max ?? -Infinity));
  if (ours.length !== POINTS || total(ours) !== MINUTES || total(theirs) !== MINUTES)
    throw new Error(`${total(ours)} and ${total(theirs)} observations, not ${MINUTES}`);
  if (least(ours) !== least(theirs) || most(ours) !== most(theirs)) throw new Error("extremes differ");
}
