import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { ServerProcess } from "../server-process.ts";
import { buildBenchCity } from "./bench-city.ts";
import { onBenchStage } from "./bench-stage.ts";
import { median, printFigure, tell } from "./figure.ts";
import type { LoadAnswer } from "./ingest-load.ts";
import { readMetric } from "./read-metric.ts";
import type { WorkerProcess } from "./worker-process.ts";

const DATASTREAMS = 20_000;
const SCREENS = 50;
const RUNS = 5;
const WINDOW_MS = 4_000;
const WARM_UP_MS = 2_000;
const SUSTAINED_MS = 60_000;
const MANY = 10_000_000;
const LARGE = 100_000_000;
const ECHO = "bare Socket.IO echo of the same batches";

/** Durable observations a second through `/ingest`, with 20,000 datastreams, limits and 50 live screens. */
export const benchIngest = (): Promise<void> => benchIngestAt(MANY);

/** The same, and once more with 100 million stored; the server's memory on the way there. */
export const benchIngest100m = (): Promise<void> => benchIngestAt(LARGE);

async function benchIngestAt(end: number): Promise<void> {
  await onBenchStage(async ({ dataFolder, server, start }) => {
    const token = await server.createToken("bench");
    await server.register(token, buildBenchCity(DATASTREAMS, { H: 40, L: 10 }));
    const { worker: screens } = await start("screens.ts", server.url, token, String(SCREENS));
    const { ready: echo } = await start<{ url: string }>("echo-server.ts");
    /** Loads begin one after the other, each later than what those before have sent: none is late. */
    let hoursAgo = 96;
    const load = async (form: "items" | "columns") => {
      hoursAgo -= 12;
      const baseMs = String(Date.now() - hoursAgo * 3_600_000);
      const args = ["/ingest", token, String(DATASTREAMS), baseMs, form];
      const [ours, theirs] = [
        (await start("ingest-load.ts", server.url, ...args)).worker,
        (await start("ingest-load.ts", echo.url, ...args)).worker,
      ];
      return { ours, theirs };
    };

    let stored = 0;
    const measure = async (worker: WorkerProcess, isOurs: boolean): Promise<number> => {
      const { accepted, elapsedMs, busy, rejected } = await worker.ask<LoadAnswer>({ forMs: WINDOW_MS });
      if (isOurs) stored += accepted;
      if (busy > 0 || rejected > 0) tell(`${busy} batches busy, ${rejected} observations rejected`);
      return (accepted * 1_000) / elapsedMs;
    };
    const compare = async (metric: string, ours: WorkerProcess, theirs: WorkerProcess) => {
      stored += (await ours.ask<LoadAnswer>({ forMs: WARM_UP_MS })).accepted;
      await theirs.ask({ forMs: WARM_UP_MS });
      const rates: number[] = [];
      const echoes: number[] = [];
      // Turn about, so that whatever else the machine does meets both.
      for (let run = 0; run < RUNS; run++) {
        rates.push(await measure(ours, true));
        echoes.push(await measure(theirs, false));
        tell(`${metric}: ${Math.round(rates.at(-1) ?? 0)}/s, echo ${Math.round(echoes.at(-1) ?? 0)}/s`);
      }
      const value = median(rates);
      const { lost } = await screens.ask<{ lost: number }>({});
      const note = `${DATASTREAMS} datastreams, ${stored} stored at the end, ${SCREENS - lost} of ${SCREENS} screens live`;
      const ratio = value / median(echoes);
      printFigure({
        ...{ bench: "ingest", metric, value, unit: "observations/s", against: ECHO, ratio, n: RUNS, note },
      });
    };
    /** As much as goes in for a minute, and how much of it is not in chunks at the end. */
    const sustain = async (metric: string, worker: WorkerProcess) => {
      const { accepted, elapsedMs, busy } = await worker.ask<LoadAnswer>({ forMs: SUSTAINED_MS });
      const waiting = await readMetric(server, "shuicheng_tail_observations");
      stored += accepted;
      const value = (accepted * 1_000) / elapsedMs;
      const note = `${stored} stored at the end, ${busy} batches busy`;
      printFigure({ ...{ bench: "ingest", metric, value, unit: "observations/s", n: 1, note } });
      const backlog = `${metric}:backlog`;
      printFigure({ ...{ bench: "ingest", metric: backlog, value: waiting / value, unit: "s", n: 1, note } });
    };

    const items = await load("items");
    await compare("ingest.rate", items.ours, items.theirs);
    tell(`filling up to ${MANY} observations`);
    if (stored < MANY) stored += (await items.ours.ask<LoadAnswer>({ observations: MANY - stored })).accepted;
    await compare("ingest.rate:after-10m", items.ours, items.theirs);
    const columns = await load("columns");
    await compare("ingest.binary-rate", columns.ours, columns.theirs);
    await sustain("ingest.binary-rate:a-minute", columns.ours);
    await printMemory(server, stored);
    if (end > MANY) {
      tell(`filling up to ${end} observations`);
      while (stored < end) {
        const part = Math.min(MANY, end - stored);
        stored += (await columns.ours.ask<LoadAnswer>({ observations: part })).accepted;
        await printMemory(server, stored);
      }
      const laterItems = await load("items");
      await compare("ingest.rate:after-100m", laterItems.ours, laterItems.theirs);
      const laterColumns = await load("columns");
      await compare("ingest.binary-rate:after-100m", laterColumns.ours, laterColumns.theirs);
    }

    tell("waiting for the compactor");
    const bytes = await settledBytes(dataFolder);
    const note = `whole data folder after ${stored} observations, ${DATASTREAMS} datastreams`;
    const metric = "ingest.bytes-per-observation";
    printFigure({ ...{ bench: "ingest", metric, value: bytes / stored, unit: "bytes", n: 1, note } });
  });
}

async function printMemory(server: ServerProcess, stored: number): Promise<void> {
  const value = (await readMetric(server, "process_resident_memory_bytes")) / 1e6;
  const note = `while it takes what it can, ${Math.round(stored / 1e6)} million stored`;
  printFigure({ ...{ bench: "ingest", metric: "ingest.rss", value, unit: "MB", n: 1, note } });
}

/** Size of the folder once it has stood still for five seconds. */
async function settledBytes(folder: string): Promise<number> {
  let bytes = -1;
  for (let still = 0; still < 5; ) {
    await pause(1_000);
    const now = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((path) => statSync(join(folder, path)))
      .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
    // A tick a second goes into the log: that is no compaction.
    still = Math.abs(now - bytes) < 64 * 1_024 ? still + 1 : 0;
    bytes = now;
  }
  return bytes;
}
