import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { buildBenchCity } from "./bench-city.ts";
import { onBenchStage } from "./bench-stage.ts";
import { median, printFigure, tell } from "./figure.ts";
import type { LoadAnswer } from "./ingest-load.ts";
import type { WorkerProcess } from "./worker-process.ts";

const DATASTREAMS = 20_000;
const SCREENS = 50;
const RUNS = 5;
const WINDOW_MS = 4_000;
const WARM_UP_MS = 2_000;
const MANY = 10_000_000;
const ECHO = "bare Socket.IO echo of the same batches";

/** Durable observations a second through `/ingest`, with 20,000 datastreams, limits and 50 live screens. */
export async function benchIngest(): Promise<void> {
  await onBenchStage(async ({ dataFolder, server, start }) => {
    const token = await server.createToken("bench");
    await server.register(token, buildBenchCity(DATASTREAMS, { H: 40, L: 10 }));
    const { worker: screens } = await start("screens.ts", server.url, token, String(SCREENS));
    const { ready: echo } = await start<{ url: string }>("echo-server.ts");
    const load = (url: string) =>
      start(
        "ingest-load.ts",
        url,
        "/ingest",
        token,
        String(DATASTREAMS),
        String(Date.now() - 24 * 3_600_000),
      );
    const { worker: ours } = await load(server.url);
    const { worker: theirs } = await load(echo.url);

    let stored = 0;
    const measure = async (worker: WorkerProcess): Promise<number> => {
      const { accepted, elapsedMs, busy, rejected } = await worker.ask<LoadAnswer>({ forMs: WINDOW_MS });
      if (worker === ours) stored += accepted;
      if (busy > 0 || rejected > 0) tell(`${busy} batches busy, ${rejected} observations rejected`);
      return (accepted * 1_000) / elapsedMs;
    };
    const compare = async (metric: string) => {
      stored += (await ours.ask<LoadAnswer>({ forMs: WARM_UP_MS })).accepted;
      await theirs.ask({ forMs: WARM_UP_MS });
      const rates: number[] = [];
      const echoes: number[] = [];
      // Turn about, so that whatever else the machine does meets both.
      for (let run = 0; run < RUNS; run++) {
        rates.push(await measure(ours));
        echoes.push(await measure(theirs));
        tell(`${metric}: ${Math.round(rates.at(-1) ?? 0)}/s, echo ${Math.round(echoes.at(-1) ?? 0)}/s`);
      }
      const value = median(rates);
      const { lost } = await screens.ask<{ lost: number }>({});
      const note = `${DATASTREAMS} datastreams, batches of 500, ${stored} stored at the end, ${SCREENS - lost} of ${SCREENS} screens live`;
      const ratio = value / median(echoes);
      printFigure({
        bench: "ingest",
        metric,
        value,
        unit: "observations/s",
        against: ECHO,
        ratio,
        n: RUNS,
        note,
      });
    };

    await compare("ingest.rate");
    tell(`filling up to ${MANY} observations`);
    if (stored < MANY) stored += (await ours.ask<LoadAnswer>({ observations: MANY - stored })).accepted;
    await compare("ingest.rate:after-10m");

    tell("waiting for the compactor");
    const bytes = await settledBytes(dataFolder);
    const note = `whole data folder after ${stored} observations, ${DATASTREAMS} datastreams`;
    const value = bytes / stored;
    printFigure({
      bench: "ingest",
      metric: "ingest.bytes-per-observation",
      value,
      unit: "bytes",
      n: 1,
      note,
    });
  });
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
